/**
 * Limits of this workstation, for a supervisor: idle lock, retention, checks allowed, age of contacts; and the name at the
 * head of the sheet. Some are the administrator's.
 */
import { TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import card from '../../components/card.module.css';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import type { WorkstationSettings } from '../../state/administration-store.ts';
import { useText } from '../../text/use-text.ts';
import css from './settings.module.css';

const msPerMinute = 60_000;

/** The numbers shown here; whatever else the contract holds is sent back as it came. */
type LimitName =
  | 'idleLockMs'
  | 'retentionMonths'
  | 'checksPerTenMinutes'
  | 'checksPerHour'
  | 'checksPerDay'
  | 'contactMaxAgeDays';

interface Field {
  readonly name: LimitName;
  /** Bounds as shown; the contract enforces them. */
  readonly min: number;
  readonly max: number;
  /** What one shown unit is in the setting's own. */
  readonly unit: number;
}
const fields: readonly Field[] = [
  { name: 'idleLockMs', min: 1, max: 30, unit: msPerMinute },
  { name: 'retentionMonths', min: 6, max: 36, unit: 1 },
  { name: 'checksPerTenMinutes', min: 3, max: 30, unit: 1 },
  { name: 'checksPerHour', min: 6, max: 120, unit: 1 },
  { name: 'checksPerDay', min: 10, max: 480, unit: 1 },
  { name: 'contactMaxAgeDays', min: 30, max: 1095, unit: 1 },
];

export function LimitsCard() {
  const { t } = useText();
  const { administration, session, view } = useDesk();
  const settings = useDeskState('administration', (state) => state.settings);
  const busy = useDeskState('administration', (state) => state.busy);
  const [typed, setTyped] = useState<Partial<Record<LimitName, string>>>({});
  const [organisation, setOrganisation] = useState<string | null>(null);
  useEffect(() => {
    if (settings === null) return;
    setTyped({});
    setOrganisation(null);
  }, [settings]);
  if (settings === null) return null;
  const shown = ({ name, unit }: Field) => typed[name] ?? String(Math.round(settings[name] / unit));
  const isWrong = (field: Field) => {
    const value = Number(shown(field));
    return !Number.isInteger(value) || value < field.min || value > field.max;
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (fields.some(isWrong)) return;
    const { lockedByAdministrator: _, ...current } = settings;
    const next: WorkstationSettings = { ...current, organisation: organisation ?? current.organisation };
    for (const field of fields) next[field.name] = Number(shown(field)) * field.unit;
    if (!(await administration.getState().saveSettings(next))) return;
    view.getState().announce(t('limits.saved'));
    await session.getState().load();
  };
  return (
    <section className={card.card}>
      <h2>{t('limits.title')}</h2>
      <form className={card.form} onSubmit={(event) => void submit(event)}>
        {fields.map((field) => {
          const fixed = settings.lockedByAdministrator.includes(field.name);
          return (
            <TextInput
              key={field.name}
              className={css.limit ?? ''}
              label={t(`limits.${field.name}`)}
              description={fixed ? t('limits.fixed') : t('limits.range', { min: field.min, max: field.max })}
              inputMode="numeric"
              autoComplete="off"
              maxLength={4}
              disabled={fixed}
              value={shown(field)}
              error={isWrong(field) && t('limits.range', { min: field.min, max: field.max })}
              onChange={(event) => setTyped({ ...typed, [field.name]: event.currentTarget.value })}
            />
          );
        })}
        <TextInput
          label={t('limits.organisation')}
          description={t('limits.organisation-what')}
          autoComplete="off"
          maxLength={80}
          value={organisation ?? settings.organisation}
          onChange={(event) => setOrganisation(event.currentTarget.value)}
        />
        <div className={card.actionsBelow}>
          <Button type="submit" variant="default" loading={busy} disabled={fields.some(isWrong)}>
            {t('guide.record')}
          </Button>
        </div>
      </form>
    </section>
  );
}
