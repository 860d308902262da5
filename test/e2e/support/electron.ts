/** The product in the real Electron, unpackaged: where its binary is, and how a test starts and answers it. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, _electron as electron } from 'playwright-core';
import { projectRoot } from '../../../scripts/lib/project.mjs';

/** As `scripts/start.mjs`: never Electron's own code, which would download it. @returns null where it is not installed */
export function findElectron(): string | null {
  const dir = join(projectRoot, 'node_modules', 'electron');
  const pathFile = join(dir, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const binary = join(dir, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}

export interface StartedElectron {
  readonly app: ElectronApplication;
  readonly profileDir: string;
}

/** @param userDir directory of this instance; its profile lies in `profile` */
export async function startElectron(userDir: string): Promise<StartedElectron> {
  const executablePath = findElectron();
  if (executablePath === null) throw new Error('the binary of Electron is not installed');
  const app = await electron.launch({ executablePath, args: [projectRoot, `--user-data-dir=${userDir}`] });
  return { app, profileDir: join(userDir, 'profile') };
}

/** The next open dialog is answered with `path`: a test cannot click in a dialog of the system. */
export async function answerOpenDialog(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, path);
}

/** Save dialogs are answered with the suggested name in `dir`. */
export async function answerSaveDialogs(app: ElectronApplication, dir: string): Promise<void> {
  mkdirSync(dir, { recursive: true });
  await app.evaluate(
    ({ dialog }, { dir: directory, separator }) => {
      dialog.showSaveDialog = (...args: unknown[]) => {
        const { defaultPath = 'file' } = (args.at(-1) ?? {}) as { defaultPath?: string };
        return Promise.resolve({ canceled: false, filePath: `${directory}${separator}${defaultPath}` });
      };
    },
    { dir, separator: process.platform === 'win32' ? '\\' : '/' },
  );
}
