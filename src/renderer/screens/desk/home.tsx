/** The desk between two calls: start one, take one up again, see whether the sets can answer. */

import {
  IconAlertTriangle,
  IconCircleCheck,
  IconFileCertificate,
  IconLoader2,
  IconPhonePlus,
} from '@tabler/icons-react';
import { useLayoutEffect, useRef } from 'react';
import type { InstalledSetView } from '../../../contract/values.ts';
import { Button } from '../../components/button.tsx';
import card from '../../components/card.module.css';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { moveFocus } from '../../components/layers.ts';
import { Horizon } from '../../components/logo.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { setName, setState } from '../../components/set-name.ts';
import { Chip, EmptyState, Key } from '../../components/small.tsx';
import { StatusChip } from '../../components/words.tsx';
import { useText } from '../../text/use-text.ts';
import { CaseStatusChip } from '../journal/case-words.tsx';
import { showCallBacks } from '../journal/open-case.ts';
import header from './header.module.css';
import css from './home.module.css';

export function Home() {
  const { t } = useText();
  const { call, view } = useDesk();
  const busy = useDeskState('call', (state) => state.busy);
  const problem = useDeskState('call', (state) => state.problem);
  const packs = useDeskState('packs', (state) => state.packs);
  const loaded = useDeskState('packs', (state) => state.loaded);
  // The call that the lock interrupted; offered for as long as no other call was begun.
  const interrupted = useDeskState('session', (state) => state.app?.resumeReference ?? null);
  const pending = useDeskState('cases', (state) => state.pending);
  const resumable = pending.some((row) => row.reference === interrupted && row.status === 'open') ? interrupted : null;
  const start = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => moveFocus(start.current), []);
  return (
    <div className={css.home}>
      <div className={css.stack}>
        <section className={css.hero}>
          <h2>{t('home.title')}</h2>
          <p>{t('home.lead')}</p>
          <button
            ref={start}
            data-focus-home
            type="button"
            className={css.heroButton}
            aria-disabled={busy}
            onClick={() => void call.getState().newCall()}
          >
            <IconPhonePlus size={24} aria-hidden />
            {t('home.new-call')}
            <Key>F2</Key>
          </button>
          {resumable !== null && (
            <button
              type="button"
              className={css.heroResume}
              aria-disabled={busy}
              onClick={() => void call.getState().resume(resumable)}
            >
              {t('home.resume', { reference: resumable })}
            </button>
          )}
          <Horizon className={css.heroPicture} wide />
        </section>
        {problem !== null && <ProblemCard problem={problem} onClose={() => call.getState().dismissProblem()} />}
        <Pending />
      </div>
      <div className={css.stack}>
        <section className={css.card}>
          <h2>
            {t('home.sets')}
            <Button size="compact" data-size="compact" variant="default" onClick={() => view.getState().goTo('packs')}>
              {t('home.sets-open')}
            </Button>
          </h2>
          {loaded && packs.length === 0 ? (
            <EmptyState icon={<IconFileCertificate size={40} aria-hidden />} title={t('packs.none-title')}>
              {t('packs.none')}
            </EmptyState>
          ) : (
            packs.map((pack) => <SetLine key={pack.packId} pack={pack} />)
          )}
        </section>
        <CallKeys />
      </div>
    </div>
  );
}

function SetLine({ pack }: { readonly pack: InstalledSetView }) {
  const text = useText();
  const { t, pick } = text;
  const Icon = { ready: IconCircleCheck, checking: IconLoader2, unusable: IconAlertTriangle }[pack.state];
  return (
    <div className={css.setLine}>
      <Icon size={20} aria-hidden />
      <div>
        {pack.incidents.length === 0 && <p className={css.strongLine}>{setName(text, pack)}</p>}
        {pack.incidents.map((incident) => (
          <p key={incident.id} className={css.strongLine}>
            {pick(incident.title)} <StatusChip status={incident.status} />
          </p>
        ))}
        <p className={card.fine}>{setState(text, pack)}</p>
        {pack.stretch.belowProduction && <Chip tone="warn">{t('packs.below-production')}</Chip>}
      </div>
    </div>
  );
}

/** The keys of a call in the order in which it uses them. */
function CallKeys() {
  const { t } = useText();
  const digitKeys = useDeskState('session', (state) => state.app?.digitKeys ?? true);
  const keys = [
    ['F2', 'keys.new-call'],
    ['F3', 'keys.authenticate'],
    [t('check.enter'), 'keys.check'],
    [t('home.key-answers'), 'home.answers'],
    ...(digitKeys ? ([['1 – 4', 'keys.outcomes']] as const) : []),
    ['Ctrl P', 'keys.sheet'],
  ] as const;
  return (
    <section className={css.card}>
      <h2>{t('home.keys')}</h2>
      <ol className={css.keys}>
        {keys.map(([cap, key]) => (
          <li key={key}>
            <Key>{cap}</Key>
            {t(key)}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Pending() {
  const { t, shortDate } = useText();
  const desk = useDesk();
  const pending = useDeskState('cases', (state) => state.pending);
  return (
    <section className={css.card}>
      <h2>
        {t('home.pending')}
        <Button size="compact" data-size="compact" variant="default" onClick={() => showCallBacks(desk)}>
          {t('call-back.title')}
        </Button>
      </h2>
      {pending.length === 0 && <p className={card.fine}>{t('home.pending-none')}</p>}
      <ul className={css.pending}>
        {pending.map((row) => (
          <li key={row.reference}>
            <button type="button" onClick={() => void desk.call.getState().resume(row.reference)}>
              <span className={header.reference}>{row.reference}</span>
              <CaseStatusChip status={row.status} />
              <span className={card.fine}>
                {shortDate(row.openedAt)} · {row.adviserName} ·{' '}
                {t('cases.steps', { done: row.stepsDone, total: row.stepsTotal })}
              </span>
              <span className={card.fine}>
                {row.nextDueOn !== null && t('cases.due', { date: shortDate(row.nextDueOn) })}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
