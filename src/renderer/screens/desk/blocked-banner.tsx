/**
 * To a supervisor, on every screen: which advisers of this workstation are stopped, and why. A robot on a stolen account looks
 * like this, and so does a busy morning: the journal says who, a person decides.
 */
import { IconHandStop } from '@tabler/icons-react';
import type { AdviserRow } from '../../../contract/values.ts';
import { useDesk, useDeskState, useNow } from '../../components/desk-context.tsx';
import { useSpoken } from '../../components/use-spoken.ts';
import { useText } from '../../text/use-text.ts';
import css from './banners.module.css';

/** @returns who is stopped at `now`, besides whoever reads it: their own stop has a banner of its own */
export function stoppedAdvisers(advisers: readonly AdviserRow[], ownId: string, nowMs: number): AdviserRow[] {
  return advisers.filter(({ adviserId, disabled, quota: { state, freeAt } }) => {
    if (disabled || adviserId === ownId || state !== 'blocked') return false;
    return freeAt === null || Date.parse(freeAt) > nowMs;
  });
}

export function BlockedBanner() {
  const { t } = useText();
  const { view, reports } = useDesk();
  const session = useDeskState('session', (state) => state.app?.session ?? null);
  const advisers = useDeskState('administration', (state) => state.advisers);
  const now = useNow(5000);
  const isSupervisor = session?.role === 'supervisor';
  const stopped = isSupervisor ? stoppedAdvisers(advisers, session.adviserId, now) : [];
  const sentences = stopped.map(({ name, quota: { reason } }) =>
    t('blocked.one', { name, reason: reason === null ? '' : t(`alarms.reason.${reason}`) }).trim(),
  );
  const sentence = sentences.join(' ');
  useSpoken(sentence === '' ? null : sentence, true);
  if (stopped.length === 0) return null;
  const show = () => {
    reports.getState().showPart('people');
    view.getState().goTo('supervisor');
  };
  return (
    <aside className={css.banner} data-tone="blocked" aria-label={t('blocked.label')}>
      <strong>
        <IconHandStop size={19} aria-hidden />
        {sentence}
      </strong>
      <button type="button" className={css.try} data-on="dark" onClick={show}>
        {t('blocked.show')}
      </button>
    </aside>
  );
}
