/** All steps of the plan at the side, in its order, each with its state and urgency; choosing one puts it in the middle. */
import { IconCircle, IconFlagCheck } from '@tabler/icons-react';
import { memo, useEffect, useRef } from 'react';
import type { StepView } from '../../../contract/values.ts';
import card from '../../components/card.module.css';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { outcomeWords, urgencyWords } from '../../components/words.tsx';
import { useText } from '../../text/use-text.ts';
import parts from './parts.module.css';
import css from './plan-panel.module.css';

export const PlanPanel = memo(function PlanPanel() {
  const { t } = useText();
  const { call } = useDesk();
  const steps = useDeskState('call', (state) => state.case?.plan.steps);
  const stepId = useDeskState('call', (state) => state.stepId);
  const triaging = useDeskState('call', (state) => state.triaging);
  const current = triaging ? undefined : stepId;
  if (steps === undefined) return null;
  const phone = steps.filter((step) => step.onPhone);
  const sheet = steps.filter((step) => !step.onPhone);
  const settled = phone.filter((step) => step.outcome !== null).length;
  return (
    <section className={css.plan} aria-label={t('plan.title')}>
      <div className={parts.panelHead}>
        <h2>{t('plan.title')}</h2>
        <span className={card.footnote}>{t('plan.progress', { done: settled, total: phone.length })}</span>
      </div>
      <div className={css.bar} aria-hidden="true">
        <div style={{ transform: `scaleX(${phone.length === 0 ? 0 : settled / phone.length})` }} />
      </div>
      <div className={css.planList}>
        <ul>
          {phone.map((step) => (
            <li key={step.id}>
              <StepLine step={step} current={step.id === current} />
            </li>
          ))}
        </ul>
        <button
          type="button"
          aria-current={current === null ? 'step' : undefined}
          onClick={() => call.getState().selectStep(null)}
        >
          <IconFlagCheck size={20} aria-hidden />
          {t('wrap.title')}
        </button>
        {sheet.length > 0 && (
          <>
            <h3>{t('plan.on-sheet', { count: sheet.length })}</h3>
            <ul>
              {sheet.map((step) => (
                <li key={step.id}>
                  <StepLine step={step} current={step.id === current} />
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  );
});

const StepLine = memo(function StepLine({ step, current }: { readonly step: StepView; readonly current: boolean }) {
  const { t, pick } = useText();
  const { call } = useDesk();
  const line = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const list = line.current?.closest(`.${css.planList}`);
    if (!current || line.current === null || !(list instanceof HTMLElement)) return;
    // Inside the list only: on a small window the page must stay with the step itself.
    const above = line.current.offsetTop - list.scrollTop;
    const below = above + line.current.offsetHeight - list.clientHeight;
    if (above < 0) list.scrollTop += above;
    else if (below > 0) list.scrollTop += below;
  }, [current]);
  const word = step.outcome === null ? null : outcomeWords[step.outcome.kind];
  const Icon = word?.icon ?? IconCircle;
  const urgency = urgencyWords[step.urgency];
  const Urgency = urgency.icon;
  return (
    <button
      ref={line}
      type="button"
      aria-current={current ? 'step' : undefined}
      data-settled={word !== null || undefined}
      onClick={() => call.getState().selectStep(step.id)}
    >
      <Icon size={20} aria-hidden />
      <span>
        {step.by === 'adviser' && <span className={css.own}>{t('guide.own')} · </span>}
        {pick(step.title)}
        {!step.mandatory && <span className={css.optional}> · {t('guide.optional')}</span>}
        <span className="only-heard">
          {' '}
          · {t(urgency.key)} · {t(word === null ? 'plan.to-do' : word.key)}
        </span>
      </span>
      <span className={css.urgency} data-urgency={step.urgency} title={t(urgency.key)}>
        <Urgency size={17} aria-hidden />
      </span>
    </button>
  );
});
