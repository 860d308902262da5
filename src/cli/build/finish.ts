/** The second half of a build: from stretched entries to a signed file, and the report. Shared by `build` and `merge`. */
import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type ContentKey, compareBytes, toHex, utf8, zeroBytes } from '../../core/bytes/bytes.ts';
import { isMisleadingText } from '../../core/bytes/misleading.ts';
import { slotCost } from '../../core/crypto/argon2id.ts';
import { isEncryptedPrivateKey, readSigningKey, type SigningKey } from '../../core/crypto/signing.ts';
import { sha256 } from '../../core/crypto/symmetric.ts';
import { VigieError } from '../../core/errors.ts';
import type { Coverage } from '../../core/pack/coverage.ts';
import { familyCommitment, type StretchFamily } from '../../core/pack/family.ts';
import { longestLabel, maxPackSlots } from '../../core/pack/manifest.ts';
import type { InputDigest } from '../../core/pack/private-part.ts';
import { readRecipientFile, recipientFingerprint } from '../../core/pack/recipients.ts';
import { shownTextSchema } from '../../core/pack/signed-text.ts';
import { type DerivedSlot, deriveSlot } from '../../core/pack/slots.ts';
import { insuredPerPrefix, isBelowProduction } from '../../core/pack/stretch-costs.ts';
import {
  type NewSlot,
  type PackDescription,
  type PackToWrite,
  type WrittenPack,
  writePack,
} from '../../core/pack/writer.ts';
import { asFileError } from '../../files/file-errors.ts';
import { stageFile } from '../../files/staged-file.ts';
import type { Arguments } from '../arguments.ts';
import type { CommandContext } from '../command.ts';
import { printTable } from '../commands/inspect.ts';
import { readTextFile } from '../pack-files.ts';
import { requirePrivateFile } from '../secret-files.ts';
import { askSecret, Progress, printNote, printResult, readPassphraseFile } from '../terminal.ts';
import { fill, formatBytes, formatNumber, reasonIn } from '../text/text.ts';
import { addCanaries } from './collector.ts';
import { drawPassphrase } from './passphrase-words.ts';
import type { BuildPlan } from './plan.ts';
import type { Randomness } from './randomness.ts';
import type { ReadReport } from './read-rows.ts';
import type { ShardContent } from './shard-file.ts';

export const finishOptions = {
  signer: 'text',
  out: 'text',
  slot: 'many',
  recipient: 'many',
  'passphrase-file': 'text',
  'slot-passphrase-file': 'many',
  series: 'text',
  sequence: 'text',
  issuer: 'text',
  'data-as-of': 'text',
  'valid-until': 'text',
} as const;

/** @throws VigieError 'signer-key-malformed' · 'signer-passphrase-wrong' · 'file-too-open' · 'usage' where nobody can be asked */
export async function readSigner(given: Arguments, { text }: CommandContext): Promise<SigningKey> {
  const path = given.required('signer');
  const pem = await readTextFile(path);
  if (!isEncryptedPrivateKey(pem)) {
    const key = readSigningKey(pem, null);
    await requirePrivateFile(path);
    printNote(`warning: ${fill(text.labels.signerNotEncrypted, { path })}`);
    printNote(`hint: ${text.labels.encryptSigner}`);
    return key;
  }
  const file = given.text('passphrase-file');
  const passphrase = file === null ? await askSecret(text.labels.signerPassphrase) : await readPassphraseFile(file);
  return readSigningKey(pem, passphrase);
}

/** Where what is made would lie, as `--out` says. @throws VigieError as `requireFreePath` */
export function requireFreeOutput(given: Arguments): Promise<string> {
  return requireFreePath(given.required('out'));
}

/**
 * Refused before hours of work rather than after.
 * @returns `path`
 * @throws VigieError 'file-exists' · 'file-not-found' (no such directory) · 'read-only' · 'file-unwritable'
 */
export async function requireFreePath(path: string): Promise<string> {
  const there = await stat(path).catch(() => null);
  if (there !== null) throw new VigieError('file-exists', {}, { cause: Object.assign(new Error('exists'), { path }) });
  try {
    await access(dirname(path), constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw asFileError(cause, 'write');
  }
  return path;
}

/**
 * zxcvbn's best: more than 10^10 guesses. A workstation's passphrase may do with less, for its vault is not lent to anybody; a pack
 * may lie in a public place, where whoever likes tries for years.
 */
const leastDeliveryScore = 4;

export interface SlotChoice {
  readonly label: string;
  readonly passphrase: string;
  /** Drawn here: to be shown, once, when the pack exists. */
  readonly generated: boolean;
}

/** Who opens the pack: by delivery passphrases, by workstations' own keys, or both. */
export interface SlotChoices {
  /** One a site; none where only workstations' keys open it. */
  readonly passphrases: readonly SlotChoice[];
  /** Public keys, each once. */
  readonly recipients: readonly Uint8Array[];
}

/** @throws VigieError 'usage' if nobody could open the pack · 'passphrase-weak' · 'recipient-malformed' · 'file-not-found' */
export async function readSlots(given: Arguments, { text }: CommandContext): Promise<SlotChoices> {
  const recipients = new Map<string, Uint8Array>();
  for (const path of given.all('recipient')) {
    for (const publicKey of readRecipientFile(await readTextFile(path))) {
      recipients.set(toHex(publicKey), publicKey);
      const groups = recipientFingerprint(publicKey).join(' ');
      printNote(fill(text.labels.recipient, { path, groups }));
    }
  }
  const passphrases = await readPassphraseSlots(given, recipients.size === 0);
  if (recipients.size + passphrases.length > maxPackSlots) {
    throw new VigieError('usage', { reason: 'too-many-recipients', option: '--recipient' });
  }
  return { passphrases, recipients: [...recipients.values()] };
}

/**
 * The n-th `--slot-passphrase-file` is of the n-th `--slot`; without any, each passphrase is drawn.
 * @throws VigieError 'usage' · 'passphrase-weak'
 */
async function readPassphraseSlots(given: Arguments, needed: boolean): Promise<SlotChoice[]> {
  const labels = given.all('slot').map((label) => label.trim());
  const files = given.all('slot-passphrase-file');
  if (needed && labels.length === 0) throw new VigieError('usage', { reason: 'missing-option', option: '--slot' });
  for (const label of labels) {
    if (!shownTextSchema(longestLabel).safeParse(label).success || isMisleadingText(label))
      throw new VigieError('usage', { reason: 'bad-value', option: '--slot' });
  }
  // Two slots of one name could not be told apart by whoever takes one away.
  if (new Set(labels).size < labels.length)
    throw new VigieError('usage', { reason: 'repeated-label', option: '--slot' });
  if (files.length > 0 && files.length !== labels.length) {
    throw new VigieError('usage', { reason: 'one-file-a-slot', option: '--slot-passphrase-file' });
  }
  const choices: SlotChoice[] = [];
  for (const [i, label] of labels.entries()) {
    const file = files[i];
    if (file === undefined) choices.push({ label, passphrase: drawPassphrase(), generated: true });
    else {
      const passphrase = await readPassphraseFile(file);
      // The pack may lie in a public place: what opens it must stand a guess at every word of a dictionary.
      // Its dictionaries take a tenth of a second, which no build without such a file should wait for.
      const { ratePassphrase } = await import('../../core/unlock/passphrase-rating.ts');
      const { acceptable, score, hints } = ratePassphrase(passphrase);
      if (!acceptable || score < leastDeliveryScore)
        throw new VigieError('passphrase-weak', { reason: hints[0] ?? 'few-words' });
      choices.push({ label, passphrase, generated: false });
    }
  }
  return choices;
}

/** What will be sealed, once the pack's content is known. */
export interface BuildSlots {
  readonly passphrases: readonly DerivedSlot[];
  readonly recipients: readonly Uint8Array[];
  close(): void;
}

/**
 * A build derives them before its entries are gathered: the derivation takes 256 MiB, which are given back before the entries
 * want theirs. `merge` has its entries by then, because salts depend on a description that the shards' incidents complete.
 *
 * The pack's id is not known yet: a seed gives another salt for another series or sequence, and the same one for the same
 * build run again, of which the nonce and the associated data are of its own id (FORMAT §5.3).
 */
export async function deriveSlots(
  { passphrases, recipients }: SlotChoices,
  randomness: Randomness,
  { series, sequence }: PackDescription,
  context: Pick<CommandContext, 'slotCost'>,
): Promise<BuildSlots> {
  const cost = context.slotCost ?? slotCost;
  const derived: DerivedSlot[] = [];
  const close = () => {
    for (const { slotKey } of derived) zeroBytes(slotKey);
  };
  try {
    // One after another: each takes 256 MiB.
    for (const [i, choice] of passphrases.entries()) {
      const salt = randomness.bytes(`slot/${i}/salt`, 16, utf8(`${series}/${sequence}`));
      derived.push(await deriveSlot({ ...choice, cost }, salt));
    }
  } catch (error) {
    close();
    throw error;
  }
  return { passphrases: derived, recipients, close };
}

export interface PackParts extends ShardContent {
  readonly description: PackDescription;
  readonly family: StretchFamily;
  readonly coverage: Coverage;
  readonly inputs: readonly InputDigest[];
  /** Of how the inputs were read: `readingDigestOf`. */
  readonly recipe: string;
  readonly slots: BuildSlots;
  readonly signingKey: SigningKey;
  readonly randomness: Randomness;
}

/** Recipients in the order of their keys: the order of the options changes no byte, and tells nothing. */
function newSlots({ passphrases, recipients }: BuildSlots): NewSlot[] {
  const byKey = [...recipients].sort(compareBytes).map((recipientKey): NewSlot => ({ recipientKey }));
  return [...passphrases, ...byKey];
}

/** @returns 64 hexadecimal digits: a digest of how the inputs are read (a recipe each), and not of where they lie */
export function readingDigestOf({ inputs }: Pick<BuildPlan, 'inputs'>): string {
  const said = inputs.map(({ path: _, paths: __, incidentIndex, ...settings }) =>
    JSON.stringify({ incidentIndex, ...settings }),
  );
  return toHex(sha256(utf8(JSON.stringify([...new Set(said)].sort()))));
}

/**
 * Under a seed the content key depends on all that the pack says and was made from, so that no two packs share one: a
 * workstation that was left out of the next sequence opens nothing of it (FORMAT §5.1). Known after reading only; nothing
 * that is stretched depends on it.
 * @returns 32 bytes that the caller zeroes
 */
function drawContentKey({ randomness, description, inputs, recipe, family }: PackParts): ContentKey {
  const { series, sequence, incidents } = description;
  const digests = inputs.map(({ incident, sha256: digest }) => `${incident}:${digest}`).toSorted();
  const { cost } = family;
  const made = { series, sequence, inputs: digests, recipe, incidents, cost, family: toHex(familyCommitment(family)) };
  return randomness.bytes('content-key', 32, sha256(utf8(JSON.stringify(made)))) as ContentKey;
}

/** Writes the pack under a temporary name, then renames it: `path` is whole or absent. */
export async function writePackFile(path: string, parts: PackParts, context: CommandContext): Promise<WrittenPack> {
  const { text, language, signal } = context;
  await addCanaries(parts.entries, parts.family, parts.kinds);
  const contentKey = drawContentKey(parts);
  const pack: PackToWrite = {
    description: parts.description,
    contentKey,
    family: parts.family,
    entries: parts.entries,
    exposureSets: parts.exposureSets,
    kinds: parts.kinds,
    coverage: parts.coverage,
    inputs: parts.inputs,
    slots: newSlots(parts.slots),
    signingKey: parts.signingKey,
    randomBytes: (label, byteCount) => parts.randomness.bytes(label, byteCount),
  };
  const staged = await stageFile(path, 0o644);
  const progress = new Progress(text.labels.writing, (perSecond) =>
    fill(text.labels.rateDone, { rate: formatNumber(language, perSecond) }),
  );
  try {
    const written = await writePack(pack, staged, (done, total) => progress.update(done / total, done), signal);
    await staged.commit({ overwrite: false });
    return written;
  } finally {
    progress.end();
    zeroBytes(contentKey);
    await staged.discard();
  }
}

/** Share of rows that gave nobody past which a column was more likely misread than badly filled. */
const manyLost = 0.1;

/** What the security team wants to know of what it just built. */
export function printBuildReport(
  built: {
    path: string;
    written: WrittenPack;
    report: ReadReport | null;
    byKind: Readonly<Record<string, number>>;
    seconds: number;
  },
  { passphrases, recipients }: SlotChoices,
  { text, language }: CommandContext,
): void {
  const { labels } = text;
  const { manifest, layout } = built.written;
  const number = (value: number) => formatNumber(language, value);
  const rows: [string, string][] = [];
  if (built.report !== null) {
    rows.push([labels.rows, number(built.report.rows)], [labels.badRows, number(built.report.badRows)]);
    for (const [reason, bad] of built.report.badByReason) {
      const lines = bad.lines.join(', ') + (bad.count > bad.lines.length ? '…' : '');
      const where = fill(labels.badRowsLines, { lines });
      rows.push([`  ${reasonIn(text, reason)}`, `${number(bad.count)} (${where})`]);
    }
  }
  for (const [kind, count] of Object.entries(built.byKind)) rows.push([`${labels.distinct} (${kind})`, number(count)]);
  rows.push(
    [labels.entries, number(manifest.entryCount)],
    [labels.prefixBits, number(manifest.prefixBits)],
    [labels.recordsPerBucket, number(manifest.recordsPerBucket)],
    [labels.insuredPerPrefix, number(insuredPerPrefix(manifest.prefixBits))],
    ...(recipients.length === 0 ? [] : [[labels.recipients, number(recipients.length)] as [string, string]]),
    [labels.fileSize, formatBytes(language, layout.fileBytes)],
    [labels.seconds, formatNumber(language, built.seconds, 1)],
  );
  printResult(fill(labels.built, { path: built.path }));
  printTable(rows);
  const { rows: rowCount = 0, lostRows = 0 } = built.report ?? {};
  if (lostRows > rowCount * manyLost) {
    printNote(`warning: ${fill(labels.manyRowsLost, { share: number((100 * lostRows) / rowCount) })}`);
  }
  if (isBelowProduction(manifest.stretch)) printNote(labels.stretchBelowProduction);
  const drawn = passphrases.filter(({ generated }) => generated);
  for (const { label, passphrase } of drawn) {
    printNote(fill(labels.slotGenerated, { label }));
    printResult(passphrase);
  }
  if (drawn.length > 0) printNote(labels.slotGeneratedAdvice);
}
