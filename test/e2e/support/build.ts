/** Once before all end-to-end tests: the build, if it is older than its sources. */
export default async function setup(): Promise<void> {
  const { buildIfStale } = await import('../../../scripts/lib/build.mjs');
  await buildIfStale();
}
