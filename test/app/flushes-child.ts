/** Run under strace by `flushes.test.ts`: says on standard error where each action begins and ends. */
import { writeSync } from 'node:fs';
import { Harness, listedNir } from './harness.ts';

// Long enough for a flush on a machine that does other things as well.
const settled = () => new Promise((resolve) => setTimeout(resolve, 1_000));

async function marked(name: string, action: () => unknown): Promise<void> {
  // What was flushed beside the action before must not count as this one's.
  await settled();
  writeSync(2, `BEGIN ${name}\n`);
  await action();
  writeSync(2, `END ${name}\n`);
}

const desk = new Harness();
await desk.createDesk();
const reference = await desk.openCase();
await marked('check', () => desk.check(reference, listedNir));
const { plan } = await desk.call('readCase', { reference });
const stepId = plan?.steps[0]?.id ?? '';
const outcome = { kind: 'done', dueOn: null, reason: null, evidence: {} } as const;
await marked('outcome', () => desk.call('recordOutcome', { reference, stepId, outcome }));
await marked('lock', () => desk.app.lock('asked'));
await marked('unlock', () => desk.unlock());
desk.dispose();
