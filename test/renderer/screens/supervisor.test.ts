import { describe, expect, it } from 'vitest';
import { auditKinds } from '../../../src/core/journal/audit-entry.ts';
import { alarmKinds, quotaReasons } from '../../../src/core/vocabulary.ts';
import { stoppedAdvisers } from '../../../src/renderer/screens/desk/blocked-banner.tsx';
import { alarmCause, alarmWord } from '../../../src/renderer/screens/supervisor/alarm-words.ts';
import { length, share, spanName } from '../../../src/renderer/screens/supervisor/figures.ts';
import { labelEvery, ticksUpTo } from '../../../src/renderer/screens/supervisor/scale.ts';
import { createFormats } from '../../../src/renderer/text/formats.ts';
import { createI18n, type TextValues } from '../../../src/renderer/text/i18n.ts';
import type { Text } from '../../../src/renderer/text/use-text.ts';
import { noCalls } from '../no-calls.ts';

function textIn(locale: 'fr' | 'en'): Text {
  const i18n = createI18n(locale);
  const t = (key: string, values?: TextValues) => i18n.t(key, values ?? {});
  return { locale, t, pick: (text) => text[locale], ...createFormats(locale) } as Text;
}
const fr = textIn('fr');
const en = textIn('en');

describe('who is stopped', () => {
  const now = Date.parse('2026-11-30T10:00:00Z');
  const adviser = (adviserId: string, change: object = {}, disabled = false) => ({
    adviserId,
    name: adviserId,
    role: 'adviser' as const,
    disabled,
    addedAt: '2026-11-01T08:00:00Z',
    quota: { state: 'blocked', remaining: 0, window: 'hour', freeAt: null, reason: 'sequence', ...change } as const,
  });

  it('is whoever waits for a supervisor, or for a time that has not come; not who reads it, nor who left', () => {
    const advisers = [
      adviser('sequence'),
      adviser('waiting', { freeAt: '2026-11-30T10:00:01Z', reason: 'adviser-hour' }),
      adviser('free-again', { freeAt: '2026-11-30T10:00:00Z', reason: 'adviser-hour' }),
      adviser('warned', { state: 'warned', reason: null }),
      adviser('left', {}, true),
      adviser('reader'),
    ];
    const stopped = stoppedAdvisers(advisers, 'reader', now);
    expect(stopped.map(({ adviserId }) => adviserId)).toEqual(['sequence', 'waiting']);
  });
});

describe('the scale of a chart', () => {
  it('has round ticks that reach the highest value', () => {
    expect(ticksUpTo(0)).toEqual([0, 1]);
    expect(ticksUpTo(1)).toEqual([0, 1]);
    expect(ticksUpTo(9)).toEqual([0, 5, 10]);
    expect(ticksUpTo(40)).toEqual([0, 10, 20, 30, 40]);
    expect(ticksUpTo(283)).toEqual([0, 100, 200, 300]);
    for (let max = 0; max < 3000; max += 7) {
      const ticks = ticksUpTo(max);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(max);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks.every(Number.isInteger)).toBe(true);
    }
  });

  it('draws as many labels as fit', () => {
    expect(labelEvery(7, 600, 58)).toBe(1);
    expect(labelEvery(30, 600, 58)).toBe(3);
    expect(labelEvery(30, 0, 58)).toBeGreaterThan(30);
  });
});

describe('figures in words', () => {
  it('say shares, lengths and periods in the language of the person', () => {
    expect(share(fr, 1, 8)).toBe('12,5\u00a0%');
    expect(share(en, 1, 8)).toBe('12.5%');
    expect(share(fr, 0, 0)).toBe('–');
    expect(length(fr, 372)).toMatch(/^6\smin\s12\ss$/);
    expect(length(en, 420)).toBe('7 min');
    expect(length(en, null)).toBe('–');
    const name = (text: Text, from: string, to: string) => spanName(text, { ...noCalls, from, to });
    expect(name(fr, '2026-11-21', '2026-11-21')).toBe('21/11/2026');
    expect(name(fr, '2026-02-01', '2026-02-28')).toBe('février 2026');
    expect(name(en, '2026-02-01', '2026-02-27')).toBe('01/02/2026 – 27/02/2026');
  });
});

describe('alarms', () => {
  it('have a name, and a cause where there is more to say, in both languages', () => {
    for (const kind of alarmKinds) {
      expect(auditKinds).toContain(kind);
      expect(fr.t(alarmWord(kind).key)).not.toBe(en.t(alarmWord(kind).key));
    }
    for (const quotaReason of quotaReasons) {
      const key = alarmCause({ quotaReason, code: null });
      expect(key).toBe(`alarms.reason.${quotaReason}`);
      for (const text of [fr, en]) expect(text.t(key ?? 'alarms.none')).not.toBe(key);
    }
    expect(alarmCause({ quotaReason: null, code: 'signature-invalid' })).toBe('problem.signature-invalid.what');
    expect(alarmCause({ quotaReason: null, code: null })).toBeNull();
  });
});
