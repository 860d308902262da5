/** The sheet: preview, edition, print, PDF. It opens over the call, which stays as it was. */
import { Button, Loader, Modal, SegmentedControl } from '@mantine/core';
import { IconCircleCheck, IconDeviceFloppy, IconPrinter } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import type { SheetEdition } from '../../state/sheet-store.ts';
import { useText } from '../../text/use-text.ts';
import css from './sheet.module.css';
import { SheetPreview } from './sheet-preview.tsx';

const editions: readonly SheetEdition[] = ['standard', 'easy-to-read', 'english'];

export function SheetDialog() {
  const { t } = useText();
  const { sheet, view } = useDesk();
  const { reference, edition, html, busy, result, problem } = useDeskState('sheet', (state) => state);
  const message =
    result === null
      ? null
      : result.kind === 'saved'
        ? t('sheet.saved', { path: result.path })
        : t(result.kind === 'printed' ? 'sheet.printed' : 'sheet.cancelled');
  useEffect(() => {
    if (message !== null) view.getState().announce(message);
  }, [message, view]);
  return (
    <Modal
      opened
      onClose={() => view.getState().closeDialog()}
      title={t('sheet.title', { reference: reference ?? '' })}
      size={1060}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={css.layout}>
        <div className={css.desk}>
          {html === null ? (
            problem === null && (
              <div className={css.waiting}>
                <Loader color="var(--accent)" />
                <p role="status">{t('sheet.making')}</p>
              </div>
            )
          ) : (
            <SheetPreview html={html} title={t('sheet.preview')} />
          )}
        </div>
        <div className={css.controls}>
          <div>
            <p className={css.label}>{t('sheet.edition')}</p>
            <SegmentedControl
              withItemsBorders={false}
              orientation="vertical"
              fullWidth
              aria-label={t('sheet.edition')}
              value={edition}
              onChange={(value) => void sheet.getState().chooseEdition(value as SheetEdition)}
              data={editions.map((value) => ({ value, label: t(`edition.${value}`) }))}
            />
            <p className={css.fine}>{t(`edition.${edition}-what`)}</p>
          </div>
          <Button
            data-autofocus
            leftSection={<IconPrinter size={20} aria-hidden />}
            loading={busy === 'printing'}
            disabled={html === null}
            onClick={() => void sheet.getState().print()}
          >
            {t('sheet.print')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconDeviceFloppy size={20} aria-hidden />}
            loading={busy === 'saving'}
            onClick={() => void sheet.getState().save()}
          >
            {t('sheet.save')}
          </Button>
          {message !== null && (
            <p className={css.done} role="status">
              <IconCircleCheck size={18} aria-hidden />
              <span>{message}</span>
            </p>
          )}
          {problem !== null && <ProblemCard problem={problem} />}
          <p className={css.fine}>{t('sheet.contents')}</p>
        </div>
      </div>
    </Modal>
  );
}
