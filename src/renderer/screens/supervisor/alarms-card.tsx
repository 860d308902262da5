/** The last alarms of the journal: when, who, why, and what a supervisor answered. */
import { IconBell } from '@tabler/icons-react';
import type { AlarmRow } from '../../../contract/values.ts';
import card from '../../components/card.module.css';
import { useDeskState } from '../../components/desk-context.tsx';
import { Chip } from '../../components/small.tsx';
import { useText } from '../../text/use-text.ts';
import { alarmCause, alarmWord } from './alarm-words.ts';
import css from './supervisor.module.css';

export function AlarmsCard() {
  const { t } = useText();
  const alarms = useDeskState('reports', (state) => state.alarms);
  const title = t('alarms.title');
  return (
    <section className={css.card}>
      <h2>{title}</h2>
      {alarms.length === 0 ? (
        <p className={css.nothing}>{t('alarms.none')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard (WCAG 2.1.1)
        <ol className={css.alarms} aria-label={title} tabIndex={0}>
          {alarms.map((alarm) => (
            <Alarm key={alarm.seq} alarm={alarm} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Alarm({ alarm }: { readonly alarm: AlarmRow }) {
  const { t, shortDate, time } = useText();
  const { key, tone } = alarmWord(alarm.kind);
  const why = alarmCause(alarm);
  return (
    <li className={css.alarm}>
      <time dateTime={alarm.at}>
        {shortDate(alarm.at)} {time(alarm.at)}
      </time>
      <div>
        <Chip tone={tone} icon={<IconBell size={15} aria-hidden />}>
          {t(key)}
        </Chip>{' '}
        <strong>{alarm.adviserName}</strong> {alarm.byName !== null && t('alarms.by', { name: alarm.byName })}
        {why !== null && <p className={card.fine}>{t(why)}</p>}
        {alarm.words !== null && <p className={card.fine}>{t('alarms.words', { words: alarm.words })}</p>}
      </div>
    </li>
  );
}
