/** For whom: the people of this call, each with a plan and a sheet of its own, and the way to say who they are. */
import { IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { useText } from '../../text/use-text.ts';
import css from './person-bar.module.css';

export function PersonBar() {
  const { t } = useText();
  const { call, view } = useDesk();
  const people = useDeskState('call', (state) => state.case?.people);
  const person = useDeskState('call', (state) => state.case?.person);
  const closed = useDeskState('call', (state) => state.case?.status === 'closed');
  if (people === undefined || (closed && people.length < 2)) return null;
  return (
    <section className={css.bar} aria-label={t('person.title')}>
      <IconUsers size={18} aria-hidden />
      <span>{t('person.title')}</span>
      {people.map(({ id, about, checked, stepsDone, stepsTotal }, index) => (
        <button
          key={id}
          type="button"
          aria-pressed={id === person}
          onClick={() => {
            if (id !== person) void call.getState().showPerson(id);
            else if (!closed) view.getState().openDialog('person');
          }}
        >
          {people.length > 1 && `${index + 1}. `}
          {t(`person.${about.who}`)}
          {about.account !== 'general' && ` · ${t(`account.${about.account}`)}`}
          <small>
            {checked ? t('plan.progress', { done: stepsDone, total: stepsTotal }) : t('person.unchecked')}
            {id === person && !closed && ` · ${t('person.change')}`}
          </small>
        </button>
      ))}
      {!closed && (
        <button type="button" onClick={() => view.getState().openDialog('person-more')}>
          <IconUserPlus size={17} aria-hidden />
          {t('person.more')}
        </button>
      )}
    </section>
  );
}
