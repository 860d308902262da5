/** What was begun in a session belongs to it: one way to wait, which lets go of the result after a lock. */
import { globSync, readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { whileOpen } from '../../../src/app/vault/session.ts';

const app = resolve(import.meta.dirname, '..', '..', '..', 'src', 'app');

describe('whileOpen', () => {
  it('gives the result of work that ends in its session, and lets go of one that ends after it', async () => {
    const closing = new AbortController();
    const session = { ended: closing.signal };
    const key = Uint8Array.of(1, 2, 3);
    const release = async (bytes: Uint8Array) => void bytes.fill(0);
    expect(await whileOpen(session, Promise.resolve(key), release)).toEqual(Uint8Array.of(1, 2, 3));
    const late = whileOpen(session, Promise.resolve(key), release);
    closing.abort();
    await expect(late).rejects.toMatchObject({ code: 'vault-locked' });
    expect(key).toEqual(new Uint8Array(3));
    await expect(whileOpen(session, Promise.reject(new RangeError('own')))).rejects.toThrow('own');
  });

  it('is the one way: no other file compares sessions or signals to say that the vault was locked meanwhile', () => {
    const byHand = /(?:aborted|session !== \w+)\)[\s{]*throw new VigieError\('vault-locked'/;
    const files = globSync('**/*.ts', { cwd: app }).map((file) => resolve(app, file));
    expect(files.length).toBeGreaterThan(40);
    const found = files.filter((file) => byHand.test(readFileSync(file, 'utf8'))).map((file) => relative(app, file));
    expect(found).toEqual(['vault/session.ts']);
  });
});
