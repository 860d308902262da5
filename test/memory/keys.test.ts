/**
 * After the lock no key is left in the memory of the process (docs/THREATS.md). The process that is looked into is a real
 * workstation, at costs for tests; `npm run memory` does the same with the built shell, at those of production.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freedMemoryEnv } from '../../scripts/lib/freed-memory.mjs';
import { Harness, packBytes, passphrase } from '../app/harness.ts';
import { keysOf } from './keys-of.ts';
import { type Needle, scanMemory } from './scan.ts';

/** A workstation in a process of its own. */
class Workstation {
  readonly #child: ChildProcess;

  constructor(profileDir: string, recipient: string, packFile: string) {
    const words = [join(import.meta.dirname, 'session-child.ts'), profileDir, recipient, packFile];
    this.#child = spawn(process.execPath, words, {
      // As `npm start` begins the shell.
      env: { ...process.env, ...freedMemoryEnv },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#child.stdout?.setEncoding('utf8');
  }

  /** @returns once the workstation says that it was done */
  tell(line: string): Promise<void> {
    return new Promise((resolve, reject) => {
      let text = '';
      const onData = (chunk: string) => {
        text += chunk;
        if (!text.includes(`${line}\n`)) return;
        this.#child.stdout?.off('data', onData);
        resolve();
      };
      this.#child.stdout?.on('data', onData);
      this.#child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
      this.#child.stdin?.write(`${line}\n`);
    });
  }

  scan(needles: readonly Needle[]): Record<string, number> {
    return scanMemory(this.#child.pid ?? 0, needles);
  }

  end(): void {
    this.#child.kill();
  }
}

const twoSeconds = () => new Promise((resolve) => setTimeout(resolve, 2_000));

describe.skipIf(process.platform !== 'linux')('the memory of a workstation', () => {
  it('holds the keys while it is open, and none two seconds after the lock', async () => {
    const profileDir = mkdtempSync(join(tmpdir(), 'vigie-memory-'));
    const other = new Harness();
    await other.createVault();
    const { recipient } = await other.call('readWorkstationKey', {});
    const packFile = join(other.profileDir, 'set.vigie');
    writeFileSync(packFile, await packBytes());
    const workstation = new Workstation(profileDir, recipient, packFile);
    try {
      await workstation.tell('create');
      const needles = await keysOf(profileDir, passphrase);
      // What is looked for is found where it must be: without this, nothing below would mean anything.
      const expected = ['vault key', 'bucket key', 'pepper', 'tag key (HMAC)'];
      const open = workstation.scan(needles);
      for (const name of expected) expect(open).toHaveProperty(name);
      await workstation.tell('lock');
      await workstation.tell('meet');
      await twoSeconds();
      expect(workstation.scan(needles)).toEqual({});
      await workstation.tell('work');
      await workstation.tell('lock');
      await twoSeconds();
      expect(workstation.scan(needles)).toEqual({});
    } finally {
      workstation.end();
      other.dispose();
      rmSync(profileDir, { recursive: true, force: true });
    }
  });
});
