/** Before a check, or instead of one: the caller mentions a leak. */
import { IconNews } from '@tabler/icons-react';
import { Button } from '../../components/button.tsx';
import { useDesk } from '../../components/desk-context.tsx';
import { useText } from '../../text/use-text.ts';
import css from './ask-card.module.css';

export function AskCard() {
  const { t } = useText();
  const { view } = useDesk();
  return (
    <section className={css.askCard}>
      <IconNews size={26} stroke={1.6} aria-hidden />
      <div>
        <h2>{t('ask.title')}</h2>
        <p>{t('ask.lead')}</p>
      </div>
      <Button variant="default" onClick={() => view.getState().openDialog('ask')}>
        {t('ask.open')}
      </Button>
    </section>
  );
}
