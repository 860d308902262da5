/**
 * Makes the demonstration profile, by the very steps a person would take: a synthetic leak, a signer, a pack, all by
 * the `vigie` command line; then a vault and the import of that pack, through the application's own contract.
 *
 * Made in a directory beside the final one and renamed at the end: a demonstration is there whole, or not at all.
 */
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createApp } from '../../src/app/app.ts';
import { demoFileName } from '../../src/app/shell/demo-profile.ts';
import { type AppOptions, systemClock } from '../../src/app/shell/options.ts';
import type { Shell } from '../../src/app/shell/shell.ts';
import type { Channel, Input, Output } from '../../src/contract/channels.ts';
import { demoDigest } from '../lib/build.mjs';
import { isMain } from '../lib/is-main.mjs';
import { projectNode, projectRoot, run } from '../lib/project.mjs';

/** Shown on screen: it protects a made-up set and nothing else. */
const demoPassphrase = 'quatre phares veillent la nuit';

interface Known {
  readonly listed: readonly string[];
  readonly absent: readonly string[];
}

/** What the demonstration is made with. Its costs are the product's, but for tests and pictures, which are about neither. */
export interface DemoMaking {
  readonly entries: number;
  /** The command line, run as a program of its own. */
  readonly vigieProgram: string;
  /** Argon2id cost of the vault. Absent: the product's. */
  readonly costs?: AppOptions['costs'];
}

const product: DemoMaking = {
  entries: 20_000,
  vigieProgram: join(projectRoot, 'bin', 'vigie.mjs'),
};

/** A shell with nobody in front of it: it picks the pack it is told to, and has neither window nor printer. */
function unattendedShell(packPath: string): Shell {
  return {
    name: 'chromium',
    keystore: null,
    pickFile: async () => ({ path: packPath, name: basename(packPath) }),
    resolveDroppedFile: () => null,
    saveFile: async () => null,
    measureHtml: () => Promise.reject(new Error('no printer')),
    renderPdf: () => Promise.reject(new Error('no printer')),
    printHtml: async () => 'cancelled',
    closePrintPage: async () => undefined,
    onLockSignal: () => () => {},
    emit: () => {},
  };
}

/** Up to `count` of `texts`, spread over the list so that each form of identifier is met. */
function spread(texts: readonly string[], count: number): string[] {
  const step = Math.max(1, Math.floor(texts.length / count));
  return texts.filter((_, index) => index % step === 0).slice(0, count);
}

async function importThroughContract(
  profileDir: string,
  trustedKeysDir: string,
  pack: string,
  passphrase: string,
  costs: AppOptions['costs'],
) {
  const app = await createApp({
    profileDir,
    shell: unattendedShell(pack),
    guideDir: join(projectRoot, 'resources', 'guide'),
    trustedKeysDir,
    clock: systemClock,
    ...(costs === undefined ? {} : { costs }),
  });
  const call = async <C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>> => {
    const result = await app.invoke(channel, input);
    if (!result.ok) throw new Error(`${channel} failed: ${result.problem.code}`);
    return result.value as Output<C>;
  };
  try {
    await call('createVault', { adviserName: 'Camille (démonstration)', passphrase: demoPassphrase });
    const { offer } = await call('choosePack', {});
    if (offer === null) throw new Error('the pack was not offered');
    await call('importPack', { offerId: offer.offerId, passphrase, forceOlder: false });
  } finally {
    await app.dispose();
  }
}

/** @param target directory of the demonstration; replaced if it is there */
export async function prepareDemo(target: string, making: DemoMaking = product): Promise<void> {
  const vigie = async (...args: string[]): Promise<void> => {
    const { code, output } = await run(projectNode(), [making.vigieProgram, ...args], { capture: true });
    if (code !== 0) throw new Error(`vigie ${args[0]} failed\n${output}`);
  };
  const dir = `${target}.making`;
  const made = (...names: string[]) => join(dir, ...names);
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(made('work'), { recursive: true, mode: 0o700 });
  mkdirSync(made('trusted-keys'));

  const signerFile = made('work', 'signer-passphrase');
  const slotFile = made('work', 'slot-passphrase');
  const slotPassphrase = 'livraison de démonstration par téléphone';
  writeFileSync(signerFile, 'signataire de démonstration\n', { mode: 0o600 });
  writeFileSync(slotFile, `${slotPassphrase}\n`, { mode: 0o600 });

  await vigie('demo', '--entries', String(making.entries), '--out', made('work', 'leak'));
  await vigie('keygen', '--out', made('work'), '--name', 'demonstration', '--passphrase-file', signerFile);
  await vigie(
    'build',
    ...['--in', made('work', 'leak', 'leak.csv'), '--incident', made('work', 'leak', 'incident.json')],
    ...['--signer', made('work', 'demonstration.pem'), '--passphrase-file', signerFile],
    ...['--issuer', 'Assurance Maladie'],
    ...['--slot', 'demonstration', '--slot-passphrase-file', slotFile],
    ...['--stretch', 'light', '--out', made('work', 'demonstration.vigie')],
  );
  cpSync(made('work', 'demonstration.pub.pem'), made('trusted-keys', 'demonstration.pub.pem'));
  await importThroughContract(
    made('profile'),
    made('trusted-keys'),
    made('work', 'demonstration.vigie'),
    slotPassphrase,
    making.costs,
  );

  const known: Known = JSON.parse(readFileSync(made('work', 'leak', 'known.json'), 'utf8'));
  const identifiers = [
    ...spread(known.listed, 5).map((text) => ({ text, expected: 'listed' })),
    ...spread(known.absent, 3).map((text) => ({ text, expected: 'not-listed' })),
  ];
  // The signer's private key and the leak itself have served.
  rmSync(made('work'), { recursive: true });
  writeFileSync(
    made(demoFileName),
    `${JSON.stringify({ madeBy: demoDigest(), passphrase: demoPassphrase, identifiers }, null, 2)}\n`,
  );
  rmSync(target, { recursive: true, force: true });
  mkdirSync(dirname(target), { recursive: true });
  renameSync(dir, target);
}

if (isMain(import.meta)) {
  await prepareDemo(process.argv[2] ?? join(projectRoot, '.vigie', 'demo'));
}
