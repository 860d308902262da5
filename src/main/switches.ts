/**
 * Command-line switches that would open the product up; a packaged build refuses to start. The environment's variables
 * are judged in environment.ts.
 *
 * Chromium has some 1,500 switches and no list of the dangerous ones is complete. So what is written on the command line
 * is held to the few that are needed; the list of refused ones stands for what comes in by another way.
 */

import { findRefusedVariable } from './environment.ts';

/** Needed by people and administrators: screen readers, contrast, scale, a broken graphics driver, thin clients, the display server. */
const allowedSwitches: readonly string[] = [
  'force-renderer-accessibility',
  'force-high-contrast',
  'force-device-scale-factor',
  'high-dpi-support',
  'disable-gpu',
  // What administrators of thin clients and remote desktops give to every Chromium, where the graphics are emulated.
  'disable-gpu-compositing',
  'disable-direct-composition',
  'use-angle',
  'disable-smooth-scrolling',
  'gtk-version',
  'enable-wayland-ime',
  'ozone-platform',
  'ozone-platform-hint',
  'password-store',
  // What the installer for Windows starts the product with after an update.
  'updated',
];

/** What macOS puts on the command line by itself: `-psn_0_1`, `-NSDocumentRevisionsDebugMode YES`, `-AppleLanguages (fr)`. */
const macArgument = /^-(?:psn_|NS|Apple)/;

/**
 * Remote control, inspection, and what turns a protection off; without dashes. Asked of Chromium itself, and so free of
 * what Electron puts on the command line of every program: `allow-file-access-from-files`
 * (shell/app/electron_main_delegate.cc), whose effect the fuse `grantFileProtocolExtraPrivileges` takes away.
 */
export const refusedSwitches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'inspect-wait',
  'inspect-port',
  'inspect-publish-uid',
  'js-flags',
  'no-sandbox',
  'single-process',
  'disable-gpu-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-setuid-sandbox',
  'allow-sandbox-debugging',
  'disable-web-security',
  'disable-site-isolation-trials',
  'allow-running-insecure-content',
  'unsafely-treat-insecure-origin-as-secure',
  'ignore-certificate-errors',
  'load-extension',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'browser-subprocess-path',
  'log-net-log',
  'ssl-key-log-file',
  'enable-logging',
  'auto-open-devtools-for-tabs',
] as const;

export interface StartedWith {
  /** `process.argv` after the program. */
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Chromium's own view of its command line, which also knows switches written in other ways. */
  hasSwitch(name: string): boolean;
}

/**
 * Chromium takes blanks off every argument before it looks at it (`CommandLine::AppendSwitchesAndArguments`, base/command_line.cc),
 * so that ` --switch` is a switch. U+0085 is a blank to Chromium, and none to JavaScript.
 */
const blanks = /^[\s\u0085]+/u;

/** @returns the switch's name as Chromium reads it, or null for what is none */
function switchName(argument: string, platform: NodeJS.Platform): string | null {
  const text = argument.replace(blanks, '');
  // On Windows Chromium takes `/switch` as well; a path there begins with a drive or two backslashes.
  const match = (platform === 'win32' ? /^(?:--?|\/)([^=]*)/ : /^--?([^=]*)/).exec(text);
  return match?.[1]?.toLowerCase() ?? null;
}

/** @returns the name of the first thing that weakens the product or is not known, or null. Never a switch's value. */
export function findWeakening(started: StartedWith): string | null {
  for (const argument of started.arguments) {
    if (started.platform === 'darwin' && macArgument.test(argument)) continue;
    const name = switchName(argument, started.platform);
    if (name !== null && !allowedSwitches.includes(name)) return `--${name}`.slice(0, 60);
  }
  const badSwitch = refusedSwitches.find((name) => started.hasSwitch(name));
  if (badSwitch !== undefined) return `--${badSwitch}`;
  return findRefusedVariable(started.environment, started.platform);
}

/** Switches that every build starts with: no service of Chromium's own ever reaches for the network. */
export const startSwitches: readonly (readonly [string, string?])[] = [
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['force-webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
  ['disable-background-networking'],
  ['disable-breakpad'],
  // Compiled shaders would be kept in the profile; they tell what was drawn.
  ['disable-gpu-shader-disk-cache'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-quic'],
  ['no-pings'],
];
