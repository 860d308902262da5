/** Above a case: that it is closed and can be reopened; what is said to somebody who is called back; how it came here; that the guide changed under it. */
import { IconArchive, IconArrowsExchange, IconPhoneOutgoing, IconRefresh } from '@tabler/icons-react';
import type { CaseView } from '../../../contract/values.ts';
import { Button } from '../../components/button.tsx';
import card from '../../components/card.module.css';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { useSpoken } from '../../components/use-spoken.ts';
import { useText } from '../../text/use-text.ts';
import css from './case-bars.module.css';

export function ClosedBar() {
  const { t } = useText();
  const { call } = useDesk();
  const closed = useDeskState('call', (state) => state.case?.status === 'closed');
  const busy = useDeskState('call', (state) => state.busy);
  if (!closed) return null;
  return (
    <aside className={css.bar}>
      <IconArchive size={20} aria-hidden />
      <p>
        <strong>{t('case.closed')}</strong> {t('case.closed-what')}
      </p>
      <Button loading={busy} onClick={() => void call.getState().reopen()}>
        {t('case.reopen')}
      </Button>
      <Button variant="default" onClick={() => call.getState().leaveClosed()}>
        {t('case.leave')}
      </Button>
    </aside>
  );
}

/** What is said first to somebody who is called back, as promised or after a call that broke off. */
export function CallBackBar() {
  const { t } = useText();
  const kind = useDeskState('call', ({ case: current, resumed }) => {
    if (!resumed || current === null || current.status === 'closed') return null;
    // Promised to anybody of the call; who was cut off was promised nothing.
    if (current.people.some(({ outcomes }) => outcomes.later > 0)) return 'promised';
    return current.status === 'interrupted' ? 'interrupted' : null;
  });
  if (kind === null) return null;
  return (
    <aside className={css.bar} aria-label={t('call-back.say-label')}>
      <IconPhoneOutgoing size={20} aria-hidden />
      <p>
        <strong>{t('call-back.say-label')}</strong>{' '}
        {t(kind === 'promised' ? 'call-back.say' : 'call-back.say-interrupted')}
      </p>
    </aside>
  );
}

export function ArrivalBar() {
  const { t } = useText();
  const { call } = useDesk();
  const arrival = useDeskState('call', (state) => state.arrival);
  const reference = useDeskState('call', (state) => state.case?.reference ?? '');
  const words = arrival === null ? null : t(`hand-over.arrived.${arrival}`, { reference });
  useSpoken(words);
  if (words === null) return null;
  return (
    <aside className={css.bar} data-tone="ok">
      <IconArrowsExchange size={20} aria-hidden />
      <p>{words}</p>
      <Button data-size="compact" variant="default" onClick={() => call.getState().dismissArrival()}>
        {t('common.close')}
      </Button>
    </aside>
  );
}

/** The guide was updated after this case was begun, and lost steps that were done then. */
export function GuideBar() {
  const { t } = useText();
  const count = useDeskState('call', (state) => state.case?.plan.withdrawnSteps ?? 0);
  if (count === 0) return null;
  return (
    <aside className={css.bar}>
      <IconRefresh size={20} aria-hidden />
      <p>
        <strong>{t('guide.updated')}</strong> {t('guide.updated-what', { count })}
      </p>
    </aside>
  );
}

/** Where the case was before, among the facts. */
export function HandedOver({ handOver }: { readonly handOver: CaseView['handOver'] }) {
  const { t, date } = useText();
  if (handOver === null) return null;
  return (
    <p className={card.footnote}>
      {t(handOver.kind === 'file' ? 'case.handed-file' : 'case.handed-code', { date: date(handOver.at) })}
      {handOver.from !== null && ` ${t('case.handed-from')} : ${handOver.from.join(' ')}`}
    </p>
  );
}
