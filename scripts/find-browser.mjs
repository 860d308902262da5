/**
 * Finds the machine's Chromium, Chrome or Edge. Used by set-up, by the Chromium shell's starter and by the tests.
 */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const onPath = {
  linux: [
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'microsoft-edge-stable',
    'microsoft-edge',
  ],
  darwin: [],
  win32: [],
};

function commonPlaces(platform, env) {
  if (platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    const roots = ['/Applications', join(env.HOME ?? '/', 'Applications')];
    return roots.flatMap((root) => apps.map((app) => join(root, `${app}.app`, 'Contents', 'MacOS', app)));
  }
  if (platform === 'win32') {
    const roots = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LocalAppData].filter((root) => root !== undefined);
    const tails = [
      'Google\\Chrome\\Application\\chrome.exe',
      'Chromium\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ];
    return roots.flatMap((root) => tails.map((tail) => join(root, tail)));
  }
  return ['/usr/bin/chromium', '/snap/bin/chromium', '/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge'];
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * @returns the path of a browser: `VIGIE_BROWSER` if it is set, else the first of the common places; null if there is none
 * @throws Error if `VIGIE_BROWSER` names something that cannot be run: a wrong choice is said, not replaced
 */
export function findBrowser(env = process.env, platform = process.platform) {
  if (env.VIGIE_BROWSER) {
    if (!isExecutable(env.VIGIE_BROWSER)) throw new Error('VIGIE_BROWSER does not name a program that can be run.');
    return env.VIGIE_BROWSER;
  }
  const directories = (env.PATH ?? '').split(delimiter).filter((one) => one !== '');
  const named = (onPath[platform] ?? onPath.linux).flatMap((name) => directories.map((dir) => join(dir, name)));
  return [...named, ...commonPlaces(platform, env)].find(isExecutable) ?? null;
}

/** One sentence: the command that gives this machine a browser. */
export function howToGetBrowser(platform = process.platform) {
  if (platform === 'darwin') return 'Install a browser with: brew install --cask chromium';
  if (platform === 'win32') return 'Install a browser with: winget install Google.Chrome';
  return 'Install a browser with: sudo apt-get install chromium   (or set VIGIE_BROWSER to the path of Chromium, Chrome or Edge)';
}
