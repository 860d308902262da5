/**
 * What the examination of an incident's file came to. Where nobody examined the file of an incident that is only claimed, that is
 * said as well: silence would pass for knowledge.
 */
import type { IncidentView } from '../../contract/values.ts';
import { useText } from '../text/use-text.ts';
import card from './card.module.css';

export function AssessmentLine({ incident: { assessment, status } }: { readonly incident: IncidentView }) {
  const { t, date } = useText();
  if (assessment === null) return status === 'claimed' ? <p className={card.footnote}>{t('assessment.none')}</p> : null;
  const sentence = t(`assessment.${assessment.level}`, { date: date(assessment.on) });
  return (
    <p className={card.footnote}>
      {assessment.scope === 'sample' ? `${sentence} (${t('assessment.sample')})` : sentence}
    </p>
  );
}
