/**
 * `vigie journal verify`: the journal of a workstation, or of a copy of its directory, against its chain, its sealed head
 * and its cases. `vigie journal check-export`: an exported file against the key of the workstation that wrote it.
 */
import { createReadStream } from 'node:fs';
import { toHex, zeroBytes } from '../../core/bytes/bytes.ts';
import { startSha256 } from '../../core/crypto/symmetric.ts';
import { VigieError } from '../../core/errors.ts';
import { readClosingLine, requireSealedBy } from '../../core/journal/export-seal.ts';
import { Journal } from '../../core/journal/journal.ts';
import { deriveJournalKeys } from '../../core/journal/journal-keys.ts';
import type { JournalCheck } from '../../core/journal/verify-journal.ts';
import { readRecoveryWords } from '../../core/unlock/recovery-words.ts';
import { openVault } from '../../core/unlock/vault.ts';
import { asFileError } from '../../files/file-errors.ts';
import { snapshotVault, type VaultSnapshot } from '../../files/vault-directory.ts';
import { type Arguments, unknownCommand } from '../arguments.ts';
import type { Command, CommandContext } from '../command.ts';
import { readTrustedSigners } from '../pack-files.ts';
import { requireSealedFiles } from '../sealed-revisions.ts';
import { askSecret, printJson, printResult, readPassphraseFile } from '../terminal.ts';
import { fill, formatNumber, reasonIn } from '../text/text.ts';

const exitOk = 0;
const exitBroken = 2;

export const journal: Command = {
  options: { 'passphrase-file': 'text', trust: 'many', json: 'flag' },
  positionals: 'some',
  async run(given, context) {
    const [action, path, extra] = given.positionals;
    if (extra !== undefined) throw new VigieError('usage', { reason: 'unexpected-argument', option: '' });
    if (action === 'verify') return await verifyDirectory(required(path, 'DIRECTORY'), given, context);
    if (action === 'check-export') return await checkExport(required(path, 'FILE'), given, context);
    throw unknownCommand(action, ['verify', 'check-export']);
  },
};

function required(path: string | undefined, option: string): string {
  if (path === undefined) throw new VigieError('usage', { reason: 'missing-argument', option });
  return path;
}

async function verifyDirectory(directory: string, given: Arguments, context: CommandContext): Promise<number> {
  const snapshot = snapshotVault(directory);
  try {
    const { check, first, last, cases } = await verifySnapshot(snapshot, given, context);
    return report(check, { first, last, cases }, given, context);
  } finally {
    snapshot.discard();
  }
}

interface Verified {
  readonly check: JournalCheck;
  /** Numbers of the first and last entry kept. */
  readonly first: number;
  readonly last: number;
  readonly cases: number;
}

async function verifySnapshot(
  { file, sealedHeads, sealedFiles, journalPath }: VaultSnapshot,
  given: Arguments,
  { text, signal }: CommandContext,
): Promise<Verified> {
  const passphraseFile = given.text('passphrase-file');
  const passphrase =
    passphraseFile === null ? await askSecret(text.labels.vaultPassphrase) : await readPassphraseFile(passphraseFile);
  // Only the machine's own program can open its keystore; the recovery words open the vault without it.
  if (file.device !== null && readRecoveryWords(passphrase) === null) {
    throw new VigieError('keystore-lost', { keystore: file.device.keystore });
  }
  const vault = await openVault(file, passphrase, null);
  if (vault === null) throw new VigieError('passphrase-wrong');
  const keys = deriveJournalKeys(vault.vaultKey, file.vaultId);
  let opened: Journal | null = null;
  try {
    opened = Journal.open({
      path: journalPath,
      keys,
      vaultId: file.vaultId,
      vaultRevision: file.revision,
      // The head stays what it is in the directory; opening would seal it anew.
      headStore: { read: () => sealedHeads, write: () => {}, flush: () => {}, close: () => {} },
      nowMs: Date.now(),
      create: false,
    });
    const check = await opened.verify(signal);
    // An entry that is wrong is named first; then whatever no entry is made of, then the files beside.
    if (check.firstBroken === null) {
      opened.requireSoundPages();
      requireSealedFiles(vault, opened, sealedFiles);
    }
    const cases = opened.listCases({ ...anyCase, limit: 1 }).total;
    return { check, first: opened.readEntries(0, 1)[0]?.seq ?? 0, last: opened.lastSeq, cases };
  } finally {
    opened?.close();
    zeroBytes(vault.vaultKey);
  }
}

const anyCase = {
  referencePart: '',
  adviserIds: [],
  adviserId: null,
  openedFromMs: null,
  openedBeforeMs: null,
  status: null,
  dueOnly: false,
  offset: 0,
} as const;

function report(
  { entryCount, firstBroken, fault }: JournalCheck,
  { first, last, cases }: Omit<Verified, 'check'>,
  given: Arguments,
  { text, language }: CommandContext,
): number {
  const intact = firstBroken === null;
  if (given.flag('json')) {
    printJson({ intact, entries: entryCount, first, last, cases, firstBroken, fault });
    return intact ? exitOk : exitBroken;
  }
  const number = (value: number) => formatNumber(language, value);
  if (intact) {
    const counted = { entries: number(entryCount), first: number(first), last: number(last), cases: number(cases) };
    printResult(fill(text.labels.journalIntact, counted));
    return exitOk;
  }
  const reason = fault === null ? '' : reasonIn(text, fault);
  printResult(fill(text.labels.journalBroken, { entry: number(firstBroken), reason }));
  return exitBroken;
}

async function checkExport(path: string, given: Arguments, { text, language }: CommandContext): Promise<number> {
  const { signers } = await readTrustedSigners(given.all('trust'));
  const { sha256, lines, lastLine } = await digestLines(path);
  const sealed = readClosingLine(lastLine);
  const signer = signers.find((each) => toHex(each.keyId) === sealed.keyId);
  if (signer === undefined) throw new VigieError('signer-untrusted');
  requireSealedBy(sealed, signer, sha256, lines);
  const { entries, firstSeq, lastSeq, exportedAt } = sealed.end;
  if (given.flag('json')) {
    printJson({ verified: true, signer: sealed.keyId, ...sealed.end });
  } else {
    const number = (value: number) => formatNumber(language, value);
    const counted = { entries: number(entries), first: number(firstSeq), last: number(lastSeq), at: exportedAt };
    printResult(fill(text.labels.exportVerified, counted));
  }
  return exitOk;
}

const lineEnd = 0x0a;
/** No entry is nearly as long. */
const maxLineBytes = 1_048_576;
/** The closing line has a fixed form of some 600 bytes; a longer one is none. */
const maxLastLineBytes = 4096;

/**
 * SHA-256 and number of all lines but the last, and that one, without holding the file in memory.
 * @throws VigieError 'file-not-found' · 'file-unreadable' · 'export-malformed' if the last line is not ended or too long
 */
async function digestLines(path: string): Promise<{ sha256: string; lines: number; lastLine: string }> {
  const digest = startSha256();
  let lines = 0;
  // What may still be the last line: everything after the last line end but one.
  let held = Buffer.alloc(0);
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      held = Buffer.concat([held, chunk]);
      // The very last byte may be the end of the last line: only what is before it is settled.
      const settled = held.lastIndexOf(lineEnd, held.length - 2) + 1;
      const done = held.subarray(0, settled);
      digest.update(done);
      for (const byte of done) if (byte === lineEnd) lines++;
      held = held.subarray(settled);
      if (held.length > maxLineBytes) break;
    }
  } catch (cause) {
    throw asFileError(cause, 'read');
  }
  if (held.at(-1) !== lineEnd || held.length > maxLastLineBytes)
    throw new VigieError('export-malformed', { path: 'end' });
  return { sha256: toHex(digest.digest()), lines, lastLine: held.subarray(0, -1).toString('utf8') };
}
