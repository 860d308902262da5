/**
 * The current step, large: what the adviser says, what the caller does, what is never asked, whom to contact, what to
 * write down; and its outcome by one key. « Later » asks for a date, « not applicable » for a reason.
 */
import { TextInput } from '@mantine/core';
import { IconBan, IconMessageCircle2, IconUserCheck } from '@tabler/icons-react';
import { type FormEvent, type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { outcomeKindsBy, type StepOutcome, type StepView } from '../../../contract/values.ts';
import { Button } from '../../components/button.tsx';
import { DayField, TimeField } from '../../components/day-field.tsx';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { moveFocus } from '../../components/layers.ts';
import { Chip, Key } from '../../components/small.tsx';
import { Why } from '../../components/why.tsx';
import { OutcomeChip, outcomeWords, UrgencyChip } from '../../components/words.tsx';
import { moveWorkTo } from '../../components/work-focus.ts';
import { calendarDateIn } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { BesideStep } from './beside-step.tsx';
import { ContactCard } from './contact-card.tsx';
import { outcomeRequest } from './outcome-request.ts';
import parts from './parts.module.css';
import css from './step-card.module.css';

// A call back « in a few days » unless the adviser changes it; what is urgent is put off to the same day.
const defaultLaterDays = 3;

export function StepCard({ step }: { readonly step: StepView }) {
  const { t, pick } = useText();
  const { call, clock, view } = useDesk();
  const title = useRef<HTMLHeadingElement>(null);
  const fields = useRef<HTMLDivElement>(null);
  const [evidence, setEvidence] = useState<Readonly<Record<string, string>>>(step.outcome?.evidence ?? {});
  const [asking, setAsking] = useState<'later' | 'not-applicable' | null>(null);
  const heading = pick(step.title);
  const duration = (minutes: number) =>
    minutes < 1 ? t('guide.seconds', { seconds: minutes * 60 }) : t('guide.minutes', { minutes });
  const { id, by } = step;

  // The step is on screen because the work moved to it: the focus comes to its title, which says it. At the first one the
  // verdict keeps the focus, and the step is said after it.
  useLayoutEffect(() => {
    const say = () => view.getState().announce(t('guide.step-now', { title: heading }), { topic: 'step' });
    moveWorkTo(title.current, say, true);
  }, [heading, t, view]);

  const record = useCallback(
    (kind: StepOutcome['kind'], dueOn: string | null = null, reason: string | null = null) => {
      // What cannot be read stays where it was typed, and is not recorded without a word.
      const wrong = fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? null;
      if (wrong !== null) {
        wrong.focus();
        view.getState().announce(t('guide.evidence-wrong'), { urgent: true });
        return;
      }
      const filled = Object.fromEntries(Object.entries(evidence).filter(([, value]) => value.trim() !== ''));
      void call.getState().recordOutcome(id, { kind, dueOn, reason, evidence: filled });
    },
    [call, evidence, id, t, view],
  );
  const closed = useDeskState('call', (state) => state.case?.status === 'closed');
  const digitKeys = useDeskState('session', (state) => state.app?.digitKeys ?? true);
  // Of a closed case nothing is written.
  const settled = step.outcome !== null || closed;
  const choose = useCallback(
    (kind: StepOutcome['kind']) => {
      if (kind === 'later' || kind === 'not-applicable') setAsking(kind);
      else record(kind);
    },
    [record],
  );
  useEffect(
    () =>
      outcomeRequest.listen(({ index, by: asker }) => {
        const kind = outcomeKindsBy[by][index];
        // While the day or the reason is asked for, a digit belongs to the form, wherever the focus is; a command that was chosen
        // by its name is meant.
        if (kind !== undefined && !settled && (asking === null || asker === 'name')) choose(kind);
      }),
    [asking, by, choose, settled],
  );

  const leaveField = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !(event.target instanceof HTMLInputElement)) return;
    setAsking(null);
    title.current?.focus();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape leaves whichever field inside has the focus
    <div className={parts.step} onKeyDown={leaveField}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that may scroll must be reachable by keyboard */}
      <section className={parts.content} tabIndex={0} aria-label={t('guide.step')}>
        <div className={css.meta}>
          <UrgencyChip urgency={step.urgency} />
          {by === 'adviser' && <Chip tone="info">{t('guide.own')}</Chip>}
          <Chip tone={step.mandatory ? 'accent' : 'neutral'}>
            {t(step.mandatory ? 'guide.mandatory' : 'guide.optional')}
          </Chip>
          {by === 'caller' && <span>{step.onPhone ? duration(step.minutes) : t('guide.on-sheet')}</span>}
        </div>
        <h2 ref={title} data-focus-home tabIndex={-1}>
          {heading}
        </h2>
        <div className={parts.say}>
          <p className={parts.label}>
            <IconMessageCircle2 size={16} aria-hidden />
            {t('guide.say')}
          </p>
          <blockquote>{pick(step.say)}</blockquote>
        </div>
        <div className={css.does}>
          <p className={parts.label}>
            <IconUserCheck size={16} aria-hidden />
            {t(by === 'adviser' ? 'guide.you-do' : 'guide.caller-does')}
          </p>
          <p>{pick(step.callerDoes)}</p>
        </div>
        {step.neverAsk !== null && (
          <p className={css.never}>
            <IconBan size={18} aria-hidden />
            <strong>{pick(step.neverAsk)}</strong>
          </p>
        )}
        {step.contacts.length > 0 && (
          <div className={css.contacts}>
            {step.contacts.map((contact) => (
              <ContactCard key={contact.id} contact={contact} />
            ))}
          </div>
        )}
        {step.evidence.length > 0 && <Why because="why.evidence" />}
        <BesideStep stepId={step.id} />
      </section>
      {step.evidence.length > 0 && (
        // Beside the keys that record it: what is written down on the phone is never under a fold.
        <div ref={fields} className={css.evidence} data-evidence>
          {step.evidence.map(({ id: fieldId, kind, label, short }) => (
            <EvidenceField
              key={fieldId}
              kind={kind}
              label={pick(short)}
              aria-label={pick(label)}
              disabled={settled}
              value={evidence[fieldId] ?? ''}
              onChange={(value) => setEvidence((now) => ({ ...now, [fieldId]: value }))}
            />
          ))}
        </div>
      )}
      {step.outcome !== null ? (
        <Recorded step={step} outcome={step.outcome} />
      ) : closed ? null : asking !== null ? (
        <OutcomeForm
          kind={asking}
          today={new Date(clock())}
          urgent={step.urgent}
          onCancel={() => setAsking(null)}
          onRecord={(dueOn, reason) => record(asking, dueOn, reason)}
        />
      ) : (
        <div className={css.outcomes}>
          {outcomeKindsBy[by].map((kind, index) => (
            <button key={kind} type="button" data-kind={kind} onClick={() => choose(kind)}>
              {digitKeys && <Key>{String(index + 1)}</Key>}
              {t(outcomeWords[kind].key)}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function EvidenceField({ kind, value, onChange, ...field }: EvidenceFieldProps) {
  if (kind === 'date') return <DayField {...field} value={value} onChange={onChange} />;
  if (kind === 'time') return <TimeField {...field} value={value} onChange={onChange} />;
  return (
    <TextInput
      {...field}
      autoComplete="off"
      maxLength={120}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
interface EvidenceFieldProps {
  readonly kind: StepView['evidence'][number]['kind'];
  readonly label: string;
  /** The whole name, to who does not see the step around the field. */
  readonly 'aria-label': string;
  readonly disabled: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Recorded({ step, outcome }: { readonly step: StepView; readonly outcome: StepOutcome }) {
  const { t, time, date } = useText();
  const { call } = useDesk();
  const closed = useDeskState('call', (state) => state.case?.status === 'closed');
  return (
    <div className={parts.recorded}>
      <OutcomeChip kind={outcome.kind} />
      <span>
        {t('guide.recorded-at', { time: time(outcome.at) })}
        {outcome.dueOn !== null && ` · ${t('guide.due-on', { date: date(outcome.dueOn) })}`}
        {outcome.reason !== null && ` · ${outcome.reason}`}
      </span>
      <span className={parts.push} />
      {!closed && (
        <Button variant="default" onClick={() => void call.getState().undoOutcome(step.id)}>
          {t('guide.undo')}
        </Button>
      )}
      <Button onClick={() => call.getState().nextStep()}>{t('guide.next')}</Button>
    </div>
  );
}

function OutcomeForm({ kind, today, urgent, onCancel, onRecord }: OutcomeFormProps) {
  const { t } = useText();
  const [value, setValue] = useState(kind === 'later' ? calendarDateIn(urgent ? 0 : defaultLaterDays, today) : '');
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => moveFocus(field.current), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (value === '') return field.current?.focus();
    if (kind === 'later') onRecord(value, null);
    else onRecord(null, value);
  };
  return (
    <form className={css.form} onSubmit={submit}>
      {kind === 'later' ? (
        <DayField
          ref={field}
          label={t(urgent ? 'guide.later-urgent' : 'guide.later-date')}
          min={calendarDateIn(0, today)}
          {...(urgent ? { max: calendarDateIn(0, today) } : {})}
          value={value}
          onChange={setValue}
        />
      ) : (
        <TextInput
          ref={field}
          label={t('guide.reason')}
          placeholder={t('guide.reason-example')}
          autoComplete="off"
          maxLength={200}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      )}
      {kind === 'not-applicable' && <Why because="why.reason" />}
      <Button variant="default" onClick={onCancel}>
        {t('common.cancel')}
      </Button>
      <Button type="submit">{t('guide.record')}</Button>
    </form>
  );
}
interface OutcomeFormProps {
  readonly kind: 'later' | 'not-applicable';
  readonly today: Date;
  /** Put off to the end of the call, or to the same day, and no later. */
  readonly urgent: boolean;
  readonly onCancel: () => void;
  readonly onRecord: (dueOn: string | null, reason: string | null) => void;
}
