/** The verdict at one glance: icon, word, colour; then the masked identifier and the date that the data carries. */
import { IconAlertOctagon, IconCircleDashed, IconHelpHexagon, IconPlugConnectedX } from '@tabler/icons-react';
import { type ComponentType, type CSSProperties, memo, useEffect, useRef } from 'react';
import type { Verdict } from '../../../contract/values.ts';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { useText } from '../../text/use-text.ts';
import css from './call.module.css';
import { toneOf, toneTitleKeys, type VerdictTone } from './verdict-words.ts';

const icons: Readonly<Record<VerdictTone, ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>>> =
  {
    listed: IconAlertOctagon,
    claimed: IconHelpHexagon,
    absent: IconCircleDashed,
    fault: IconPlugConnectedX,
  };

/** The oldest date among the sets that took part, which is what an absence can be stated for. */
function dataDateOf(verdict: Verdict): string | null {
  const dates = verdict.sets.filter((set) => set.answer !== 'could-not-check').map((set) => set.dataAsOf);
  return dates.toSorted()[0] ?? null;
}

export const VerdictBand = memo(function VerdictBand({ verdict }: { readonly verdict: Verdict }) {
  const { t, time, date } = useText();
  const { call, view } = useDesk();
  const closed = useDeskState('call', (state) => state.case?.status === 'closed');
  const title = useRef<HTMLHeadingElement>(null);
  const tone = toneOf(verdict);
  const Icon = icons[tone];
  const dataDate = dataDateOf(verdict);
  const heading = t(toneTitleKeys[tone]);

  // The work moves to the verdict: the focus follows, and it is spoken at once.
  useEffect(() => {
    title.current?.focus();
    view.getState().announce(`${heading}. ${verdict.kind === 'not-listed' ? t('verdict.absent-caution') : ''}`, true);
  }, [heading, verdict.kind, t, view]);

  return (
    <>
      <section
        className={css.band}
        data-verdict={tone}
        style={{ '--band': `var(--verdict-${tone})` } as CSSProperties}
        aria-label={t('verdict.label')}
      >
        <Icon size={56} stroke={1.8} aria-hidden />
        <div>
          <h2 ref={title} tabIndex={-1}>
            {heading}
          </h2>
          <p>{tone === 'absent' ? t('verdict.absent-caution') : t(`verdict.${tone}-sub`)}</p>
        </div>
        <div className={css.bandSide}>
          <div>
            <span>
              <span className={css.masked}>{verdict.masked}</span> · {time(verdict.checkedAt)}
            </span>
            {dataDate !== null && <span>{t('packs.data-as-of', { date: date(dataDate) })}</span>}
          </div>
          {!closed && (
            <button type="button" className={css.bandButton} onClick={() => call.getState().checkAnother()}>
              {tone === 'fault' ? t('check.again') : t('check.another')}
            </button>
          )}
        </div>
      </section>
      <VerdictTabs />
    </>
  );
});

/** One tab per identifier of the case, when there are several. */
function VerdictTabs() {
  const { t } = useText();
  const { call } = useDesk();
  const verdicts = useDeskState('call', (state) => state.case?.verdicts);
  const shown = useDeskState('call', (state) => state.verdictIndex);
  if (verdicts === undefined || verdicts.length < 2) return null;
  return (
    <div className={css.tabs}>
      {verdicts.map((verdict, index) => {
        const tone = toneOf(verdict);
        const Icon = icons[tone];
        return (
          <button
            key={verdict.checkId}
            type="button"
            aria-pressed={index === shown}
            onClick={() => call.getState().showVerdict(index)}
          >
            <Icon size={17} aria-hidden />
            {verdict.masked} · {t(toneTitleKeys[tone])}
          </button>
        );
      })}
    </div>
  );
}
