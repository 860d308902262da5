import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FileOwners, readTrustedFile } from '../../src/files/trusted-file.ts';

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigie-trusted-'));
  file = join(dir, 'settings.json');
});
afterEach(() => rmSync(dir, { recursive: true }));

const uid = process.getuid?.() ?? 0;
const us: FileOwners =
  process.platform === 'win32'
    ? { platform: 'win32', describeFile: () => 'O:BAD:P(A;;FA;;;BA)' }
    : { platform: 'posix', uids: [uid] };
const refusal = (reason: string) => expect.objectContaining({ code: 'settings-unsafe', details: { file, reason } });
const describePosix = describe.skipIf(process.platform === 'win32');

describe('readTrustedFile', () => {
  it('reads a file that only its owner may write', () => {
    writeFileSync(file, 'abc', { mode: 0o644 });
    expect(readTrustedFile(file, us)).toEqual(new Uint8Array([97, 98, 99]));
  });

  it('is null where there is no file, or no directory', () => {
    expect(readTrustedFile(file, us)).toBeNull();
    expect(readTrustedFile(join(dir, 'no', 'settings.json'), us)).toBeNull();
  });

  it('refuses what is no file', () => {
    mkdirSync(file);
    expect(() => readTrustedFile(file, us)).toThrow(refusal('not-a-file'));
  });

  it('refuses more than a megabyte, and takes a megabyte', () => {
    writeFileSync(file, '', { mode: 0o600 });
    truncateSync(file, 1_048_577);
    expect(() => readTrustedFile(file, us)).toThrow(refusal('too-large'));
    truncateSync(file, 1_048_576);
    expect(readTrustedFile(file, us)?.length).toBe(1_048_576);
  });
});

describePosix('readTrustedFile, where files have owners', () => {
  it.each([0o620, 0o602, 0o666])('refuses a file of mode %o', (mode) => {
    writeFileSync(file, '{}');
    chmodSync(file, mode);
    expect(() => readTrustedFile(file, us)).toThrow(refusal('writable'));
  });

  it('refuses a file that belongs to someone else', () => {
    writeFileSync(file, '{}', { mode: 0o600 });
    expect(() => readTrustedFile(file, { platform: 'posix', uids: [uid + 1] })).toThrow(refusal('owner'));
  });

  it.skipIf(uid !== 0)('takes root for the owner where nobody else is named', () => {
    writeFileSync(file, '{}', { mode: 0o600 });
    expect(readTrustedFile(file)).not.toBeNull();
    chownSync(file, 1000, 0);
    expect(() => readTrustedFile(file)).toThrow(refusal('owner'));
  });

  it('refuses a directory in which others could swap the file, also behind a link', () => {
    writeFileSync(file, '{}', { mode: 0o600 });
    chmodSync(dir, 0o777);
    expect(() => readTrustedFile(file, us)).toThrow(refusal('directory-writable'));
    const quiet = mkdtempSync(join(tmpdir(), 'vigie-trusted-'));
    const link = join(quiet, 'settings.json');
    try {
      symlinkSync(file, link);
      expect(() => readTrustedFile(link, us)).toThrow(
        expect.objectContaining({ code: 'settings-unsafe', details: { file: link, reason: 'directory-writable' } }),
      );
    } finally {
      rmSync(quiet, { recursive: true });
    }
  });
});
