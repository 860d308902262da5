/**
 * Starts the machine's browser over a private DevTools pipe: no port, no server, a profile in memory where the system
 * has such a place, and no way to the network.
 */

import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import type { Locale } from '../core/vocabulary.ts';
import { makeOwnDirectory, removeAbandonedDirectories } from './abandoned-directories.ts';
import { PageProcesses } from './page-processes.ts';

/** The private origin of the window. `.invalid` never resolves (RFC 2606 §2), and no request leaves the browser anyway. */
export const appOrigin = 'https://vigie.invalid';
export const appUrl = `${appOrigin}/`;
/** Another site, where the page goes at the lock: Chromium then ends the process of the page that was left. */
export const awayUrl = 'https://away.invalid/';
/** A sheet that is being printed is of a site of its own: it shares no storage, no script and no process with the window. */
export const sheetOrigin = 'https://sheet.invalid';

const flags = [
  // Playwright answers every request over the pipe. One that still left the browser, even for this machine, would be sent to
  // a proxy address at which nothing listens.
  '--proxy-server=127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-quic',
  '--disable-sync',
  '--no-pings',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-gpu',
];

/**
 * Chromium takes the last list of features that it is given: ours, which therefore holds Playwright's as well (a test compares them).
 */
const disabledFeatures = [
  // Two pages of the address bar's suggestions, which no window of ours shows: loading them takes two seconds of a processor.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  // Playwright's: what would go to the network by itself,
  'AimEnabled',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PreconnectToSearch',
  // what its driving of the browser relies on,
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'PaintHolding',
  'TcpPortRandomizationWin',
  'ThirdPartyStoragePartitioning',
  // and what only Edge has.
  'msEdgeUpdateLaunchServicesPreferredVersion',
  'msForceBrowserSignIn',
];
export const disableFeaturesSwitch = `--disable-features=${disabledFeatures.join(',')}`;

/** What is typed is never kept, offered again, translated or sent to be spell-checked. */
const preferences = {
  autofill: { profile_enabled: false, credit_card_enabled: false },
  browser: { enable_spellchecking: false },
  credentials_enable_service: false,
  // The titles of sheets carry the reference of a case.
  history: { saving_disabled: true },
  // The browser's own line of date and address would be printed around the sheet.
  printing: { print_header_footer: false },
  profile: { password_manager_enabled: false },
  search: { suggest_enabled: false },
  spellcheck: { use_spelling_service: false },
  translate: { enabled: false },
};

export interface OpenedBrowser {
  readonly context: BrowserContext;
  readonly processes: PageProcesses;
  /** Closes the browser and removes its profile. */
  close(): Promise<void>;
}

const profilePrefix = 'vigie-browser-';

/** @returns a new browser profile, which lies in memory on Linux, elsewhere in the temporary directory */
function makeBrowserProfile(): string {
  const memory = '/dev/shm';
  const parent = process.platform === 'linux' && existsSync(memory) ? memory : tmpdir();
  removeAbandonedDirectories(parent, profilePrefix);
  const dir = makeOwnDirectory(parent, profilePrefix);
  mkdirSync(join(dir, 'Default'));
  writeFileSync(join(dir, 'Default', 'Preferences'), JSON.stringify(preferences));
  // Chromium writes the addresses and titles of open pages into a directory of this name, and has no switch for it: where
  // the name is taken by a file, it goes without.
  writeFileSync(join(dir, 'Default', 'Sessions'), '');
  return dir;
}

/** Chromium's own sandbox cannot be set up by root on Linux; it stays on everywhere else. */
function canSandbox(): boolean {
  return !(process.platform === 'linux' && process.getuid?.() === 0);
}

/**
 * @param options.appWindow opens one window without tabs or address bar; only where there is a display
 * @param options.locale language of date fields and of the browser's own dialogs; the page follows its preference by itself
 * @param options.viewport page size without a display, in CSS pixels
 */
export async function openBrowser(options: {
  readonly browserPath: string;
  readonly headless: boolean;
  readonly appWindow: boolean;
  readonly locale: Locale;
  readonly viewport?: { readonly width: number; readonly height: number };
}): Promise<OpenedBrowser> {
  const userDataDir = makeBrowserProfile();
  const viewport = options.viewport ?? { width: 1280, height: 800 };
  const removeProfile = (): void => {
    process.off('exit', removeProfile);
    rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  // However this process ends, short of being killed, the browser's profile goes with it.
  process.on('exit', removeProfile);
  try {
    const context = await chromium.launchPersistentContext(userDataDir, {
      executablePath: options.browserPath,
      headless: options.headless,
      chromiumSandbox: canSandbox(),
      acceptDownloads: false,
      serviceWorkers: 'block',
      ignoreDefaultArgs: ['--enable-automation'],
      // Chromium on Linux goes by the variable, elsewhere by the switch.
      env: { ...process.env, LANGUAGE: options.locale },
      args: [
        ...flags,
        disableFeaturesSwitch,
        `--lang=${options.locale}`,
        ...(options.appWindow ? [`--app=${appUrl}`, '--window-size=1280,860'] : []),
      ],
      locale: options.locale === 'fr' ? 'fr-FR' : 'en-GB',
      viewport: options.headless ? viewport : null,
      // The page follows the system's theme and motion setting, not Playwright's defaults.
      colorScheme: options.headless ? 'light' : null,
      reducedMotion: null,
      // Ctrl+C is the shell's to handle: it locks first, then closes the browser.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    return {
      context,
      processes: new PageProcesses(context.browser()),
      async close() {
        await context.close().catch(() => undefined);
        removeProfile();
      },
    };
  } catch (error) {
    removeProfile();
    throw error;
  }
}
