/** The sets that the next check will ask, before it is made; without any, what is missing and who provides it. */
import { Button } from '@mantine/core';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { useText } from '../../text/use-text.ts';
import css from './call.module.css';

export function InstalledSets() {
  const { t, pick, date } = useText();
  const { view } = useDesk();
  const packs = useDeskState('packs', (state) => state.packs);
  const loaded = useDeskState('packs', (state) => state.loaded);
  return (
    <section className={css.panel}>
      <h2>{t('facts.asked')}</h2>
      {loaded && packs.length === 0 && (
        <>
          <p>{t('packs.none')}</p>
          <Button variant="default" onClick={() => view.getState().goTo('packs')}>
            {t('home.sets-open')}
          </Button>
        </>
      )}
      <ul>
        {packs.map((pack) => (
          <li key={pack.packId} className={css.asking}>
            <strong>{pack.incidents.map((incident) => pick(incident.title)).join(' · ')}</strong>
            <p className={css.fine}>
              {t(`packs.state.${pack.state}`)} · {t('packs.data-as-of', { date: date(pack.dataAsOf) })}
              {pack.stretch.belowProduction && ` · ${t('packs.below-production')}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
