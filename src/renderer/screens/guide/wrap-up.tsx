/** The end of the call: what was done, what remains, the sheet, and closing the case. */
import { IconArrowsExchange, IconPhoneOff, IconPrinter, IconUrgent } from '@tabler/icons-react';
import { useLayoutEffect, useRef } from 'react';
import { outcomeKindsBy } from '../../../contract/values.ts';
import { Button } from '../../components/button.tsx';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { Key } from '../../components/small.tsx';
import { outcomeWords } from '../../components/words.tsx';
import { moveWorkTo } from '../../components/work-focus.ts';
import { pressingSteps } from '../../state/call-store.ts';
import { useText } from '../../text/use-text.ts';
import { scriptFor } from '../check/verdict-words.ts';
import parts from './parts.module.css';
import css from './wrap-up.module.css';

export function WrapUp() {
  const text = useText();
  const { t, pick } = text;
  const { call, sheet, view } = useDesk();
  const current = useDeskState('call', (state) => state.case);
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    moveWorkTo(title.current, () => view.getState().announce(t('wrap.title'), { topic: 'step' }), true);
  }, [t, view]);
  if (current === null) return null;
  const { steps } = current.plan;
  const left = steps.filter((step) => step.outcome === null && (step.onPhone || step.urgent));
  const pressing = pressingSteps(current.plan);
  const onSheet = steps.filter((step) => step.outcome === null && step.by === 'caller' && !step.onPhone).length;
  const urgent = steps.filter((step) => step.urgent && step.outcome?.kind === 'later');
  // What only an adviser's own step can come to is counted where the plan has such steps.
  const hasOwn =
    steps.some((step) => step.by === 'adviser') ||
    current.people.some(({ outcomes }) => outcomes.requested + outcomes['no-right'] > 0);
  const own = hasOwn ? outcomeKindsBy.adviser : [];
  const kinds = [...new Set([...outcomeKindsBy.caller, ...own])];
  // To a relative it would say that somebody who died goes on being reimbursed.
  const ownNumber =
    current.about.who !== 'deceased' &&
    current.verdicts.some(
      (verdict) => verdict.kind === 'listed' && verdict.exposures.some(({ own }) => own.includes('nir')),
    );
  const mandatoryLeft = current.people.reduce((sum, person) => sum + person.mandatoryLeft, 0);
  const others = current.people.flatMap((person, index) =>
    person.id !== current.person && (person.stepsLeft > 0 || person.urgentPutOff > 0)
      ? [{ ...person, number: index + 1 }]
      : [],
  );
  const openSheet = () => {
    view.getState().openDialog('sheet');
    void sheet.getState().open(current.reference, current.person);
  };
  return (
    <div className={parts.step}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that may scroll must be reachable by keyboard */}
      <section className={parts.content} tabIndex={0} aria-label={t('wrap.title')}>
        <h2 ref={title} data-focus-home tabIndex={-1}>
          {t('wrap.title')}
        </h2>
        <p>{mandatoryLeft > 0 ? t('wrap.mandatory-left', { count: mandatoryLeft }) : t('wrap.lead')}</p>
        {urgent.length > 0 && (
          <div className={css.urgent}>
            <p>
              <IconUrgent size={18} aria-hidden />
              <strong>{t('wrap.urgent', { count: urgent.length })}</strong>
            </p>
            <ul>
              {urgent.map((step) => (
                <li key={step.id}>{pick(step.title)}</li>
              ))}
            </ul>
          </div>
        )}
        {others.length > 0 && (
          <>
            <p className={css.heading}>{t('wrap.others')}</p>
            <div className={css.leftList}>
              {others.map(({ id, number, about, stepsLeft, urgentPutOff }) => (
                <button
                  key={id}
                  type="button"
                  data-urgent={urgentPutOff > 0 || undefined}
                  onClick={() => void call.getState().showPerson(id)}
                >
                  {`${number}. ${t(`person.${about.who}`)} · ${t('wrap.person-left', { count: stepsLeft })}`}
                  {urgentPutOff > 0 && ` · ${t('wrap.urgent', { count: urgentPutOff })}`}
                </button>
              ))}
            </div>
          </>
        )}
        {onSheet > 0 && <p>{t('wrap.on-sheet', { count: onSheet })}</p>}
        <ul className={css.counts}>
          {kinds.map((kind) => {
            const Icon = outcomeWords[kind].icon;
            return (
              <li key={kind}>
                <b>{current.people.reduce((sum, { outcomes }) => sum + outcomes[kind], 0)}</b>
                <span>
                  <Icon size={15} aria-hidden /> {t(outcomeWords[kind].key)}
                </span>
              </li>
            );
          })}
        </ul>
        {left.length > 0 && (
          <>
            <p className={css.heading}>{t('wrap.left')}</p>
            <div className={css.leftList}>
              {left.map((step) => (
                <button key={step.id} type="button" onClick={() => call.getState().selectStep(step.id)}>
                  {pick(step.title)}
                </button>
              ))}
            </div>
          </>
        )}
        <div className={parts.say} style={{ marginTop: 'var(--s4)' }}>
          <p className={parts.label}>{t('guide.say')}</p>
          <blockquote>
            {pressing.length > 0 &&
              `${t('script.pressing', { steps: pressing.map((step) => pick(step.title)).join(' ; ') })} `}
            {t('script.closing', { reference: current.reference, fund: pick(current.fund) })}
            {ownNumber && ` ${scriptFor(text, 'closing-number', current.about.who)}`}
          </blockquote>
        </div>
        <div className={css.handOver}>
          <Button
            variant="default"
            leftSection={<IconArrowsExchange size={20} aria-hidden />}
            onClick={() => view.getState().openDialog('hand-over')}
          >
            {t('hand-over.export')}
          </Button>
        </div>
      </section>
      <div className={parts.recorded}>
        <Button
          leftSection={<IconPrinter size={20} aria-hidden />}
          rightSection={<Key>Ctrl P</Key>}
          onClick={openSheet}
        >
          {t('wrap.sheet')}
        </Button>
        <span className={parts.push} />
        <Button
          variant="default"
          disabled={current.status === 'closed'}
          leftSection={<IconPhoneOff size={20} aria-hidden />}
          onClick={() => view.getState().openDialog('leave-call')}
        >
          {t('wrap.end')}
        </Button>
      </div>
    </div>
  );
}
