/**
 * The trail for a SIEM: JSON Lines, or ArcSight CEF. The last line carries the number of entries, the SHA-256 of all
 * lines before it and the MAC at which the chain ends, signed by the workstation (FORMAT §16), so that a file that was cut
 * or edited is told from a whole one by whoever has its public key.
 */

import { concatBytes, toHex, utf8 } from '../../core/bytes/bytes.ts';
import { jsonText, printableJson } from '../../core/bytes/misleading.ts';
import { civilDate } from '../../core/calendar.ts';
import type { SigningKey } from '../../core/crypto/signing.ts';
import { startSha256 } from '../../core/crypto/symmetric.ts';
import { VigieError } from '../../core/errors.ts';
import type { AuditKind } from '../../core/journal/audit-entry.ts';
import type { StoredEntry } from '../../core/journal/audit-trail.ts';
import { closingLine, type ExportFormat } from '../../core/journal/export-seal.ts';
import type { Journal } from '../../core/journal/journal.ts';
import type { AlarmKind } from '../../core/vocabulary.ts';

const batchEntries = 2_000;

/** CEF severity 0–10 (ArcSight Common Event Format, version 25): what a SIEM raises an alarm on. */
const alarmSeverities: Readonly<Record<AlarmKind, number>> = {
  'unlock-failed': 5,
  'attempts-tampered': 8,
  'recovery-used': 7,
  'journal-anchored': 9,
  'sequence-suspected': 7,
  'quota-warned': 4,
  'quota-blocked': 8,
  'quota-lifted': 2,
  'clock-moved-back': 8,
  'clock-moved-forward': 8,
  'clock-accepted': 2,
  'ipc-refused': 6,
  'pack-refused': 6,
  'packs-reset': 8,
  'notice-refused': 6,
  'notices-reset': 8,
};
const ordinarySeverity = 2;

function severityOf(kind: AuditKind): number {
  const severities: Partial<Record<AuditKind, number>> = alarmSeverities;
  return severities[kind] ?? ordinarySeverity;
}

function jsonLine(entry: StoredEntry): string {
  return jsonText({
    seq: entry.seq,
    at: new Date(entry.atMs).toISOString(),
    adviser: entry.adviserId,
    kind: entry.kind,
    case: entry.caseReference,
    details: JSON.parse(entry.detailsText) as unknown,
    mac: toHex(entry.mac),
  });
}

/** Backslash, equals sign and line ends are escaped in CEF extensions. */
function cefValue(text: string): string {
  return text.replace(/[\\=]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

function cefLine(entry: StoredEntry): string {
  const extension = [
    `externalId=${entry.seq}`,
    `rt=${entry.atMs}`,
    `suid=${entry.adviserId}`,
    ...(entry.caseReference === null ? [] : ['cs1Label=case', `cs1=${entry.caseReference}`]),
    'cs2Label=details',
    `cs2=${cefValue(printableJson(entry.detailsText))}`,
    'cs3Label=mac',
    `cs3=${toHex(entry.mac)}`,
  ];
  return `CEF:0|Vigie|Vigie|1|${entry.kind}|${entry.kind}|${severityOf(entry.kind)}|${extension.join(' ')}`;
}

/** @throws VigieError 'journal-damaged' if the trail does not verify: a false export is worse than none; 'cancelled' */
export async function exportJournal(
  journal: Pick<Journal, 'verify' | 'readEntries'>,
  key: SigningKey,
  format: ExportFormat,
  nowMs: number,
  signal: AbortSignal,
): Promise<{ readonly bytes: Uint8Array; readonly entryCount: number; readonly fileName: string }> {
  const check = await journal.verify(signal);
  if (check.firstBroken !== null) throw new VigieError('journal-damaged', { entry: check.firstBroken });
  const toLine = format === 'jsonl' ? jsonLine : cefLine;
  const batches: Uint8Array[] = [];
  const digest = startSha256();
  let first: StoredEntry | null = null;
  let last: StoredEntry | null = null;
  let entryCount = 0;
  for (;;) {
    if (signal.aborted) throw new VigieError('cancelled');
    const batch: StoredEntry[] = journal.readEntries(last?.seq ?? 0, batchEntries);
    if (batch.length === 0) break;
    const bytes = utf8(batch.map((entry) => `${toLine(entry)}\n`).join(''));
    digest.update(bytes);
    batches.push(bytes);
    entryCount += batch.length;
    first ??= batch[0] ?? null;
    last = batch.at(-1) ?? last;
    await new Promise((resolve) => setImmediate(resolve));
  }
  const exportedAt = new Date(nowMs).toISOString();
  const end = {
    format,
    entries: entryCount,
    firstSeq: first?.seq ?? 0,
    lastSeq: last?.seq ?? 0,
    sha256: toHex(digest.digest()),
    chainEnd: last === null ? '' : toHex(last.mac),
    exportedAt,
  };
  return {
    bytes: concatBytes(...batches, utf8(`${closingLine(end, key)}\n`)),
    entryCount,
    fileName: `vigie-journal-${civilDate(nowMs)}.${format === 'jsonl' ? 'jsonl' : 'cef.log'}`,
  };
}
