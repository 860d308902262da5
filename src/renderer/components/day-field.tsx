/**
 * Fields for a date and for a time of day: typed, day before month, whatever the browser's language. What is typed is read
 * on leaving the field or on Enter; the arrows move a date by a day. What cannot be read is said under the field.
 */
import { TextInput } from '@mantine/core';
import { type KeyboardEvent, type Ref, useEffect, useState } from 'react';
import { dayAfter, parseDay, parseTime, spellDay } from '../text/typed.ts';
import { useText } from '../text/use-text.ts';

export function DayField({ value, min, max, ...field }: DayFieldProps) {
  const { t } = useText();
  const refuse = (day: string): string | null => {
    if (min !== undefined && day < min) return t('day.before', { day: spellDay(min) });
    if (max !== undefined && day > max) return t('day.after', { day: spellDay(max) });
    return null;
  };
  return (
    <TypedField
      {...field}
      value={value}
      parse={parseDay}
      spell={spellDay}
      refuse={refuse}
      unreadable={t('day.unreadable')}
      placeholder={t('day.placeholder')}
      step={dayAfter}
    />
  );
}
interface DayFieldProps extends FieldProps {
  /** Calendar dates (YYYY-MM-DD), both allowed. */
  readonly min?: string | undefined;
  readonly max?: string | undefined;
}

const asTyped = (time: string) => time;

/** `value` is HH:MM. */
export function TimeField(field: FieldProps) {
  const { t } = useText();
  return (
    <TypedField
      {...field}
      parse={parseTime}
      spell={asTyped}
      unreadable={t('time.unreadable')}
      placeholder={t('time.placeholder')}
    />
  );
}

interface FieldProps {
  readonly label: string;
  /** What is heard in the place of `label`; it begins with the same words. */
  readonly 'aria-label'?: string;
  /** '' for none. */
  readonly value: string;
  /** '' as well where what is typed cannot be taken. */
  readonly onChange: (value: string) => void;
  readonly error?: string | false;
  readonly disabled?: boolean;
  readonly className?: string;
  readonly ref?: Ref<HTMLInputElement>;
}

function TypedField({ value, onChange, parse, spell, refuse, unreadable, step, error, ...field }: TypedFieldProps) {
  const [typed, setTyped] = useState(() => spell(value));
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    // Set from outside (another preset, an arrow); what is being typed stays as it is.
    setTyped((now) => ((parse(now) ?? '') === value ? now : spell(value)));
  }, [value, parse, spell]);

  const faultOf = (text: string): string | null => {
    const read = parse(text);
    return read === null ? unreadable : (refuse?.(read) ?? null);
  };
  const type = (text: string) => {
    setTyped(text);
    setFault(null);
    // Whole already: no need to leave the field.
    const read = parse(text);
    if (text === '') onChange('');
    else if (read !== null && spell(read) === text && faultOf(text) === null) onChange(read);
  };
  /** @returns false where what is typed cannot be taken */
  const settle = (): boolean => {
    const text = typed.trim();
    const found = text === '' ? null : faultOf(text);
    setFault(found);
    const read = text === '' || found !== null ? '' : (parse(text) ?? '');
    if (found === null) setTyped(spell(read));
    if (read !== value) onChange(read);
    return found === null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !settle()) event.preventDefault();
    if (step === undefined || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    const from = parse(typed);
    const next = from === null ? null : step(from, event.key === 'ArrowUp' ? 1 : -1);
    if (next === null || (refuse?.(next) ?? null) !== null) return;
    setTyped(spell(next));
    setFault(null);
    onChange(next);
  };
  return (
    <TextInput
      {...field}
      inputMode="numeric"
      autoComplete="off"
      spellCheck={false}
      maxLength={10}
      value={typed}
      error={fault ?? error}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={onKeyDown}
    />
  );
}
interface TypedFieldProps extends FieldProps {
  readonly parse: (typed: string) => string | null;
  readonly spell: (value: string) => string;
  /** @returns why a value that can be read is not taken; null where it is */
  readonly refuse?: (value: string) => string | null;
  readonly unreadable: string;
  readonly placeholder: string;
  /** What an arrow makes of a value; absent: nothing. */
  readonly step?: (value: string, by: number) => string;
}
