/**
 * A line of the system's own log that says where the journal stood. Whoever can write the profile can put all of it back to
 * yesterday; lines of the system's log they cannot take back. A line names nobody: numbers, and a MAC under a key of the vault.
 * Journal step; text in, text out.
 */
import { fromHex, toHex, utf8 } from '../bytes/bytes.ts';
import { equalInConstantTime, hmacSha256, sha256Bytes } from '../crypto/symmetric.ts';

export interface LogLine {
  /** How often the journal was anchored anew: a line of a higher one is later, whatever its `seq`. */
  readonly epoch: number;
  /** Number and MAC of the last entry. */
  readonly seq: number;
  readonly mac: Uint8Array;
  readonly vaultRevision: number;
}

const form =
  /^vigie-anchor 1 vault=([0-9a-f]{16}) epoch=(\d{1,9}) entry=(\d{1,15}) chain=([0-9a-f]{64}) revision=(\d{1,10}) mac=([0-9a-f]{64})$/;

const vaultDomain = 'vigie/v1/system-log/vault';
const shownBytes = 8;

/** Tells the lines of this vault from those of another on the same machine. */
function vaultName(key: Uint8Array): string {
  return toHex(hmacSha256(key, utf8(vaultDomain)).subarray(0, shownBytes));
}

/** @param key 32 bytes, of the purpose `systemLog` */
export function writeLogLine(key: Uint8Array, { epoch, seq, mac, vaultRevision }: LogLine): string {
  const text = `vigie-anchor 1 vault=${vaultName(key)} epoch=${epoch} entry=${seq} chain=${toHex(mac)} revision=${vaultRevision}`;
  return `${text} mac=${toHex(hmacSha256(key, utf8(text)))}`;
}

/** @returns the highest line that this vault wrote; null where there is none */
export function highestLogLine(key: Uint8Array, lines: readonly string[]): LogLine | null {
  const vault = vaultName(key);
  let highest: LogLine | null = null;
  for (const line of lines) {
    const parts = form.exec(line.trim());
    if (parts?.[1] !== vault) continue;
    const [epoch, seq, vaultRevision] = [parts[2], parts[3], parts[5]].map(Number);
    const mac = fromHex(parts[4] ?? '', sha256Bytes);
    if (epoch === undefined || seq === undefined || vaultRevision === undefined || mac === null) continue;
    const isHigher = highest === null || epoch > highest.epoch || (epoch === highest.epoch && seq > highest.seq);
    if (!isHigher) continue;
    // Last of all, since it costs most: where the latest line comes first, one MAC is computed of thousands.
    const written = fromHex(parts[6] ?? '', sha256Bytes);
    const text = parts[0].slice(0, parts[0].lastIndexOf(' mac='));
    if (written === null || !equalInConstantTime(written, hmacSha256(key, utf8(text)))) continue;
    highest = { epoch, seq, mac, vaultRevision };
  }
  return highest;
}
