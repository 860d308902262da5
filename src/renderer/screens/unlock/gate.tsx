/** The frame of the screens before anything is open: the lookout's picture on one side, one form on the other. */
import type { ReactNode } from 'react';
import { useDeskState } from '../../components/desk-context.tsx';
import { Horizon, Mark } from '../../components/logo.tsx';
import { useText } from '../../text/use-text.ts';
import css from './gate.module.css';
import { LanguageSwitch } from './language-switch.tsx';

export function Gate({ title, lead, children }: GateProps) {
  const { t } = useText();
  const app = useDeskState('session', (state) => state.app);
  return (
    <div className={css.gate}>
      <aside className={css.picture}>
        <div className={css.brand}>
          <Mark size={44} />
          <span>Vigie</span>
        </div>
        <p className={css.tagline}>{t('gate.tagline')}</p>
        <ul className={css.promises}>
          <li>{t('gate.promise-1')}</li>
          <li>{t('gate.promise-2')}</li>
          <li>{t('gate.promise-3')}</li>
        </ul>
        <Horizon className={css.horizon} />
      </aside>
      <main className={css.side}>
        <div className={css.top}>
          <LanguageSwitch />
        </div>
        <div className={css.form}>
          <h1>{title}</h1>
          <p className={css.lead}>{lead}</p>
          {children}
        </div>
        <p className={css.foot}>
          {app !== null && t('gate.version', { version: app.version })}
          {' · '}
          {app !== null && app.keystore !== null ? t('gate.keystore', { name: app.keystore }) : t('gate.no-keystore')}
        </p>
      </main>
    </div>
  );
}
interface GateProps {
  readonly title: string;
  readonly lead: ReactNode;
  readonly children: ReactNode;
}
