/** What the first bytes of a zip archive tell of the files in it: spreadsheets are archives with files of known names. */

const localHeader = Buffer.from('PK\x03\x04', 'latin1');

/** @returns true if one of the local headers (APPNOTE 4.3.7) that lie in `start` names such a file */
export function zipHolds(start: Buffer, name: RegExp): boolean {
  if (!start.subarray(0, 4).equals(localHeader)) return false;
  for (let at = 0; at >= 0; at = start.indexOf(localHeader, at + 4)) {
    if (at + 30 > start.length) return false;
    const length = start.readUInt16LE(at + 26);
    if (name.test(start.toString('latin1', at + 30, at + 30 + length).replaceAll('\\', '/'))) return true;
  }
  return false;
}
