/**
 * A wall clock that is set, beside the machine's own time, which nobody can set: what has passed counts, not what is said.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nirKey } from '../../../src/core/identifier/identifier.ts';
import { Harness, otherPassphrase, passphrase, TestClock } from '../harness.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A machine: its wall clock can be set, the time since its start cannot. */
class Machine extends TestClock {
  bootId = 'first';
  upMs = 3 * hour;
  override advance(ms: number): void {
    this.ms += ms;
    this.upMs += ms;
  }
  setForward(ms: number): void {
    this.ms += ms;
  }
  startAgain(offMs: number): void {
    this.ms += offMs;
    this.upMs = minute;
    this.bootId += '+';
  }
  sinceBoot() {
    return { bootId: this.bootId, ms: this.upMs };
  }
}

let machine: Machine;
let desk: Harness;
let bruno: string;
beforeEach(async () => {
  machine = new Machine();
  desk = new Harness({ clock: machine });
  await desk.createVault();
  const { advisers } = await desk.call('addAdviser', { name: 'Bruno', role: 'adviser', passphrase: otherPassphrase });
  bruno = advisers.find(({ name }) => name === 'Bruno')?.adviserId ?? '';
  await desk.call('lock', {});
});
afterEach(() => desk.dispose());

let nextStranger = 0;
function stranger(): string {
  const index = nextStranger++;
  const two = (value: number) => String(value).padStart(2, '0');
  const three = (value: number) => String(value).padStart(3, '0');
  const canonical = `${(index % 2) + 1}${two(index % 100)}${two((index % 12) + 1)}${two((index % 90) + 1)}${three((index * 7) % 990)}${three((index * 37 + 1) % 999)}`;
  return `${canonical}${nirKey(canonical)}`;
}

/** @returns checks made until something refuses */
async function checkUntilRefused(most: number): Promise<number> {
  await desk.unlock(otherPassphrase);
  const reference = await desk.openCase();
  for (let done = 0; done < most; done++) {
    const code = await desk.codeOf('checkIdentifier', { reference, text: stranger(), callerAuthenticated: true });
    if (code !== 'ok') return done;
    await desk.call('saveNote', { reference, note: 'vu' });
    machine.advance(1_000);
  }
  return most;
}

async function alarms(): Promise<string[]> {
  await desk.call('lock', {});
  await desk.unlock(passphrase);
  const { alarms: rows } = await desk.call('listAlarms', { limit: 200 });
  await desk.call('lock', {});
  return rows.map(({ kind }) => kind).filter((kind) => kind.startsWith('clock'));
}

describe('a clock set forward while the machine runs', () => {
  it('empties the windows once a day at most, and is an alarm each time', async () => {
    let checks = await checkUntilRefused(40);
    expect(checks).toBe(12);
    for (let jump = 0; jump < 10; jump++) {
      machine.setForward(day);
      checks += await checkUntilRefused(40);
      await desk.call('lock', {});
    }
    expect(checks).toBe(24);
    expect((await alarms()).filter((kind) => kind === 'clock-moved-forward').length).toBe(10);
    await desk.unlock(otherPassphrase);
    expect(await desk.call('readQuota', {})).toMatchObject({ state: 'blocked', reason: 'adviser-ten-minutes' });
    machine.advance(11 * minute);
    await desk.unlock(otherPassphrase);
    expect((await desk.call('readQuota', {})).state).not.toBe('blocked');
  });

  it('gains a robot no more than one day’s checks', async () => {
    let checks = 0;
    for (let round = 0; round < 20; round++) {
      checks += await checkUntilRefused(11);
      machine.setForward(20 * minute);
      machine.advance(5 * minute);
      machine.setForward(hour);
    }
    // 40 in the hour that counts, and as many again for the one step that is believed.
    expect(checks).toBeLessThanOrEqual(80);
  });

  it('is seen although it goes in steps that a time service might make', async () => {
    expect(await checkUntilRefused(40)).toBe(12);
    let checks = 0;
    for (let step = 0; step < 15; step++) {
      machine.setForward(110_000);
      checks += await checkUntilRefused(20);
      await desk.call('lock', {});
    }
    expect(checks).toBeLessThanOrEqual(12);
    expect((await alarms()).length).toBeGreaterThan(2);
  });

  it('is seen across a restart of the program', async () => {
    expect(await checkUntilRefused(40)).toBe(12);
    machine.setForward(day);
    desk.restart();
    expect(await checkUntilRefused(40)).toBe(12);
    machine.setForward(day);
    desk.restart();
    expect(await checkUntilRefused(40)).toBe(0);
  });

  it('does not give a supervisor a second lift of oneself', async () => {
    await desk.unlock();
    const own = (await desk.call('readAppState', {})).session?.adviserId ?? '';
    const lift = () => desk.codeOf('liftQuota', { adviserId: own, reason: 'je continue' });
    expect(await lift()).toBe('ok');
    machine.setForward(25 * hour);
    await desk.unlock();
    // Believed, once.
    expect(await lift()).toBe('ok');
    machine.setForward(25 * hour);
    await desk.unlock();
    expect(await lift()).toBe('role-required');
  });

  it('and back again leaves the windows as they were, once a supervisor has accepted it', async () => {
    expect(await checkUntilRefused(40)).toBe(12);
    machine.setForward(30 * day);
    await desk.unlock(passphrase);
    await desk.call('lock', {});
    machine.setForward(-30 * day);
    await desk.unlock(passphrase);
    expect(await desk.codeOf('openCase', {})).toBe('ok');
    const amina = (await desk.call('readAppState', {})).session?.adviserId ?? '';
    await desk.call('liftQuota', { adviserId: amina, reason: 'horloge remise à l’heure' });
    await desk.call('lock', {});
    // Bruno's checks count as long as they would have, not for thirty days.
    machine.advance(25 * hour);
    expect(await checkUntilRefused(12)).toBe(12);
    expect((await alarms()).sort()).toEqual(expect.arrayContaining(['clock-moved-back', 'clock-moved-forward']));
  });
});

describe('honest time', () => {
  it('passes while a laptop sleeps over the weekend', async () => {
    expect(await checkUntilRefused(40)).toBe(12);
    machine.advance(62 * hour);
    expect(await checkUntilRefused(12)).toBe(12);
    expect(await alarms()).toEqual([]);
  });

  it('passes while a machine is off, and the clock is then believed', async () => {
    expect(await checkUntilRefused(40)).toBe(12);
    for (let night = 0; night < 3; night++) {
      machine.startAgain(14 * hour);
      expect(await checkUntilRefused(12)).toBe(12);
      machine.advance(10 * hour);
    }
    expect(await alarms()).toEqual([]);
  });

  it('passes although a machine is put back to a snapshot of itself', async () => {
    await desk.unlock(otherPassphrase);
    await desk.call('lock', {});
    machine.advance(5 * hour);
    await desk.unlock(otherPassphrase);
    await desk.call('lock', {});
    machine.upMs = hour;
    machine.advance(minute);
    await desk.unlock(otherPassphrase);
    expect(await alarms()).toEqual([]);
    // Compared from there on.
    machine.setForward(day);
    expect(await alarms()).toEqual(['clock-moved-forward']);
  });

  it('is corrected by a time service without an alarm, over months', async () => {
    for (let week = 0; week < 20; week++) {
      machine.advance(7 * day);
      machine.setForward(45_000);
      await desk.unlock();
      await desk.call('lock', {});
    }
    expect(await alarms()).toEqual([]);
  });

  it('of a virtual machine that is paused each night does not add up yesterday’s checks', async () => {
    for (let night = 0; night < 4; night++) {
      expect(await checkUntilRefused(12)).toBe(12);
      machine.advance(8 * hour);
      machine.setForward(16 * hour);
    }
    await desk.unlock(otherPassphrase);
    expect((await desk.call('readQuota', {})).state).not.toBe('blocked');
    await desk.call('lock', {});
    expect(await desk.codeOf('unlock', { passphrase: otherPassphrase })).toBe('ok');
    expect(bruno).not.toBe('');
  });
});
