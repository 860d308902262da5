/**
 * The trail for a SIEM: JSON Lines, or ArcSight CEF. The last line carries the number of entries, the SHA-256 of all
 * lines before it and the MAC at which the chain ends, so that a file that was cut or edited is told from a whole one.
 */
import { toHex, utf8 } from '../core/bytes/bytes.ts';
import { startSha256 } from '../core/crypto/symmetric.ts';
import { VigieError } from '../core/errors.ts';
import type { AuditKind } from '../core/journal/audit-entry.ts';
import type { StoredEntry } from '../core/journal/audit-trail.ts';
import type { Journal } from '../core/journal/journal.ts';

export type ExportFormat = 'jsonl' | 'cef';

const batchEntries = 2_000;

/** CEF severity 0–10 (ArcSight Common Event Format, version 25): what a SIEM raises an alarm on. */
const severities: Partial<Record<AuditKind, number>> = {
  'unlock-failed': 5,
  'attempts-tampered': 8,
  'recovery-used': 7,
  'sequence-suspected': 7,
  'quota-warned': 4,
  'quota-blocked': 8,
  'clock-moved-back': 8,
  'ipc-refused': 6,
  'pack-refused': 6,
};
const ordinarySeverity = 2;

function jsonLine(entry: StoredEntry): string {
  return JSON.stringify({
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
    `cs2=${cefValue(entry.detailsText)}`,
    'cs3Label=mac',
    `cs3=${toHex(entry.mac)}`,
  ];
  const severity = severities[entry.kind] ?? ordinarySeverity;
  return `CEF:0|Vigie|Vigie|1|${entry.kind}|${entry.kind}|${severity}|${extension.join(' ')}`;
}

/** @throws VigieError 'journal-damaged' if the trail does not verify: a false export is worse than none; 'cancelled' */
export async function exportJournal(
  journal: Journal,
  format: ExportFormat,
  nowMs: number,
  signal: AbortSignal,
): Promise<{ readonly bytes: Uint8Array; readonly entryCount: number; readonly fileName: string }> {
  const check = await journal.verify(signal);
  if (check.firstBroken !== null) throw new VigieError('journal-damaged', { entry: check.firstBroken });
  const toLine = format === 'jsonl' ? jsonLine : cefLine;
  const lines: string[] = [];
  const digest = startSha256();
  let last: StoredEntry | null = null;
  for (;;) {
    if (signal.aborted) throw new VigieError('cancelled');
    const batch: StoredEntry[] = journal.readEntries(last?.seq ?? 0, batchEntries);
    if (batch.length === 0) break;
    for (const entry of batch) {
      const line = `${toLine(entry)}\n`;
      digest.update(utf8(line));
      lines.push(line);
      last = entry;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  const end = {
    entries: lines.length,
    sha256: toHex(digest.digest()),
    chainEnd: last === null ? null : toHex(last.mac),
    exportedAt: new Date(nowMs).toISOString(),
  };
  const closing =
    format === 'jsonl'
      ? JSON.stringify({ end })
      : `CEF:0|Vigie|Vigie|1|journal-end|journal-end|0|cnt=${end.entries} fileHash=${end.sha256} cs3Label=mac cs3=${end.chainEnd}`;
  const day = end.exportedAt.slice(0, 10);
  return {
    bytes: utf8(`${lines.join('')}${closing}\n`),
    entryCount: lines.length,
    fileName: `vigie-journal-${day}.${format === 'jsonl' ? 'jsonl' : 'cef.log'}`,
  };
}
