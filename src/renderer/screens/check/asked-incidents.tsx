/** The incidents that the caller mentions: the statement to read aloud, and what it names. Each can be taken back. */
import { IconMessageCircle2, IconNews } from '@tabler/icons-react';
import type { ToldIncidentView } from '../../../contract/values.ts';
import { AssessmentLine } from '../../components/assessment-line.tsx';
import { Button } from '../../components/button.tsx';
import card from '../../components/card.module.css';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { incidentKey, ToldBy } from '../../components/told-by.tsx';
import { ClassChip, StatusChip } from '../../components/words.tsx';
import { useText } from '../../text/use-text.ts';
import css from './asked-incidents.module.css';
import parts from './parts.module.css';

/** @param told incidents that the verdict tells of already */
export function AskedIncidents({ told }: { readonly told: readonly ToldIncidentView[] }) {
  const { t } = useText();
  const { view } = useDesk();
  const asked = useDeskState('call', (state) => state.case?.askedIncidents);
  const closed = useDeskState('call', (state) => state.case?.status === 'closed');
  return (
    <div className={css.askedIncidents}>
      {/* The one on the band first. */}
      {(asked ?? [])
        .filter((incident) => !told.some((each) => incidentKey(each) === incidentKey(incident)))
        .toReversed()
        .map((incident) => (
          <Asked key={incidentKey(incident)} incident={incident} among={[...told, ...(asked ?? [])]} closed={closed} />
        ))}
      {!closed && (
        <Button
          variant="subtle"
          data-size="compact"
          leftSection={<IconNews size={17} aria-hidden />}
          onClick={() => view.getState().openDialog('ask')}
        >
          {t(asked === undefined || asked.length === 0 ? 'ask.title' : 'ask.another')}
        </Button>
      )}
    </div>
  );
}

function Asked({ incident, among, closed }: AskedProps) {
  const { t, pick, date } = useText();
  const { call, view } = useDesk();
  const withdraw = async () => {
    if (await call.getState().askAbout(incident, false)) view.getState().announce(t('ask.withdrawn'));
  };
  return (
    <article className={parts.incident}>
      <h3>{pick(incident.title)}</h3>
      <div className={card.chips}>
        <StatusChip status={incident.status} />
        <span className={card.footnote}>{t('ask.asked')}</span>
      </div>
      <AssessmentLine incident={incident} />
      <div className={css.aloud}>
        <p className={css.aloudLabel}>
          <IconMessageCircle2 size={16} aria-hidden />
          {t('ask.read-aloud')}
        </p>
        <blockquote>{pick(incident.statement)}</blockquote>
      </div>
      <Classes
        heading={t('ask.classes-confirmed')}
        classes={[...incident.dataClasses.everyone, ...incident.dataClasses.some]}
        claimed={false}
      />
      <Classes heading={t('ask.classes-claimed')} classes={incident.dataClasses.claimed} claimed />
      <p className={card.footnote}>
        {t('facts.disclosed', { date: date(incident.disclosedOn) })} · {incident.source}
        <ToldBy incident={incident} among={among} />
      </p>
      {!closed && (
        <div>
          <Button variant="default" data-size="compact" onClick={() => void withdraw()}>
            {t('ask.withdraw')}
          </Button>
        </div>
      )}
    </article>
  );
}

interface AskedProps {
  readonly incident: ToldIncidentView;
  /** All that is told beside it. */
  readonly among: readonly ToldIncidentView[];
  readonly closed: boolean;
}

function Classes({ heading, classes, claimed }: ClassesProps) {
  if (classes.length === 0) return null;
  return (
    <>
      <h4>{heading}</h4>
      <div className={card.chips}>
        {classes.map((dataClass) => (
          <ClassChip key={dataClass} dataClass={dataClass} standing={claimed ? 'claimed' : 'own'} />
        ))}
      </div>
    </>
  );
}
interface ClassesProps {
  readonly heading: string;
  readonly classes: ToldIncidentView['dataClasses']['everyone'];
  readonly claimed: boolean;
}
