/** The sets that the next check will ask, before it is made; without any, what is missing and who provides it. */

import { Button } from '../../components/button.tsx';
import card from '../../components/card.module.css';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { setName, setState } from '../../components/set-name.ts';
import { useText } from '../../text/use-text.ts';
import css from './installed-sets.module.css';
import parts from './parts.module.css';

export function InstalledSetList() {
  const text = useText();
  const { t } = text;
  const { view } = useDesk();
  const packs = useDeskState('packs', (state) => state.packs);
  const loaded = useDeskState('packs', (state) => state.loaded);
  return (
    <section className={parts.panel}>
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
            <strong>{setName(text, pack)}</strong>
            <p className={card.footnote}>
              {setState(text, pack)}
              {pack.stretch.belowProduction && ` · ${t('packs.below-production')}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
