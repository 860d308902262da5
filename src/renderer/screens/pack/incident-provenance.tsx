/** One incident as a signed file tells it: title, status, source, classes, how it was verified. */
import type { IncidentView } from '../../../contract/values.ts';
import { AssessmentLine } from '../../components/assessment-line.tsx';
import card from '../../components/card.module.css';
import { ClassChip, StatusChip } from '../../components/words.tsx';
import { useText } from '../../text/use-text.ts';
import css from './packs.module.css';

export function IncidentProvenance({ incident }: { readonly incident: IncidentView }) {
  const { t, pick, date } = useText();
  return (
    <li>
      <h3>{pick(incident.title)}</h3>
      <StatusChip status={incident.status} />
      <AssessmentLine incident={incident} />
      <p className={css.fine}>
        {incident.source} · {t('facts.disclosed', { date: date(incident.disclosedOn) })}
      </p>
      <div className={card.chips}>
        {[...incident.dataClasses.everyone, ...incident.dataClasses.some].map((dataClass) => (
          <ClassChip key={dataClass} dataClass={dataClass} standing="own" />
        ))}
        {incident.dataClasses.claimed.map((dataClass) => (
          <ClassChip key={dataClass} dataClass={dataClass} standing="claimed" />
        ))}
      </div>
      {incident.verification !== null && (
        <p className={css.fine}>
          {t('offer.verified', {
            by: incident.verification.by,
            date: date(incident.verification.on),
            method: pick(incident.verification.method),
          })}
        </p>
      )}
    </li>
  );
}
