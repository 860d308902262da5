/**
 * The incidents that a caller can ask about, of notices and of sets, found by typing a few letters. Choosing one looks
 * nobody up; it brings the official statement and the plan of precaution.
 */
import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { AskableIncident } from '../../../contract/values.ts';
import card from '../../components/card.module.css';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { Chip } from '../../components/small.tsx';
import { incidentKey, ToldBy } from '../../components/told-by.tsx';
import { StatusChip } from '../../components/words.tsx';
import { plainText } from '../../text/plain-text.ts';
import { type Text, useText } from '../../text/use-text.ts';
import css from './ask-dialog.module.css';

export function AskDialog() {
  const text = useText();
  const { t } = text;
  const { call, notices, view } = useDesk();
  const incidents = useDeskState('notices', (state) => state.incidents);
  const registerProblem = useDeskState('notices', (state) => state.registerProblem);
  const problem = useDeskState('call', (state) => state.problem);
  const [query, setQuery] = useState('');
  useEffect(() => void notices.getState().loadIncidents(), [notices]);
  const words = plainText(query).split(/\s+/).filter(Boolean);
  const found = (incidents ?? []).filter((incident) => words.every((word) => searched(incident, text).includes(word)));
  const choose = async ({ incident, expired }: AskableIncident) => {
    if (!expired && (await call.getState().askAbout(incident, true))) view.getState().closeDialog('ask');
  };
  const first = found.find(({ expired }) => !expired);
  return (
    <Dialog onClose={() => view.getState().closeDialog('ask')} title={t('ask.dialog-title')} widthPx={640}>
      {registerProblem !== null && <ProblemCard problem={registerProblem} />}
      {problem !== null && <ProblemCard problem={problem} onClose={() => call.getState().dismissProblem()} />}
      <TextInput
        className={css.askSearch ?? ''}
        data-autofocus
        aria-label={t('ask.search')}
        placeholder={t('ask.search')}
        leftSection={<IconSearch size={18} aria-hidden />}
        autoComplete="off"
        maxLength={80}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && first !== undefined) void choose(first);
        }}
      />
      {incidents !== null && found.length === 0 && (
        <p className={css.askNone}>{t(incidents.length === 0 ? 'ask.none' : 'ask.none-found')}</p>
      )}
      <ul className={css.askList}>
        {found.map((askable) => (
          <li key={incidentKey(askable.incident)}>
            <button type="button" aria-disabled={askable.expired} onClick={() => void choose(askable)}>
              <strong>{text.pick(askable.incident.title)}</strong>
              <span className={card.chips}>
                <StatusChip status={askable.incident.status} />
                {askable.expired && <Chip tone="warn">{t('ask.expired')}</Chip>}
              </span>
              <span className={card.footnote}>
                {t('facts.disclosed', { date: text.date(askable.incident.disclosedOn) })} ·{' '}
                {t('ask.as-of', { issuer: askable.issuer, date: text.date(askable.asOf) })}
                <ToldBy incident={askable.incident} among={(incidents ?? []).map(({ incident }) => incident)} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** What a caller remembers of an incident: its name, where it was read, when. */
function searched({ incident }: AskableIncident, { pick, date, t }: Text): string {
  const { title, source, disclosedOn, occurredOn, status } = incident;
  const dates = [disclosedOn, occurredOn].filter((day) => day !== null).map(date);
  return plainText([pick(title), source, ...dates, t(`status.${status}`)].join(' '));
}
