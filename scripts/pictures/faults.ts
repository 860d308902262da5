/** Real faults, at the level of files: what a failing disk, a full one or a lost keystore leave behind. */
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  cpSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createApp } from '../../src/app/app.ts';
import { readDemoProfile } from '../../src/app/shell/demo-profile.ts';
import { systemClock } from '../../src/app/shell/options.ts';
import type { Shell } from '../../src/app/shell/shell.ts';
import { projectRoot } from '../lib/project.mjs';
import { type PreparedDesk, testCost } from './desk.ts';

// SQLite's default, which the journal keeps.
const journalPageBytes = 4096;

/** The demonstration's profile, to be changed and opened more than once. */
export function copyProfile({ demoDir }: PreparedDesk, to: string): void {
  cpSync(readDemoProfile(demoDir).profileDir, to, { recursive: true });
}

/** A file that a desk saved, kept when the desk is closed. @returns where */
export function keepBeside(path: string, profileDir: string): string {
  const kept = join(dirname(profileDir), basename(path));
  cpSync(path, kept);
  return kept;
}

export function installedSetView(profileDir: string): string {
  const name = readdirSync(join(profileDir, 'packs')).find((each) => each.endsWith('.vigie'));
  if (name === undefined) throw new Error('the profile has no set');
  return join(profileDir, 'packs', name);
}

/** Every bucket of the installed set damaged in place, as a failing disk would: its signed table no longer holds. */
export function damageBuckets(profileDir: string): void {
  const file = openSync(installedSetView(profileDir), 'r+');
  try {
    const { size } = fstatSync(file);
    // The header, the manifest and the table lie before; a byte in each half kilobyte of the rest.
    for (let at = Math.floor(size / 3); at < size; at += 512) writeSync(file, Uint8Array.of(0xa5, 0x5a), 0, 2, at);
  } finally {
    closeSync(file);
  }
}

/** The installed set cut before its manifest ends: nothing of it can be read any more. */
export function cutPack(profileDir: string): void {
  const path = installedSetView(profileDir);
  writeFileSync(path, readFileSync(path).subarray(0, 60));
}

/** All pages of the journal but the first overwritten, as by a failing disk: none of them is authentic any more. */
export function damageJournal(profileDir: string): void {
  const path = join(profileDir, 'journal.sqlite');
  writeFileSync(path, readFileSync(path).fill(0xa5, journalPageBytes));
}

export interface SmallDisk {
  /** A directory on a file system of its own. */
  readonly dir: string;
  /** Leaves nothing free. */
  fill(): void;
  remove(): void;
}

/** @returns null where this machine does not let us mount one */
export function mountSmallDisk(mebibytes: number): SmallDisk | null {
  const dir = mkdtempSync(join(tmpdir(), 'vigie-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', dir], { stdio: 'ignore' });
  } catch {
    rmSync(dir, { recursive: true });
    return null;
  }
  return {
    dir,
    fill() {
      const { bavail, bsize } = statfsSync(dir);
      writeFileSync(join(dir, 'filler'), new Uint8Array(bavail * bsize));
    },
    remove() {
      execFileSync('umount', ['-l', dir]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

let mountable: boolean | null = null;
export function canFillADisk(): boolean {
  if (mountable === null) {
    const disk = mountSmallDisk(1);
    disk?.remove();
    mountable = disk !== null;
  }
  return mountable;
}

/** A profile bound to the keystore of a machine that is not this one. */
export async function makeForeignProfile(profileDir: string, passphrase: string): Promise<void> {
  const shell: Shell = {
    name: 'chromium',
    keystore: {
      name: 'gnome-libsecret',
      isProtecting: true,
      seal: async (plain) => plain.slice(),
      open: async (sealed) => ({ plain: sealed.slice(), shouldReseal: false }),
    },
    pickFile: async () => null,
    resolveDroppedFile: () => null,
    saveFile: async () => null,
    measureHtml: () => Promise.reject(new Error('no printer')),
    renderPdf: () => Promise.reject(new Error('no printer')),
    printHtml: async () => 'cancelled',
    closePrintPage: async () => undefined,
    onLockSignal: () => () => {},
    emit: () => {},
  };
  const app = await createApp({
    profileDir,
    shell,
    guideDir: join(projectRoot, 'resources', 'guide'),
    trustedKeysDir: join(projectRoot, 'resources', 'trusted-keys'),
    clock: systemClock,
    costs: testCost,
  });
  try {
    const made = await app.invoke('createVault', { adviserName: 'Dominique', passphrase });
    if (!made.ok) throw new Error(made.problem.code);
  } finally {
    await app.dispose();
  }
}

/** The product's resources with a guide that has lost one step: the edition after the one a case was begun under. */
export function resourcesWithout(stepId: string, dir: string): string {
  cpSync(join(projectRoot, 'resources'), dir, { recursive: true });
  const guideDir = join(dir, 'guide');
  for (const name of readdirSync(guideDir)) {
    const path = join(guideDir, name);
    const without = withoutStep(JSON.parse(readFileSync(path, 'utf8')), stepId);
    writeFileSync(path, JSON.stringify(without));
  }
  return dir;
}

/** Neither the step itself nor its id in any list: an edition that dropped it names it nowhere. */
function withoutStep(value: unknown, stepId: string): unknown {
  if (Array.isArray(value)) {
    // A question may have the same id.
    const isStep = (each: unknown) => typeof each === 'object' && each !== null && 'urgency' in each;
    const kept = value.filter((each) => each !== stepId && !(isStep(each) && (each as { id?: unknown }).id === stepId));
    return kept.map((each) => withoutStep(each, stepId));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutStep(each, stepId)]));
}
