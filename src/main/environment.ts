/**
 * Environment variables at the start of a packaged build. Each that the program, a library in its package or Node reads in order
 * to load code is in one of three lists: refused, taken away, or left alone with the reason; of the system's own libraries,
 * those that are known. A test finds every variable that the packed JavaScript reads and holds it to these lists.
 *
 * Left alone: what names a module among those that the administrator installed, and no path: GTK_IM_MODULE, QT_IM_MODULE and
 * XMODIFIERS (input methods, without which many people cannot type), GTK_THEME.
 */

/**
 * The dynamic linkers of Linux (ld.so(8)) and macOS (dyld(1)) take their orders from variables that begin so: LD_PRELOAD,
 * LD_LIBRARY_PATH, DYLD_INSERT_LIBRARIES, … Refusing detects and does not prevent: what they name has already run
 * (docs/THREATS.md).
 */
const linkerPrefixes = ['LD_', 'DYLD_'] as const;

/**
 * The loaders of graphics drivers (Vulkan's, libglvnd's for EGL, Mesa's) each have a family of variables that name files to
 * load, and get new ones with new versions: VK_IMPLICIT_LAYER_PATH, LIBGL_DRIVERS_DIR, … The graphics process looks for
 * drivers there. Its ancestor (Chromium's zygote) was forked before our code, with all of them, so that taking them away here
 * would come too late.
 */
const driverPrefixes = ['VK_', '__EGL_', 'LIBGL_DRIVERS_'] as const;

export const refusedPrefixes = [...linkerPrefixes, ...driverPrefixes] as const;

/**
 * Names of drivers that desktops set themselves (`nvidia`, where somebody asks for the other graphics card), and that a loader
 * puts into a path as they are: refused where they are no plain name.
 */
export const namesOfDrivers = ['__GLX_VENDOR_LIBRARY_NAME', 'GALLIUM_DRIVER'] as const;
/** One name, or several: libglvnd takes a list. */
const plainNames = /^[\w.\- ]+$/;

/** They open the program up, and nobody needs them at a desk: the start is refused. */
export const refusedVariables = [
  // Of drivers, as the prefixes above.
  'LIBVA_DRIVERS_PATH',
  'VDPAU_DRIVER_PATH',
  'GBM_BACKENDS_PATH',
  'GALLIUM_PIPE_SEARCH_DIR',
  // A driver's name, which Mesa, libva and libvdpau put into a path as it is: `../../tmp/x` loads another file.
  'MESA_LOADER_DRIVER_OVERRIDE',
  'GBM_BACKEND',
  'LIBVA_DRIVER_NAME',
  'VDPAU_DRIVER',
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
  // Plug-ins of the sound libraries: PipeWire's by directory, ALSA's by a configuration that may name any file.
  'PIPEWIRE_MODULE_DIR',
  'SPA_PLUGIN_DIR',
  'ALSA_CONFIG_PATH',
  'ALSA_CONFIG_DIR',
  'ALSA_PLUGIN_DIR',
  // They have what is typed written to stderr, or open GTK's inspector; the library reads them once our code has run.
  'WAYLAND_DEBUG',
  'GTK_DEBUG',
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
  const set = new Map(
    Object.entries(environment)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => [canonical(name, platform), value ?? '']),
  );
  const named =
    refusedVariables.find((name) => set.has(name)) ??
    namesOfDrivers.find((name) => !plainNames.test(set.get(name) ?? 'none'));
  const isRefused = (name: string) => refusedPrefixes.some((prefix) => name.startsWith(prefix));
  return named ?? [...set.keys()].find(isRefused)?.slice(0, 60) ?? null;
}

export function removeVariables(environment: Environment, platform: NodeJS.Platform): void {
  const unwanted: readonly string[] = removedVariables;
  for (const name of Object.keys(environment)) {
    if (unwanted.includes(canonical(name, platform))) delete environment[name];
  }
}
