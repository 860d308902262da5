/** The desk of sets, on real files: import, replace, refuse, survive a lock, and never answer falsely. */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noAdminSettings } from '../../../src/app/fleet/admin-settings.ts';
import { PackDesk } from '../../../src/app/pack/pack-desk.ts';
import { packHandlers } from '../../../src/app/pack/pack-handlers.ts';
import { Signers } from '../../../src/app/pack/signers.ts';
import type { PickedFile, Shell } from '../../../src/app/shell/shell.ts';
import type { ContentKey, VaultKey } from '../../../src/core/bytes/bytes.ts';
import { fingerprintGroups, readPublicKey, type SigningKey } from '../../../src/core/crypto/signing.ts';
import { randomBytes } from '../../../src/core/crypto/symmetric.ts';
import { isVigieError } from '../../../src/core/errors.ts';
import type { Identifier } from '../../../src/core/identifier/identifier.ts';
import { buildMemoryPack, newSigningKey, type TestEntry, testPassphrase } from '../../core/pack/memory-pack.ts';
import { unwrittenJournal } from './unwritten-journal.ts';

const listed: Identifier = { kind: 'nir', form: 'nir', canonical: '2550814168025', keyState: 'absent' };
const absent: Identifier = { kind: 'nir', form: 'nir', canonical: '2840588321025', keyState: 'absent' };
const entries: TestEntry[] = [
  { kind: 'nir', canonical: listed.canonical, exposures: [{ incident: 0, classes: ['nir'] }] },
  ...Array.from({ length: 40 }, (_, i): TestEntry => {
    return { kind: 'email', canonical: `p${i}@exemple.fr`, exposures: [{ incident: 1, classes: ['email'] }] };
  }),
];

let dir: string;
let picked: PickedFile | null;
let recorded: { kind: string; details: unknown }[];
let progress: string[];
/** The states of all sets, each time that they were told. */
let told: string[][];
let signingKey: SigningKey;
let vaultKey: VaultKey;
let desk: ReturnType<typeof newDesk>;

const neverCalled = () => {
  throw new Error('not part of this test');
};
const shell: Shell = {
  name: 'chromium',
  keystore: null,
  pickFile: async () => picked,
  resolveDroppedFile: (token) => (token === 'dropped' ? picked : null),
  saveFile: neverCalled,
  measureHtml: neverCalled,
  renderPdf: neverCalled,
  printHtml: neverCalled,
  closePrintPage: async () => undefined,
  onLockSignal: () => () => {},
  emit: () => {},
};

/** The desk behind its handlers, and the part of a session that it needs. */
function newDesk(openingWaitMs?: number) {
  const profileDir = join(dir, 'profile');
  const clock = { nowMs: () => Date.parse('2026-11-21T10:00:00Z') };
  const signers = new Signers({
    trustedKeysDir: join(dir, 'trusted'),
    administrator: noAdminSettings,
    clock,
    claims: () => [],
  });
  const packs = new PackDesk({
    ...(openingWaitMs === undefined ? {} : { openingWaitMs }),
    profileDir,
    administrator: noAdminSettings,
    clock,
    signers,
    ownKey: () => null,
    emit: (event, payload) => {
      if (event === 'setsChanged' && 'packs' in payload) told.push(payload.packs.map(({ state }) => state));
      if (event === 'packProgress' && 'stage' in payload && progress.at(-1) !== payload.stage)
        progress.push(payload.stage);
    },
  });
  const calls = packHandlers(shell, packs);
  return {
    choosePack: async () => calls.choosePack({}),
    offerDroppedPack: async (input: { token: string }) => calls.offerDroppedPack(input),
    trustSigner: async (input: { offerId: string; comparedGroups: string }) => calls.trustSigner(input),
    importPack: async (input: { offerId: string; passphrase: string; forceOlder: boolean }) => calls.importPack(input),
    cancelImport: async (input: { offerId: string }) => calls.cancelImport(input),
    removeSet: async (input: { packId: string }) => calls.removeSet(input),
    check: (identifier: Identifier) => packs.check(identifier, () => {}),
    list: () => packs.list(),
    openAll: async (key: VaultKey) => {
      packs.open({
        vault: { vaultKey: key, file: { vaultId: '0'.repeat(32) } },
        journal: unwrittenJournal,
        adviserId: '',
        room: { require: () => {} },
        record: (kind, about) => void recorded.push({ kind, details: about?.details }),
      });
      await packs.opened();
    },
    closeAll: () => packs.close(),
  };
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'no error';
  } catch (error) {
    if (!isVigieError(error)) throw error;
    return error.code;
  }
}

async function offerPack(sequence: number, extra: Partial<Parameters<typeof buildMemoryPack>[0]> = {}) {
  const { bytes } = await buildMemoryPack({ entries, signingKey, sequence, ...extra });
  const path = join(dir, `pack-${sequence}.vigie`);
  writeFileSync(path, bytes);
  picked = { path, name: `pack-${sequence}.vigie` };
  const { offer } = await desk.choosePack();
  if (offer === null) throw new Error('no offer');
  return { offer, path, bytes };
}

async function install(sequence: number): Promise<void> {
  const { offer } = await offerPack(sequence);
  await desk.importPack({ offerId: offer.offerId, passphrase: testPassphrase, forceOlder: false });
}

const packFiles = () => {
  const packsDir = join(dir, 'profile', 'packs');
  return existsSync(packsDir) ? readdirSync(packsDir).filter((file) => file.endsWith('.vigie')) : [];
};

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'vigie-packs-'));
  mkdirSync(join(dir, 'profile'));
  mkdirSync(join(dir, 'trusted'));
  signingKey = newSigningKey();
  writeFileSync(join(dir, 'trusted', 'csirt.pub.pem'), signingKey.publicKey.export({ type: 'spki', format: 'pem' }));
  picked = null;
  recorded = [];
  progress = [];
  told = [];
  vaultKey = randomBytes(32) as VaultKey;
  desk = newDesk();
  await desk.openAll(vaultKey);
});

afterEach(() => {
  desk.closeAll();
  rmSync(dir, { recursive: true, force: true });
});

describe('importing a set', () => {
  it('shows who signed it before any passphrase, then verifies, installs and answers', async () => {
    const { offer } = await offerPack(1);
    expect(offer.pack.signer).toEqual({
      name: 'csirt',
      fingerprint: fingerprintGroups(readPublicKey(readFileSync(join(dir, 'trusted', 'csirt.pub.pem'), 'utf8')).keyId),
      trusted: true,
    });
    expect(offer.pack.stretch.belowProduction).toBe(true);
    expect(offer.replaces).toBeNull();
    const { pack } = await desk.importPack({ offerId: offer.offerId, passphrase: testPassphrase, forceOlder: false });
    expect(pack.state).toBe('ready');
    expect(progress).toEqual(['open', 'copy', 'verify', 'canaries']);
    expect(await desk.check(listed)).toMatchObject({
      kind: 'listed',
      exposures: [{ incident: { id: 'test-confirmed' }, own: ['nir'], others: ['civil-status'], claimedInRow: [] }],
    });
    expect(await desk.check(absent)).toMatchObject({ kind: 'not-listed', sets: [{ answer: 'not-listed' }] });
    expect(recorded.map(({ kind }) => kind)).toEqual(['pack-offered', 'pack-imported']);
    expect(JSON.stringify(recorded)).not.toContain(listed.canonical);
  });

  it('is found again after a lock, without the delivery passphrase', async () => {
    await install(1);
    desk.closeAll();
    expect(await codeOf(desk.check(listed))).toBe('vault-locked');
    expect(desk.list()).toEqual([]);
    desk = newDesk();
    await desk.openAll(vaultKey);
    expect((await desk.check(listed)).kind).toBe('listed');
    expect(desk.list()).toMatchObject([{ state: 'ready', sequence: 1 }]);
  });

  it('is told of once an unlock, together with all others, when every one is proved', async () => {
    for (const series of ['a', 'b', 'c']) {
      const { offer } = await offerPack(1, { series });
      await desk.importPack({ offerId: offer.offerId, passphrase: testPassphrase, forceOlder: false });
    }
    desk.closeAll();
    desk = newDesk();
    told = [];
    await desk.openAll(vaultKey);
    await desk.check(listed);
    await expect.poll(() => told).toEqual([['ready', 'ready', 'ready']]);
  });

  it('refuses a wrong passphrase and leaves nothing behind', async () => {
    const { offer } = await offerPack(1);
    const wrong = desk.importPack({ offerId: offer.offerId, passphrase: 'not this one at all', forceOlder: false });
    expect(await codeOf(wrong)).toBe('slot-no-match');
    expect(existsSync(join(dir, 'profile', 'packs')) ? packFiles() : []).toEqual([]);
    expect(recorded.at(-1)).toMatchObject({ kind: 'pack-refused', details: { code: 'slot-no-match' } });
    // The offer is still there: a slip of the finger does not cost the whole way again.
    await desk.importPack({ offerId: offer.offerId, passphrase: testPassphrase, forceOlder: false });
    expect((await desk.check(listed)).kind).toBe('listed');
  });

  it('refuses an unknown signer until the last four groups of its fingerprint were compared', async () => {
    rmSync(join(dir, 'trusted', 'csirt.pub.pem'));
    desk.closeAll();
    desk = newDesk();
    await desk.openAll(vaultKey);
    const { offer } = await offerPack(1);
    expect(offer.pack.signer.trusted).toBe(false);
    const importing = () => desk.importPack({ offerId: offer.offerId, passphrase: testPassphrase, forceOlder: false });
    expect(await codeOf(importing())).toBe('signer-untrusted');
    expect(await codeOf(desk.trustSigner({ offerId: offer.offerId, comparedGroups: '0000 0000' }))).toBe(
      'signer-untrusted',
    );
    const ends = offer.pack.signer.fingerprint.slice(-2);
    // A key that has the last two groups is found in minutes.
    for (const comparedGroups of [ends.join(' '), `0000 0000 ${ends.join(' ')}`]) {
      expect(await codeOf(desk.trustSigner({ offerId: offer.offerId, comparedGroups }))).toBe('signer-untrusted');
    }
    const heard = offer.pack.signer.fingerprint.slice(-4).join(' ').toUpperCase();
    const { offer: trusted } = await desk.trustSigner({ offerId: offer.offerId, comparedGroups: heard });
    expect(trusted.pack.signer).toMatchObject({ trusted: true, name: 'Essai' });
    await importing();
    // Trust survives a restart, in the sealed register.
    desk.closeAll();
    desk = newDesk();
    await desk.openAll(vaultKey);
    expect((await desk.check(listed)).kind).toBe('listed');
  });

  it('refuses a set of the same series that is older or as old, unless forced, and replaces by a newer one', async () => {
    await install(3);
    const { offer: older } = await offerPack(2);
    expect(older.replaces).toMatchObject({ sequence: 3, older: true });
    const importing = (forceOlder: boolean) =>
      desk.importPack({ offerId: older.offerId, passphrase: testPassphrase, forceOlder });
    expect(await codeOf(importing(false))).toBe('pack-older');
    expect((await desk.check(listed)).kind).toBe('listed');
    await install(4);
    expect(desk.list()).toMatchObject([{ sequence: 4 }]);
    expect(packFiles()).toHaveLength(1);
    const { offer: forced } = await offerPack(1);
    await desk.importPack({ offerId: forced.offerId, passphrase: testPassphrase, forceOlder: true });
    expect(desk.list()).toMatchObject([{ sequence: 1 }]);
    expect((await desk.check(listed)).kind).toBe('listed');
  });

  it('takes a set back that was removed, and an older one of its series only if it is insisted on', async () => {
    await install(3);
    await desk.removeSet({ packId: desk.list()[0]?.packId ?? '' });
    const { offer: older } = await offerPack(2);
    expect(older.replaces).toEqual({ packId: null, sequence: 3, older: true });
    const importing = (forceOlder: boolean) =>
      desk.importPack({ offerId: older.offerId, passphrase: testPassphrase, forceOlder });
    expect(await codeOf(importing(false))).toBe('pack-older');
    await install(3);
    await desk.removeSet({ packId: desk.list()[0]?.packId ?? '' });
    const { offer: insisted } = await offerPack(1);
    await desk.importPack({ offerId: insisted.offerId, passphrase: testPassphrase, forceOlder: true });
    expect(desk.list()).toMatchObject([{ sequence: 1 }]);
    // Having gone back once does not open the way to every other older set.
    expect((await offerPack(2)).offer.replaces).toMatchObject({ sequence: 3, older: true });
  });

  it('keeps the older set when the newer one is altered or has no canaries', async () => {
    await install(1);
    const { offer, path, bytes } = await offerPack(2);
    const altered = bytes.slice();
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
    writeFileSync(path, altered);
    const importing = desk.importPack({ offerId: offer.offerId, passphrase: testPassphrase, forceOlder: false });
    expect(await codeOf(importing)).toBe('bucket-corrupt');
    const { offer: deaf } = await offerPack(5, { canaries: 'absent' });
    const second = desk.importPack({ offerId: deaf.offerId, passphrase: testPassphrase, forceOlder: false });
    expect(await codeOf(second)).toBe('canary-missing');
    expect(desk.list()).toMatchObject([{ sequence: 1, state: 'ready' }]);
    expect(packFiles()).toHaveLength(1);
    expect((await desk.check(listed)).kind).toBe('listed');
  });

  it('refuses a pack whose content key another sequence has: whoever opened that one opens this one', async () => {
    const contentKey = randomBytes(32) as ContentKey;
    const { offer } = await offerPack(1, { contentKey });
    await desk.importPack({ offerId: offer.offerId, passphrase: testPassphrase, forceOlder: false });
    for (const extra of [{ contentKey }, { contentKey, series: 'another' }]) {
      const { offer: reused } = await offerPack(2, extra);
      const importing = desk.importPack({ offerId: reused.offerId, passphrase: testPassphrase, forceOlder: false });
      expect(await codeOf(importing)).toBe('content-key-reused');
    }
    expect(desk.list()).toMatchObject([{ sequence: 1, state: 'ready' }]);
    expect(packFiles()).toHaveLength(1);
  });

  it('says of a set past its last day that « not listed » speaks of old data, and of one that lacks people how many', async () => {
    const coverage = [{ kind: 'nir' as const, seen: 9, indexed: 7, lost: 2, explained: [] }];
    for (const [sequence, validUntil, outdated] of [
      [1, '2026-11-20', true],
      [2, '2026-11-21', false],
    ] as const) {
      const { offer } = await offerPack(sequence, { validUntil, coverage });
      expect(offer.pack).toMatchObject({ validUntil, outdated });
      await desk.importPack({ offerId: offer.offerId, passphrase: testPassphrase, forceOlder: false });
      expect(desk.list()).toMatchObject([{ outdated, coverage: [{ lost: 2 }], insuredPerCheck: null }]);
      expect(await desk.check(absent)).toMatchObject({ kind: 'not-listed', sets: [{ outdated, lost: 2 }] });
    }
  });

  it('stops when cancelled, and when the vault is locked, leaving nothing', async () => {
    for (const stop of ['cancel', 'lock'] as const) {
      const { offer } = await offerPack(1);
      const importing = desk.importPack({ offerId: offer.offerId, passphrase: testPassphrase, forceOlder: false });
      if (stop === 'cancel') await desk.cancelImport({ offerId: offer.offerId });
      else desk.closeAll();
      expect(await codeOf(importing)).toBe('cancelled');
      expect(packFiles()).toEqual([]);
    }
  });
});

describe('sets that change while they are in use', () => {
  const importing = (offer: { offerId: string }) =>
    desk.importPack({ offerId: offer.offerId, passphrase: testPassphrase, forceOlder: false });
  const series = () => desk.list().map((pack) => `${pack.series} ${pack.sequence}`);

  it('never says "not listed" while a newer set takes the place of the one that lists the caller', async () => {
    await install(1);
    // Another set, so that the answer between the two is not "no set" but the answer of this one alone.
    const other: TestEntry = {
      kind: 'email',
      canonical: 'a@exemple.fr',
      exposures: [{ incident: 1, classes: ['email'] }],
    };
    await importing((await offerPack(9, { series: 'other', entries: [other] })).offer);
    const { offer } = await offerPack(2);
    let isDone = false;
    const replaced = importing(offer).finally(() => {
      isDone = true;
    });
    const answers: Promise<string>[] = [];
    while (!isDone) {
      answers.push(desk.check(listed).then((answer) => `${answer.kind} in one of ${answer.sets.length}`));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await replaced;
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['listed in one of 2']));
  });

  it('keeps one set of a series, the newest, when two are imported at once', async () => {
    await install(1);
    const third = importing((await offerPack(3)).offer);
    const fourth = importing((await offerPack(4)).offer);
    await Promise.all([third, fourth]);
    expect(series()).toEqual(['test 4']);
    const sixth = importing((await offerPack(6)).offer);
    const fifth = importing((await offerPack(5)).offer);
    expect(await codeOf(fifth)).toBe('pack-older');
    await sixth;
    expect(series()).toEqual(['test 6']);
    expect(packFiles()).toHaveLength(1);
  });

  it('leaves the installed file alone when the same set is imported twice at once, and one of the two is cancelled', async () => {
    const { offer: first } = await offerPack(1);
    const running = importing(first);
    const { offer: again } = await offerPack(1);
    const second = importing(again);
    await desk.cancelImport({ offerId: again.offerId });
    await running;
    expect(await codeOf(second)).toBe('cancelled');
    expect(packFiles()).toHaveLength(1);
  });
});

describe('while sets are being opened', () => {
  beforeEach(async () => {
    await install(1);
    desk.closeAll();
  });

  it('a check waits for them: they answer, and nothing says that there is no set', async () => {
    for (let round = 0; round < 20; round++) {
      const opening = desk.openAll(vaultKey);
      const answers = await Promise.all([desk.check(listed), desk.check(absent)]);
      expect(answers.map(({ kind }) => kind)).toEqual(['listed', 'not-listed']);
      await opening;
      desk.closeAll();
    }
  });

  it.skipIf(process.platform === 'win32')('a check says so where that takes too long', async () => {
    // Every thread that waits for disks waits at a pipe that nobody writes to, as at a disk that does not answer.
    const threads = Number(process.env.UV_THREADPOOL_SIZE ?? 4);
    const pipes = Array.from({ length: threads }, (_, i) => join(dir, `pipe-${i}`));
    execFileSync('mkfifo', pipes);
    const waiting = pipes.map((path) => open(path, 'r'));
    desk = newDesk(50);
    const opening = desk.openAll(vaultKey);
    expect(await desk.check(absent)).toMatchObject({ kind: 'could-not-check', reason: { code: 'sets-opening' } });
    for (const path of pipes) writeFileSync(path, '');
    for (const file of await Promise.all(waiting)) await file.close();
    await opening;
    expect((await desk.check(listed)).kind).toBe('listed');
  });

  it('a check ends with the lock', async () => {
    const opening = desk.openAll(vaultKey);
    const checking = codeOf(desk.check(absent));
    desk.closeAll();
    expect(await checking).toBe('vault-locked');
    await opening;
  });

  it('removing one takes it away for good', async () => {
    const opening = desk.openAll(vaultKey);
    const [pack] = [...packFiles()];
    await desk.removeSet({ packId: pack?.replace('.vigie', '') ?? '' });
    await opening;
    expect(desk.list()).toEqual([]);
    expect(await desk.check(listed)).toMatchObject({ kind: 'could-not-check', reason: { code: 'no-set' } });
  });
});

describe('an installed set that went wrong', () => {
  const reopen = async () => {
    desk.closeAll();
    desk = newDesk();
    await desk.openAll(vaultKey);
  };
  const packPath = () => join(dir, 'profile', 'packs', packFiles()[0] ?? '');

  it.each<[string, string, () => void]>([
    ['its file was taken away', 'file-not-found', () => rmSync(packPath())],
    ['its file was cut', 'pack-truncated', () => writeFileSync(packPath(), readFileSync(packPath()).subarray(0, -1))],
    ['its signer is no longer trusted', 'signer-untrusted', () => rmSync(join(dir, 'trusted', 'csirt.pub.pem'))],
    [
      'its register was altered',
      'vault-malformed',
      () => {
        const path = join(dir, 'profile', 'packs', 'register.sealed');
        const bytes = readFileSync(path);
        bytes[20] = (bytes[20] ?? 0) ^ 1;
        writeFileSync(path, bytes);
      },
    ],
    [
      'every bucket was altered',
      'bucket-corrupt',
      () => {
        const bytes = readFileSync(packPath());
        bytes.fill(0, 12_288);
        writeFileSync(packPath(), bytes);
      },
    ],
  ])('could not check when %s', async (_what, code, damage) => {
    await install(1);
    damage();
    await reopen();
    for (const identifier of [listed, absent]) {
      expect(await desk.check(identifier)).toMatchObject({ kind: 'could-not-check', reason: { code } });
    }
    // An import must not paper over it: a register that cannot be read is never written over.
    if (code === 'vault-malformed') expect(await codeOf(install(2))).toBe('vault-malformed');
  });

  it('could not check when there is no set at all', async () => {
    expect(await desk.check(absent)).toMatchObject({ kind: 'could-not-check', reason: { code: 'no-set' } });
  });

  it('is not fooled by another validly signed file under its name', async () => {
    await install(1);
    const { path } = await offerPack(9, { entries: entries.slice(1) });
    copyFileSync(path, packPath());
    await reopen();
    expect((await desk.check(listed)).kind).toBe('could-not-check');
  });

  it('still says listed when another set lists the identifier, and tells which one did not answer', async () => {
    await install(1);
    const { bytes } = await buildMemoryPack({ entries, signingKey, sequence: 1, series: 'other' });
    const path = join(dir, 'other.vigie');
    writeFileSync(path, bytes);
    picked = { path, name: 'other.vigie' };
    const { offer } = await desk.offerDroppedPack({ token: 'dropped' });
    await desk.importPack({ offerId: offer.offerId, passphrase: testPassphrase, forceOlder: false });
    expect(desk.list()).toHaveLength(2);
    const other = readdirSync(join(dir, 'profile', 'packs')).find((file) => file.startsWith(offer.pack.packId)) ?? '';
    rmSync(join(dir, 'profile', 'packs', other));
    await reopen();
    const answer = await desk.check(listed);
    expect(answer.kind).toBe('listed');
    expect(answer.sets.map((set) => set.answer).sort()).toEqual(['could-not-check', 'listed']);
    expect((await desk.check(absent)).kind).toBe('could-not-check');
  });

  it('is removed for good when asked, and strays of a crash are swept', async () => {
    await install(1);
    const packsDir = join(dir, 'profile', 'packs');
    writeFileSync(join(packsDir, `${'0'.repeat(32)}.vigie`), 'left by a crash');
    writeFileSync(join(packsDir, '.x.vigie.abc.partial'), 'left by a crash');
    await reopen();
    expect(readdirSync(packsDir).sort()).toEqual([packFiles()[0], 'register.sealed'].sort());
    const [pack] = desk.list();
    await desk.removeSet({ packId: pack?.packId ?? '' });
    expect(packFiles()).toEqual([]);
    expect(await codeOf(desk.removeSet({ packId: pack?.packId ?? '' }))).toBe('pack-not-found');
  });
});
