/**
 * The last line of an exported journal (FORMAT §16): what the lines before it are, signed by the workstation that wrote
 * them. Whoever has its public key verifies the file without the journal, with Vigie or with `openssl`. Journal step; pure.
 */
import { z } from 'zod';
import { fromHex, toHex, utf8 } from '../bytes/bytes.ts';
import { type Signer, type SigningKey, signatureBytes, verifySignature } from '../crypto/signing.ts';
import { sha256Bytes } from '../crypto/symmetric.ts';
import { VigieError } from '../errors.ts';

export type ExportFormat = 'jsonl' | 'cef';

export interface ExportEnd {
  readonly format: ExportFormat;
  readonly entries: number;
  /** Numbers of the first and the last entry; a purge made the first one greater than 1. */
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** Hexadecimal SHA-256 of every byte before the last line. */
  readonly sha256: string;
  /** Hexadecimal MAC of the last entry. */
  readonly chainEnd: string;
  /** ISO instant. */
  readonly exportedAt: string;
}

export interface SealedExportEnd {
  readonly end: ExportEnd;
  /** Hexadecimal id of the key that is said to have signed: SHA-256 of its DER SubjectPublicKeyInfo. */
  readonly keyId: string;
  readonly signature: Uint8Array;
}

/** The bytes that are signed: lines of text, so that they can be written again with a shell and given to `openssl`. */
export function exportStatement(end: ExportEnd): Uint8Array {
  return utf8(
    [
      'vigie journal export 1',
      `format ${end.format}`,
      `entries ${end.entries}`,
      `first ${end.firstSeq}`,
      `last ${end.lastSeq}`,
      `sha256 ${end.sha256}`,
      `chain-end ${end.chainEnd}`,
      `exported-at ${end.exportedAt}`,
      '',
    ].join('\n'),
  );
}

const cefEnd = 'CEF:0|Vigie|Vigie|1|journal-end|journal-end|0|';

/** @returns the line, without its line end */
export function closingLine(end: ExportEnd, key: SigningKey): string {
  const signature = toHex(key.sign(exportStatement(end)));
  const signer = toHex(key.keyId);
  if (end.format === 'jsonl') return JSON.stringify({ end: { ...end, signer, signature } });
  const { entries, firstSeq, lastSeq, sha256, chainEnd, exportedAt } = end;
  const custom = { mac: chainEnd, signer, signature, exportedAt };
  const fields = Object.entries(custom).map(([label, value], i) => `cs${i + 3}Label=${label} cs${i + 3}=${value}`);
  return `${cefEnd}cnt=${entries} cn1Label=firstSeq cn1=${firstSeq} externalId=${lastSeq} fileHash=${sha256} ${fields.join(' ')}`;
}

const hexOf = (byteCount: number) => z.string().regex(new RegExp(`^[0-9a-f]{${byteCount * 2}}$`));
const endSchema = z.strictObject({
  format: z.enum(['jsonl', 'cef']),
  entries: z.int().min(0),
  firstSeq: z.int().min(0),
  lastSeq: z.int().min(0),
  sha256: hexOf(sha256Bytes),
  chainEnd: hexOf(sha256Bytes),
  exportedAt: z.iso.datetime(),
  signer: hexOf(sha256Bytes),
  signature: hexOf(signatureBytes),
});

/** The extension of a CEF line; no value of the closing one holds a space or an escape. */
function cefFields(line: string): Record<string, string | number> {
  const pairs = line
    .slice(cefEnd.length)
    .split(' ')
    .map((pair) => pair.split('='));
  const held = new Map(pairs.map(([name = '', value = '']) => [name, value]));
  const custom = (label: string) => {
    const name = [...held].find(([key, value]) => /^cs\dLabel$/.test(key) && value === label)?.[0] ?? '';
    return held.get(name.replace('Label', '')) ?? '';
  };
  const whole = (name: string) => Number(held.get(name) ?? Number.NaN);
  return {
    format: 'cef',
    entries: whole('cnt'),
    firstSeq: whole('cn1'),
    lastSeq: whole('externalId'),
    sha256: held.get('fileHash') ?? '',
    chainEnd: custom('mac'),
    exportedAt: custom('exportedAt'),
    signer: custom('signer'),
    signature: custom('signature'),
  };
}

/** @throws VigieError 'export-malformed' if `line` ends no export: the file was cut, or is something else */
export function readClosingLine(line: string): SealedExportEnd {
  let found: unknown = null;
  if (line.startsWith(cefEnd)) found = cefFields(line);
  else {
    try {
      found = (JSON.parse(line) as { end?: unknown } | null)?.end;
    } catch {
      // Not JSON either.
    }
  }
  const parsed = endSchema.safeParse(found);
  if (!parsed.success) throw new VigieError('export-malformed', { path: 'end' });
  const { signer, signature, ...end } = parsed.data;
  const bytes = fromHex(signature, signatureBytes);
  if (bytes === null) throw new VigieError('export-malformed', { path: 'signature' });
  return { end, keyId: signer, signature: bytes };
}

/**
 * @param contentSha256 hexadecimal digest of everything before the last line
 * @throws VigieError 'signer-untrusted' if another key is said to have signed · 'signature-invalid' · 'export-mismatch' if
 *   the lines are not those that were signed
 */
export function requireSealedBy(sealed: SealedExportEnd, signer: Signer, contentSha256: string, entries: number): void {
  if (sealed.keyId !== toHex(signer.keyId)) throw new VigieError('signer-untrusted');
  if (!verifySignature(signer, exportStatement(sealed.end), sealed.signature))
    throw new VigieError('signature-invalid');
  if (sealed.end.sha256 !== contentSha256 || sealed.end.entries !== entries) throw new VigieError('export-mismatch');
}
