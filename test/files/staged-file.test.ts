import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isVigieError } from '../../src/core/errors.ts';
import { stageFile } from '../../src/files/staged-file.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigie-staged-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a staged file', () => {
  it('is in its place only once it is committed, whole and private', async () => {
    const path = join(dir, 'a');
    const staged = await stageFile(path);
    await staged.write(2, bytes('cd'));
    await staged.write(0, bytes('ab'));
    expect(readdirSync(dir)).not.toContain('a');
    await staged.commit();
    await staged.discard();
    expect(readFileSync(path, 'utf8')).toBe('abcd');
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(readdirSync(dir)).toEqual(['a']);
  });

  it('leaves nothing when it is discarded', async () => {
    const staged = await stageFile(join(dir, 'a'));
    await staged.write(0, bytes('x'));
    await staged.discard();
    expect(readdirSync(dir)).toEqual([]);
  });

  it('does not write over what came there meanwhile, when told not to', async () => {
    const path = join(dir, 'a');
    const staged = await stageFile(path);
    await staged.write(0, bytes('new'));
    writeFileSync(path, 'came first');
    let code = '';
    try {
      await staged.commit({ overwrite: false });
    } catch (error) {
      code = isVigieError(error) ? error.code : 'uncoded';
    }
    await staged.discard();
    expect(code).toBe('file-exists');
    expect(readFileSync(path, 'utf8')).toBe('came first');
    expect(readdirSync(dir)).toEqual(['a']);
  });

  it('takes a free name when told not to write over', async () => {
    const path = join(dir, 'a');
    const staged = await stageFile(path);
    await staged.write(0, bytes('new'));
    await staged.commit({ overwrite: false });
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(dir)).toEqual(['a']);
  });
});
