/**
 * Environment variables at the start of a packaged build. Each that the program, a library in its package or Node reads in order
 * to load code is in one of three lists: refused, taken away, or left alone with the reason; of the system's own libraries,
 * those that are known. A test finds every variable that the packed JavaScript reads and holds it to these lists.
 *
 * Left alone: what names a module among those that the administrator installed, and no path: GTK_IM_MODULE, QT_IM_MODULE and
 * XMODIFIERS (input methods, without which many people cannot type), GTK_THEME, GALLIUM_DRIVER.
 */

/**
 * The dynamic linkers of Linux (ld.so(8)) and macOS (dyld(1)) take their orders from variables that begin so: LD_PRELOAD,
 * LD_LIBRARY_PATH, DYLD_INSERT_LIBRARIES, … Refusing detects and does not prevent: what they name has already run
 * (docs/THREATS.md).
 */
export const refusedPrefixes = ['LD_', 'DYLD_'] as const;

/** They open the program up, and nobody needs them at a desk: the start is refused. */
export const refusedVariables = [
  // Where the graphics process looks for drivers. Its ancestor (Chromium's zygote) was forked before our code, with all of
  // them, so that taking them away here would come too late.
  'LIBGL_DRIVERS_PATH',
  'LIBVA_DRIVERS_PATH',
  'VDPAU_DRIVER_PATH',
  'GBM_BACKENDS_PATH',
  // A driver's name, which Mesa, libva and libvdpau put into a path as it is: `../../tmp/x` loads another file.
  'MESA_LOADER_DRIVER_OVERRIDE',
  'GBM_BACKEND',
  'LIBVA_DRIVER_NAME',
  'VDPAU_DRIVER',
  '__EGL_VENDOR_LIBRARY_FILENAMES',
  '__EGL_VENDOR_LIBRARY_DIRS',
  '__EGL_EXTERNAL_PLATFORM_CONFIG_FILENAMES',
  '__EGL_EXTERNAL_PLATFORM_CONFIG_DIRS',
  'VK_DRIVER_FILES',
  'VK_ADD_DRIVER_FILES',
  'VK_ICD_FILENAMES',
  'VK_LAYER_PATH',
  'VK_ADD_LAYER_PATH',
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
  // Modules of GTK, GLib, gdk-pixbuf, Qt and the C library. Desktops set some of them (accessibility, menus, programs packed as
  // snaps), and Electron loads those libraries once our code has run (ToolkitInitialized comes after PostEarlyInitialization
  // in shell/browser/electron_browser_main_parts.cc). What GTK needs for screen readers is built into it.
  'GTK_MODULES',
  'GTK3_MODULES',
  'GTK_PATH',
  'GTK_EXE_PREFIX',
  'GTK_DATA_PREFIX',
  'GTK_IM_MODULE_FILE',
  'GDK_PIXBUF_MODULE_FILE',
  'GDK_PIXBUF_MODULEDIR',
  'GIO_MODULE_DIR',
  'GIO_EXTRA_MODULES',
  'QT_PLUGIN_PATH',
  'QT_QPA_PLATFORM_PLUGIN_PATH',
  'QT_QPA_GENERIC_PLUGINS',
  'GCONV_PATH',
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

/** @returns the first refused variable that is set and not empty, or null. Never its value; of a long name, the beginning. */
export function findRefusedVariable(environment: Readonly<Environment>, platform: NodeJS.Platform): string | null {
  const set = Object.entries(environment)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name]) => canonical(name, platform));
  const named = refusedVariables.find((name) => set.includes(name));
  return named ?? set.find((name) => refusedPrefixes.some((prefix) => name.startsWith(prefix)))?.slice(0, 60) ?? null;
}

export function removeVariables(environment: Environment, platform: NodeJS.Platform): void {
  const unwanted: readonly string[] = removedVariables;
  for (const name of Object.keys(environment)) {
    if (unwanted.includes(canonical(name, platform))) delete environment[name];
  }
}
