/**
 * Environment variables at the start of a packaged build. Each that the program, a library in its package or Node itself
 * reads is in one of three lists: refused, taken away, or left alone with the reason. A test finds every
 * `process.env.X` in the packed files and holds it to these lists.
 */

/**
 * They open the program up, and nobody needs them at a desk: the start is refused.
 *
 * For what loads code before ours (`LD_PRELOAD`, `LD_AUDIT`, `DYLD_INSERT_LIBRARIES`, a poisoned compile cache), refusing
 * detects and does not prevent: that code has already run (docs/THREATS.md).
 */
export const refusedVariables = [
  'LD_PRELOAD',
  'LD_AUDIT',
  'DYLD_INSERT_LIBRARIES',
  'CHROME_DEVEL_SANDBOX',
  'ELECTRON_RUN_AS_NODE',
  'ELECTRON_ENABLE_LOGGING',
  'ELECTRON_ENABLE_STACK_DUMPING',
  'ELECTRON_LOG_FILE',
  'ELECTRON_LOG_ASAR_READS',
  'ELECTRON_DISABLE_SANDBOX',
  // The loaders that read these are not packed (src/core/crypto/addons.ts): whoever sets them is trying something.
  'ARGON2_PREBUILD',
  'NAPI_RS_NATIVE_LIBRARY_PATH',
  'NODE_COMPILE_CACHE',
  'NODE_DEBUG',
  'NODE_DEBUG_NATIVE',
  'NODE_V8_COVERAGE',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'NODE_REDIRECT_WARNINGS',
  'NODE_REPL_EXTERNAL_MODULE',
  'SSLKEYLOGFILE',
] as const;

/**
 * Fleets set them for every program, so they are no reason to refuse; Vigie has no use for them, so they are removed
 * before anything reads them.
 */
export const removedVariables = [
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'OPENSSL_CONF',
  'OPENSSL_MODULES',
  'NODE_PATH',
  'PREBUILDS_ONLY',
] as const;

/**
 * Electron takes them away before our code runs, because the fuse `enableNodeOptionsEnvironmentVariable` is off
 * (`SetNodeOptions` in shell/common/node_bindings.cc): no refusal of ours would ever see them.
 */
export const variablesTakenByElectron = ['NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS'] as const;

type Environment = Record<string, string | undefined>;

/** Windows does not tell `node_debug` from `NODE_DEBUG`, and Node reads either. */
const canonical = (name: string, platform: NodeJS.Platform): string =>
  platform === 'win32' ? name.toUpperCase() : name;

/** @returns the first refused variable that is set and not empty, or null. Never its value. */
export function findRefusedVariable(environment: Readonly<Environment>, platform: NodeJS.Platform): string | null {
  const set = new Set(
    Object.entries(environment)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name]) => canonical(name, platform)),
  );
  return refusedVariables.find((name) => set.has(name)) ?? null;
}

export function removeVariables(environment: Environment, platform: NodeJS.Platform): void {
  const unwanted: readonly string[] = removedVariables;
  for (const name of Object.keys(environment)) {
    if (unwanted.includes(canonical(name, platform))) delete environment[name];
  }
}
