/**
 * The attack of March 2022: a stolen professional account, driven by a robot. These tests drive the contract as the robot
 * would and state what it gets.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { nirKey } from '../../../src/core/identifier/identifier.ts';
import { Harness, otherPassphrase, passphrase } from '../harness.ts';

const minute = 60_000;
const hour = 60 * minute;

const open: Harness[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.dispose();
});

/** A workstation with a supervisor (Amina) and an adviser (Bruno), unlocked as Bruno. */
async function workstation(): Promise<{ desk: Harness; bruno: string; amina: string }> {
  const desk = new Harness();
  open.push(desk);
  await desk.createVault();
  const { advisers } = await desk.call('addAdviser', { name: 'Bruno', role: 'adviser', passphrase: otherPassphrase });
  await desk.call('lock', {});
  await desk.unlock(otherPassphrase);
  const id = (name: string) => advisers.find((adviser) => adviser.name === name)?.adviserId ?? '';
  return { desk, bruno: id('Bruno'), amina: id('Amina') };
}

/** Strangers: no two of them are neighbours. */
function stranger(index: number): string {
  const year = String(index % 100).padStart(2, '0');
  const month = String((index % 12) + 1).padStart(2, '0');
  const department = String((index % 90) + 1).padStart(2, '0');
  const commune = String((index * 7) % 990).padStart(3, '0');
  const order = String((index * 37 + 1) % 999).padStart(3, '0');
  const canonical = `${(index % 2) + 1}${year}${month}${department}${commune}${order}`;
  return `${canonical}${nirKey(canonical)}`;
}

interface Robot {
  checks: number;
  refusals: Map<string, number>;
}

/** Checks as fast as it is let, for `hours`, recording a step after each check so that it looks like work. */
async function runRobot(
  desk: Harness,
  hours: number,
  words: string = otherPassphrase,
  between: () => Promise<void> = async () => {},
): Promise<Robot> {
  const robot: Robot = { checks: 0, refusals: new Map() };
  const end = desk.clock.ms + hours * hour;
  let reference = await desk.openCase();
  for (let index = 0; desk.clock.ms < end; index++) {
    const text = stranger(index);
    const result = await desk.result('checkIdentifier', { reference, text, callerAuthenticated: true });
    if (result.ok) {
      robot.checks++;
      const stepId = result.value.case.plan.steps[0]?.id;
      const questionId = result.value.case.plan.questions[0]?.id;
      if (stepId !== undefined) {
        const outcome = { kind: 'done' as const, dueOn: null, reason: null, evidence: {} };
        await desk.call('recordOutcome', { reference, stepId, outcome });
      } else if (questionId !== undefined) await desk.call('answerQuestion', { reference, questionId, answer: true });
      else await desk.call('saveNote', { reference, note: 'vu' });
      desk.clock.advance(1_000);
    } else {
      const { code, details } = result.problem;
      const reason = `${code} ${details.reason ?? ''}`.trim();
      robot.refusals.set(reason, (robot.refusals.get(reason) ?? 0) + 1);
      if (code === 'vault-locked') {
        await desk.unlock(words);
        reference = await desk.openCase();
      } else desk.clock.advance(4 * minute);
    }
    await between();
  }
  return robot;
}

async function entriesOf(desk: Harness, kind: string): Promise<{ details: { reason?: string } }[]> {
  await desk.call('exportJournal', { format: 'jsonl' });
  const text = new TextDecoder().decode(desk.shell.saved.at(-1)?.bytes);
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter((line) => line.kind === kind);
}

describe('a stolen adviser account and a robot', () => {
  it('gets 40 checks in an hour, and in a day, and then nothing until a supervisor has looked', async () => {
    const { desk, bruno } = await workstation();
    const robot = await runRobot(desk, 24);
    // It hits the hourly limit within its first hour and stays blocked: 40 is all of the day as well.
    expect(robot.checks).toBe(40);
    expect([...robot.refusals.keys()].sort()).toEqual([
      'quota-exceeded adviser-hour',
      'quota-exceeded adviser-ten-minutes',
    ]);
    expect(await desk.call('readQuota', {})).toMatchObject({ state: 'blocked', reason: 'adviser-hour', freeAt: null });
    expect(await desk.codeOf('liftQuota', { adviserId: bruno, reason: 'je suis pressé' })).toBe('role-required');

    await desk.call('lock', {});
    await desk.unlock(passphrase);
    const alarms = await entriesOf(desk, 'quota-blocked');
    expect(alarms.map((alarm) => alarm.details.reason)).toEqual([
      'adviser-ten-minutes',
      'adviser-ten-minutes',
      'adviser-ten-minutes',
      'adviser-hour',
    ]);
    expect((await entriesOf(desk, 'quota-warned')).length).toBeGreaterThan(0);
    expect(await entriesOf(desk, 'check')).toHaveLength(40);

    await desk.call('liftQuota', { adviserId: bruno, reason: 'vérifié avec Bruno au téléphone' });
    await desk.call('lock', {});
    await desk.unlock(otherPassphrase);
    expect(await desk.call('readQuota', {})).toMatchObject({ state: 'free' });
  });

  it('gets 160 in a day if it knows the limits and stays just below them', async () => {
    const { desk } = await workstation();
    let recent: number[] = [];
    let total = 0;
    const end = desk.clock.ms + 24 * hour;
    let reference = await desk.openCase();
    for (let index = 0; desk.clock.ms < end; index++) {
      recent = recent.filter((ms) => ms > desk.clock.ms - hour);
      const inTen = recent.filter((ms) => ms > desk.clock.ms - 10 * minute).length;
      if (recent.length < 39 && inTen < 11) {
        const result = await desk.result('checkIdentifier', {
          reference,
          text: stranger(index),
          callerAuthenticated: true,
        });
        if (result.ok) {
          total++;
          recent.push(desk.clock.ms);
          await desk.call('saveNote', { reference, note: 'vu' });
        } else if (result.problem.code === 'vault-locked') {
          await desk.unlock(otherPassphrase);
          reference = await desk.openCase();
        } else break;
      }
      desk.clock.advance(50_000);
    }
    // The run of "could not check" of this workstation is no "not listed" run: only the day's limit stops it.
    expect(total).toBe(160);
    expect(await desk.call('readQuota', {})).toMatchObject({ state: 'blocked', reason: 'adviser-day' });
  });

  it('gains nothing from many calls at once', async () => {
    const { desk } = await workstation();
    const reference = await desk.openCase();
    const results = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        desk.result('checkIdentifier', { reference, text: stranger(index), callerAuthenticated: true }),
      ),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(12);
  });

  it('gains nothing from a restart, a new case or another window of time that it makes by the clock', async () => {
    const { desk } = await workstation();
    for (let index = 0; index < 12; index++) {
      const reference = await desk.openCase();
      await desk.check(reference, stranger(index));
      desk.restart();
      await desk.unlock(otherPassphrase);
    }
    const reference = await desk.openCase();
    const next = { reference, text: stranger(50), callerAuthenticated: true };
    expect(await desk.codeOf('checkIdentifier', next)).toBe('quota-exceeded');
    desk.clock.advance(-3 * hour);
    expect(await desk.codeOf('checkIdentifier', next)).toBe('clock-moved-back');
    desk.clock.advance(3 * hour - minute);
    await desk.unlock(otherPassphrase);
    // A minute is what a time service corrects; the windows still count from the latest instant seen.
    expect(await desk.codeOf('checkIdentifier', next)).toBe('quota-exceeded');
    expect(await desk.call('readQuota', {})).toMatchObject({ state: 'blocked', reason: 'adviser-ten-minutes' });
  });

  it('wipes neither its block nor its traces by a clock set forward past the retention', async () => {
    const { desk } = await workstation();
    await runRobot(desk, 3);
    const { entryCount } = await desk.call('verifyJournal', {});
    for (let year = 0; year < 2; year++) {
      await desk.call('lock', {});
      desk.clock.advance(400 * 24 * hour);
      await desk.unlock(otherPassphrase);
    }
    expect((await desk.call('readQuota', {})).state).toBe('blocked');
    expect((await desk.call('verifyJournal', {})).entryCount).toBeGreaterThan(entryCount);
    // A supervisor has seen it: what is too old goes, the tombstone tells how much.
    await desk.call('lock', {});
    await desk.unlock(passphrase);
    expect((await desk.call('verifyJournal', {})).entryCount).toBeLessThan(entryCount);
  });

  it('is stopped after six neighbours, however slowly it counts', async () => {
    const { desk } = await workstation();
    const outcomes: string[] = [];
    for (let order = 1; order <= 12; order++) {
      const reference = await desk.openCase();
      const canonical = `2550814168${String(order).padStart(3, '0')}`;
      const text = `${canonical}${nirKey(canonical)}`;
      outcomes.push(await desk.codeOf('checkIdentifier', { reference, text, callerAuthenticated: true }));
      await desk.codeOf('saveNote', { reference, note: 'vu' });
      desk.clock.advance(4 * minute);
    }
    expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(7);
    expect(outcomes.at(-1)).toBe('quota-exceeded');
    expect(await desk.call('readQuota', {})).toMatchObject({ reason: 'sequence' });
  });

  it('is stopped all the same if it locks, unlocks or restarts between any two of them', async () => {
    const { desk, bruno } = await workstation();
    const outcomes: string[] = [];
    for (let order = 1; order <= 24; order++) {
      if (order % 2 === 0) desk.restart();
      else await desk.call('lock', {});
      await desk.unlock(otherPassphrase);
      const reference = await desk.openCase();
      const canonical = `2550814168${String(order).padStart(3, '0')}`;
      const text = `${canonical}${nirKey(canonical)}`;
      outcomes.push(await desk.codeOf('checkIdentifier', { reference, text, callerAuthenticated: true }));
      await desk.codeOf('saveNote', { reference, note: 'vu' });
      desk.clock.advance(4 * minute);
    }
    // Five go by unseen, six are counted; one or two more where the padding hides one of them.
    expect(outcomes.filter((outcome) => outcome === 'ok').length).toBeLessThanOrEqual(14);
    expect(outcomes.at(-1)).toBe('quota-exceeded');
    expect(await desk.call('readQuota', {})).toMatchObject({ reason: 'sequence' });

    // A supervisor lifts the block: the very next neighbour is suspicious again, a stranger is not.
    await desk.call('lock', {});
    await desk.unlock(passphrase);
    const before = (await entriesOf(desk, 'sequence-suspected')).length;
    await desk.call('liftQuota', { adviserId: bruno, reason: 'vu avec Bruno' });
    await desk.call('lock', {});
    await desk.unlock(otherPassphrase);
    const reference = await desk.openCase();
    await desk.check(reference, stranger(3));
    const next = '2550814168099';
    await desk.check(reference, `${next}${nirKey(next)}`);
    await desk.call('lock', {});
    await desk.unlock(passphrase);
    expect((await entriesOf(desk, 'sequence-suspected')).length - before).toBe(1);
  });

  it('does not make neighbours of one family, looked up again and again over days', async () => {
    const { desk } = await workstation();
    for (let visit = 0; visit < 9; visit++) {
      await desk.call('lock', {});
      await desk.unlock(otherPassphrase);
      const reference = await desk.openCase();
      for (const canonical of ['2550814168025', '2550814168026']) {
        await desk.check(reference, `${canonical}${nirKey(canonical)}`);
      }
      await desk.call('saveNote', { reference, note: 'vu' });
      desk.clock.advance(9 * hour);
    }
    await desk.call('lock', {});
    await desk.unlock(passphrase);
    // One a visit: the second of them, to the watch of that session. Counts that outlived their day would add one a visit from the
    // sixth on; the padding of a day's counts adds one in some hundred and fifty days, and three of these at once never.
    expect((await entriesOf(desk, 'sequence-suspected')).length).toBeLessThan(9 + 3);
  });

  it('is stopped after 25 checks without any step', async () => {
    const { desk } = await workstation();
    let done = 0;
    for (let index = 0; index < 30; index++) {
      const reference = await desk.openCase();
      const input = { reference, text: stranger(index), callerAuthenticated: true };
      if ((await desk.codeOf('checkIdentifier', input)) === 'ok') done++;
      desk.clock.advance(4 * minute);
    }
    expect(done).toBe(25);
    expect(await desk.call('readQuota', {})).toMatchObject({ reason: 'no-step', freeAt: null });
  });

  it('may be a supervisor’s: one lift of oneself a day, and the journal shows it', async () => {
    const desk = new Harness();
    open.push(desk);
    await desk.createVault();
    const own = (await desk.call('readAppState', {})).session?.adviserId ?? '';
    let lifts = 0;
    const robot = await runRobot(desk, 20, passphrase, async () => {
      if ((await desk.codeOf('liftQuota', { adviserId: own, reason: 'je continue' })) === 'ok') lifts++;
    });
    expect(lifts).toBe(1);
    expect(robot.checks).toBeLessThanOrEqual(80);
    await desk.unlock();
    const lifted = await entriesOf(desk, 'quota-lifted');
    expect(lifted).toMatchObject([{ details: { subject: own, self: true, reason: 'je continue' } }]);
  });

  it('cannot be lifted by the recovery words', async () => {
    const desk = new Harness();
    open.push(desk);
    const words = await desk.createVault();
    const own = (await desk.call('readAppState', {})).session?.adviserId ?? '';
    await desk.call('lock', {});
    await desk.unlock(words.join(' '));
    expect(await desk.codeOf('liftQuota', { adviserId: own, reason: 'sans raison' })).toBe('role-required');
    expect(await desk.codeOf('openCase', {})).toBe('role-required');
  });
});

describe('the workstation’s share', () => {
  it('is spent by all its advisers together', async () => {
    const { desk } = await workstation();
    const checkTwelve = async (from: number) => {
      const reference = await desk.openCase();
      for (let index = 0; index < 12; index++)
        await desk.codeOf('checkIdentifier', { reference, text: stranger(from + index), callerAuthenticated: true });
    };
    await checkTwelve(0);
    await desk.call('lock', {});
    await desk.unlock(passphrase);
    await checkTwelve(20);
    expect(await desk.call('readQuota', {})).toMatchObject({ state: 'blocked', reason: 'workstation-ten-minutes' });
    expect(await entriesOf(desk, 'check')).toHaveLength(18);
  });
});
