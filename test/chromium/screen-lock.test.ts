import { describe, expect, it } from 'vitest';
import { readLogindLine } from '../../src/chromium/screen-lock.ts';

describe('readLogindLine', () => {
  const session = '/org/freedesktop/login1/session/_32';
  it.each([
    [`${session}: org.freedesktop.login1.Session.Lock ()`, 'screen-locked'],
    [
      `${session}: org.freedesktop.DBus.Properties.PropertiesChanged ('org.freedesktop.login1.Session', {'LockedHint': <true>}, @as [])`,
      'screen-locked',
    ],
    ['/org/freedesktop/login1: org.freedesktop.login1.Manager.PrepareForSleep (true,)', 'suspended'],
    ['/org/freedesktop/login1: org.freedesktop.login1.Manager.PrepareForSleep (false,)', null],
    [`${session}: org.freedesktop.login1.Session.Unlock ()`, null],
    ['Monitoring signals from all objects owned by org.freedesktop.login1', null],
    ['', null],
  ])('reads %s as %s', (line, signal) => {
    expect(readLogindLine(line)).toBe(signal);
  });
});
