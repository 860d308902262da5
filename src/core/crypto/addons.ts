/**
 * Loads the two Argon2 addons, each from the one path where its package keeps the build for this system.
 *
 * The packages' own loaders look at environment variables first (`ARGON2_PREBUILD`, `NAPI_RS_NATIVE_LIBRARY_PATH` and
 * some twenty others), and load whatever file these name. In the packaged product that would run foreign native code
 * inside the signed process, past Electron's fuses. So their loaders are never run, nor packed.
 */
import { createRequire } from 'node:module';

// Not named `require`: the bundler puts one of that name at the top of the built file.
const load = createRequire(import.meta.url);

/** The only export of the addon of `argon2`, as its own argon2.cjs calls it. All byte fields must be Buffers. */
export type ReferenceHash = (options: {
  readonly password: Buffer;
  readonly salt: Buffer;
  readonly secret: Buffer;
  readonly data: Buffer;
  readonly hashLength: number;
  /** Memory in KiB. */
  readonly m: number;
  /** Passes. */
  readonly t: number;
  /** Lanes. */
  readonly p: number;
  readonly type: number;
  readonly version: number;
}) => Promise<Buffer>;

export type FastLibrary = Pick<typeof import('@node-rs/argon2'), 'hashRaw' | 'hashRawSync'>;

/** The names under which both packages keep their builds: first glibc's, then musl's, which only Linux has. */
const flavours = process.platform === 'linux' ? (['glibc', 'musl'] as const) : (['glibc'] as const);

/** @returns what the first path that loads exports. @throws the last path’s Error if none loads */
function loadFirst(from: NodeJS.Require, paths: readonly string[]): unknown {
  let failure: unknown = new Error('no build of this addon for this system');
  for (const path of paths) {
    try {
      return from(path);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/** @returns `hash` of the reference library's addon. @throws Error where the addon does not load */
export function loadReferenceHash(): ReferenceHash {
  const fromPackage = createRequire(load.resolve('argon2/package.json'));
  const armVersion = { arm64: '.armv8', arm: '.armv7' }[process.arch as string] ?? '';
  const target = `${process.platform}-${process.arch}`;
  const paths = flavours.map((flavour) => `./prebuilds/${target}/argon2${armVersion}.${flavour}.node`);
  return (loadFirst(fromPackage, paths) as { hash: ReferenceHash }).hash;
}

/** @throws Error where the addon does not load: on Windows it needs Microsoft's Visual C++ runtime */
export function loadFastLibrary(): FastLibrary {
  // The addon's package is a dependency of `@node-rs/argon2`, which need not lie beside ours: it is looked for from there.
  const fromLoader = createRequire(load.resolve('@node-rs/argon2/package.json'));
  const abi = { linux: { glibc: '-gnu', musl: '-musl' }, win32: { glibc: '-msvc', musl: '' } }[
    process.platform as string
  ] ?? { glibc: '', musl: '' };
  const target = `${process.platform}-${process.arch}`;
  const paths = flavours.map((flavour) => {
    const build = `${target}${abi[flavour]}`;
    return `@node-rs/argon2-${build}/argon2.${build}.node`;
  });
  return loadFirst(fromLoader, paths) as FastLibrary;
}
