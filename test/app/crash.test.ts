/** Killed at random moments while it writes vault and journal: nothing acknowledged is lost, and it always opens. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Harness, otherPassphrase } from './harness.ts';

const child = join(import.meta.dirname, 'crash-child.ts');
const kills = 16;

/**
 * Starts the worker and kills it somewhere in the change after its `afterLines`th acknowledgement.
 * @returns the lines it acknowledged
 */
async function workAndKill(profileDir: string, afterLines: number): Promise<string[]> {
  const worker = spawn(process.execPath, [child, profileDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  let killing = false;
  worker.stdout.setEncoding('utf8');
  worker.stdout.on('data', (text: string) => {
    output += text;
    if (killing || output.split('\n').length <= afterLines) return;
    killing = true;
    setTimeout(() => worker.kill('SIGKILL'), Math.random() * 25);
  });
  const [code, signal] = (await once(worker, 'close')) as [number | null, string | null];
  expect([code, signal]).toEqual([null, 'SIGKILL']);
  return output.split('\n').filter((line) => line !== '' && line !== 'ready');
}

it(`loses nothing that was acknowledged over ${kills} kills, and always opens`, { timeout: 180_000 }, async () => {
  const setUp = new Harness();
  await setUp.createVault();
  await setUp.call('addAdviser', { name: 'Bruno', role: 'adviser', passphrase: otherPassphrase });
  setUp.app.dispose();
  const { profileDir } = setUp;
  const notes = new Map<string, string>();
  let acknowledged = 0;
  try {
    for (let kill = 0; kill < kills; kill++) {
      const lines = await workAndKill(profileDir, 8 + Math.floor(Math.random() * 18));
      acknowledged += lines.length;
      let role = '';
      let words = '';
      for (const line of lines) {
        const [kind = '', first = '', ...rest] = line.split(' ');
        if (kind === 'case') notes.set(first, '');
        if (kind === 'note') notes.set(first, rest.join(' '));
        if (kind === 'role') role = first;
        if (kind === 'passphrase') words = first;
      }
      const desk = new Harness({ profileDir });
      await desk.unlock();
      expect(await desk.call('verifyJournal', {})).toMatchObject({ intact: true, firstBroken: null });
      for (const [reference, note] of notes) {
        const held = (await desk.call('readCase', { reference })).note;
        // One more change may have reached the disk without being acknowledged.
        expect(held === note || note === '', `${reference} ${held} ${note}`).toBe(true);
      }
      const { advisers } = await desk.call('listAdvisers', {});
      const lastIsRole = lines.at(-1)?.startsWith('note') ?? false;
      if (role !== '' && !lastIsRole) expect(advisers[1]?.role).toBe(role);
      await desk.call('lock', {});
      const lastMayHaveMoved = lines.at(-1)?.startsWith('role') ?? false;
      if (words !== '' && !lastMayHaveMoved) {
        expect(await desk.call('unlock', { passphrase: `${otherPassphrase} ${words}` })).toMatchObject({
          kind: 'unlocked',
        });
      }
      desk.app.dispose();
    }
  } finally {
    setUp.dispose();
  }
  expect(acknowledged).toBeGreaterThan(200);
});
