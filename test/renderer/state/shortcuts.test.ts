import { describe, expect, it } from 'vitest';
import { commandFor, type KeyPress } from '../../../src/renderer/state/shortcuts.ts';

const press = (change: Partial<KeyPress>): KeyPress => ({
  key: '',
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  inTextField: false,
  digitKeys: true,
  ...change,
});

describe('shortcuts', () => {
  it.each([
    ['F1', {}, 'shortcuts'],
    ['F2', {}, 'new-call'],
    ['F3', {}, 'authenticate'],
    ['Enter', { ctrlKey: true }, 'next-step'],
    ['p', { ctrlKey: true }, 'sheet'],
    ['K', { metaKey: true }, 'palette'],
    ['l', { ctrlKey: true }, 'lock'],
    ['z', { ctrlKey: true }, 'undo'],
  ] as const)('%s', (key, change, command) => {
    expect(commandFor(press({ key, ...change }))).toBe(command);
  });

  it('records outcomes by the place of the key, so that a French keyboard needs no Shift', () => {
    const azerty = ['&', 'é', '"', "'"].map((key, index) => commandFor(press({ key, code: `Digit${index + 1}` })));
    expect(azerty).toEqual(['outcome-done', 'outcome-refused', 'outcome-later', 'outcome-not-applicable']);
    expect(commandFor(press({ key: '3', code: 'Numpad3' }))).toBe('outcome-later');
  });

  it('answers a question by a letter in either language of the screen, and types it in a field', () => {
    const answers = ['o', 'O', 'y', 'n', '?'].map((key) => commandFor(press({ key, shiftKey: key === '?' })));
    expect(answers).toEqual(['answer-yes', 'answer-yes', 'answer-yes', 'answer-no', 'answer-unknown']);
    expect(commandFor(press({ key: 'o', inTextField: true }))).toBeNull();
    expect(commandFor(press({ key: 'n', digitKeys: false }))).toBeNull();
  });

  it('takes a digit of the numeric keypad only where it was typed: without NumLock the same keys scroll', () => {
    const scrolling = { Numpad1: 'End', Numpad2: 'ArrowDown', Numpad3: 'PageDown', Numpad4: 'ArrowLeft' };
    for (const [code, key] of Object.entries(scrolling)) {
      expect(commandFor(press({ key, code }))).toBeNull();
      expect(commandFor(press({ key: code.slice(-1), code }))).not.toBeNull();
    }
  });

  it('gives a digit no meaning where the person turned them off, and every other key its own', () => {
    for (const code of ['Digit1', 'Digit2', 'Digit3', 'Digit4', 'Numpad1', 'Numpad4']) {
      expect(commandFor(press({ key: code.slice(-1), code, digitKeys: false }))).toBeNull();
    }
    expect(commandFor(press({ key: 'F2', digitKeys: false }))).toBe('new-call');
    expect(commandFor(press({ key: 'Enter', ctrlKey: true, digitKeys: false }))).toBe('next-step');
  });

  it('leaves typing alone', () => {
    expect(commandFor(press({ key: '1', code: 'Digit1', inTextField: true }))).toBeNull();
    expect(commandFor(press({ key: 'z', ctrlKey: true, inTextField: true }))).toBeNull();
    expect(commandFor(press({ key: 'F2', inTextField: true }))).toBe('new-call');
  });

  it('leaves other combinations to whoever has them', () => {
    expect(commandFor(press({ key: 'k', ctrlKey: true, shiftKey: true }))).toBeNull();
    expect(commandFor(press({ key: '1', code: 'Digit1', altKey: true }))).toBeNull();
    expect(commandFor(press({ key: '1', code: 'Digit1', ctrlKey: true }))).toBeNull();
    expect(commandFor(press({ key: 'Enter' }))).toBeNull();
  });
});
