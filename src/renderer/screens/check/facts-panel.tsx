/**
 * What is known, in honest words: what to say first; per incident its status, the classes that were confirmed, and,
 * apart and drawn differently, the classes that only the seller claims; the sets that were asked and their dates.
 */
import { IconMessageCircle2 } from '@tabler/icons-react';
import { memo } from 'react';
import type { CaseView, DataClass, ExposureView, ToldIncidentView, VerdictView } from '../../../contract/values.ts';
import { AfterPaint } from '../../components/after-paint.tsx';
import { AssessmentLine } from '../../components/assessment-line.tsx';
import card from '../../components/card.module.css';
import { ProblemCard } from '../../components/problem-card.tsx';
import { incidentKey, ToldBy } from '../../components/told-by.tsx';
import { ClassChip, type ClassStanding, StatusChip } from '../../components/words.tsx';
import type { About } from '../../state/call-store.ts';
import { useText } from '../../text/use-text.ts';
import { AskedIncidents } from './asked-incidents.tsx';
import { HandedOver } from './case-bars.tsx';
import css from './facts-panel.module.css';
import parts from './parts.module.css';
import { SetList } from './set-list.tsx';
import { lookOf, scriptFor } from './verdict-words.ts';

/** More than fit on a screen. Somebody whom twenty sets list waits for the verdict, not for what has to be scrolled to. */
const shownAtOnce = 3;

export const FactsPanel = memo(function FactsPanel({ verdict, handOver, who }: FactsPanelProps) {
  const text = useText();
  const { t } = text;
  const exposures = verdict?.kind === 'listed' ? verdict.exposures : [];
  const others = exposures.slice(shownAtOnce);
  const told = exposures.map(({ incident }) => incident);
  // Two sets of one signer may tell of one incident: what each has of the person is shown.
  const keyOf = (exposure: ExposureView) => `${exposures.indexOf(exposure)} ${incidentKey(exposure.incident)}`;
  const below = (
    <>
      {others.map((exposure) => (
        <Incident key={keyOf(exposure)} exposure={exposure} among={told} />
      ))}
      {handOver !== null && (
        <>
          <Classes heading={t('facts.confirmed')} classes={handOver.confirmed} standing="own" />
          <Classes heading={t('facts.claimed')} classes={handOver.claimed} standing="claimed" />
          <HandedOver handOver={handOver} />
        </>
      )}
      <AskedIncidents told={told} />
      {verdict !== null && (
        <div className={css.asked}>
          <h3>{t('facts.sets')}</h3>
          <SetList sets={verdict.sets} meaning={verdict.meaning} />
        </div>
      )}
    </>
  );
  return (
    <>
      {verdict !== null && (
        <section className={parts.script}>
          <h2>
            <IconMessageCircle2 size={18} aria-hidden />
            {t('script.title')}
          </h2>
          <p>{scriptFor(text, lookOf(verdict).script, who)}</p>
        </section>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that may scroll must be reachable by keyboard */}
      <section className={css.facts} tabIndex={0} aria-label={t('facts.title')}>
        <h2>{t('facts.title')}</h2>
        {exposures.slice(0, shownAtOnce).map((exposure) => (
          <Incident key={keyOf(exposure)} exposure={exposure} among={told} />
        ))}
        {verdict?.kind === 'not-listed' && <Absent verdict={verdict} />}
        {verdict?.meaning === 'not-indexed' && <p>{t('facts.not-indexed')}</p>}
        {verdict?.kind === 'could-not-check' && verdict.meaning !== 'not-indexed' && (
          <ProblemCard problem={verdict.reason} lost={t('verdict.fault-sub')} />
        )}
        {others.length === 0 ? below : <AfterPaint key={verdict?.checkId}>{below}</AfterPaint>}
      </section>
    </>
  );
});

/** « Not listed », with what it is worth: of old data, or of a set that is known to lack people of its file, less. */
function Absent({ verdict: { sets } }: { readonly verdict: VerdictView }) {
  const { t, number } = useText();
  const lost = sets.reduce((sum, set) => sum + set.lost, 0);
  return (
    <>
      <p>{t('facts.absent')}</p>
      {sets.some(({ outdated }) => outdated) && <p>{t('facts.outdated')}</p>}
      {lost > 0 && <p>{t('facts.lost', { lost: number(lost) })}</p>}
    </>
  );
}

interface FactsPanelProps {
  /** Null where nobody was looked up. */
  readonly verdict: VerdictView | null;
  readonly handOver: CaseView['handOver'];
  /** Whom the verdict is about: who is on the phone may speak for another. */
  readonly who: About['who'];
}

/** Said to be exposed where they are the person’s own; drawn as unsure, under a heading that says why, where they are not. */
function Classes({ heading, classes, standing }: ClassesProps) {
  if (classes.length === 0) return null;
  return (
    <div className={css.classes}>
      <h3>{heading}</h3>
      <div className={card.chips}>
        {classes.map((dataClass) => (
          <ClassChip key={dataClass} dataClass={dataClass} standing={standing} />
        ))}
      </div>
    </div>
  );
}
interface ClassesProps {
  readonly heading: string;
  readonly classes: readonly DataClass[];
  readonly standing: ClassStanding;
}

function Incident({ exposure, among }: IncidentProps) {
  const { incident, own, tied, others, claimedInRow, claimed } = exposure;
  const { t, pick, date } = useText();
  const classNames = (classes: readonly DataClass[]) => classes.map((name) => t(`class.${name}`)).join(', ');
  return (
    <article className={parts.incident}>
      <h3>{pick(incident.title)}</h3>
      <div>
        <StatusChip status={incident.status} />
      </div>
      <AssessmentLine incident={incident} />
      <Classes heading={t('facts.confirmed')} classes={own} standing="own" />
      <Classes heading={t('facts.tied')} classes={tied} standing="tied" />
      <Classes heading={t('facts.claimed')} classes={claimedInRow} standing="claimed" />
      {others.length > 0 && <p className={card.footnote}>{t('facts.others', { classes: classNames(others) })}</p>}
      {claimed.length > 0 && (
        <p className={card.footnote}>{t('facts.claimed-of-others', { classes: classNames(claimed) })}</p>
      )}
      <details className={css.statement}>
        <summary>{t('facts.statement')}</summary>
        <p>{pick(incident.statement)}</p>
      </details>
      <p className={card.footnote}>
        {t('facts.disclosed', { date: date(incident.disclosedOn) })} · {incident.source}
        <ToldBy incident={incident} among={among} />
      </p>
    </article>
  );
}
interface IncidentProps {
  readonly exposure: ExposureView;
  /** All that the verdict tells. */
  readonly among: readonly ToldIncidentView[];
}
