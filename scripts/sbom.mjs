/**
 * `npm run sbom [-- FILE]`: the CycloneDX bill of materials of what ships, from npm's own, to FILE or
 * `dist/vigie-VERSION.cdx.json`. npm knows what is installed for development; which of it ships is ours to say, because
 * the renderer's libraries are development dependencies that the build bundles.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isMain } from './lib/is-main.mjs';
import { projectRoot, readPackage, run } from './lib/project.mjs';
import { shippedPackages } from './package-contents.mjs';
import { failWith } from './setup.mjs';

async function npmSbom() {
  const script = process.env.npm_execpath;
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
  const [program, programArgs, shell] =
    script !== undefined && /\.c?js$/.test(script)
      ? [process.execPath, [script, ...args], false]
      : ['npm', args, process.platform === 'win32'];
  const { code, output } = await run(program, programArgs, { env: process.env, capture: true, shell });
  if (code !== 0) throw new Error(`npm sbom failed\n${output}`);
  // npm may warn before it prints.
  return JSON.parse(output.slice(output.indexOf('{\n'), output.lastIndexOf('}') + 1));
}

/** Keeps of npm's document what ships, and Electron, which the packager adds. */
export function keepShipped(document, shipped, { name, version, electron }) {
  const refs = new Set(shipped.map((one) => `${one.name}@${one.version}`));
  const components = document.components
    .filter((component) => refs.has(`${component.name}@${component.version}`) || component.name === 'electron')
    .map((component) => ({
      ...component,
      scope: 'required',
      // Development is how it is installed, not what becomes of it.
      properties: (component.properties ?? []).filter((property) => property.name !== 'cdx:npm:package:development'),
    }));
  const missing = [...refs].filter((ref) => !components.some((one) => `${one.name}@${one.version}` === ref));
  if (missing.length > 0) throw new Error(`npm's bill of materials lacks ${missing.join(', ')}`);
  const kept = new Set(components.map((component) => component['bom-ref']));
  const root = `${name}@${version}`;
  const component = { ...document.metadata.component, 'bom-ref': root, name };
  return {
    ...document,
    metadata: { ...document.metadata, component },
    components,
    dependencies: document.dependencies
      .filter(({ ref }) => kept.has(ref) || ref === root)
      .map(({ ref, dependsOn = [] }) => ({
        ref,
        // Electron's own dependencies fetch its binary at installation and do not ship.
        dependsOn: ref === `electron@${electron}` ? [] : dependsOn.filter((one) => kept.has(one)),
      })),
  };
}

if (isMain(import.meta)) {
  try {
    const { name, version, devDependencies } = readPackage();
    const file = process.argv[2] ?? join(projectRoot, 'dist', `vigie-${version}.cdx.json`);
    const document = keepShipped(await npmSbom(), shippedPackages(), {
      name,
      version,
      electron: devDependencies.electron,
    });
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
    console.log(`${file}: ${document.components.length} components`);
  } catch (error) {
    failWith(error);
  }
}
