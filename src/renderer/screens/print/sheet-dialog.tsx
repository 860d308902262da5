/**
 * What the caller is handed: preview of the sheet or of a letter, print, PDF, text for a message. It opens over the call,
 * which stays as it was.
 */
import { Loader } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCopy, IconDeviceFloppy, IconPrinter } from '@tabler/icons-react';
import { Button } from '../../components/button.tsx';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { copyText } from '../../components/small.tsx';
import { useSpoken } from '../../components/use-spoken.ts';
import type { SheetResult } from '../../state/sheet-store.ts';
import type { TextKey } from '../../text/fr.ts';
import { useText } from '../../text/use-text.ts';
import { EditionPicker, LetterPicker } from './document-picker.tsx';
import css from './sheet.module.css';
import { SheetPreview } from './sheet-preview.tsx';

const resultKeys: Readonly<Record<Exclude<SheetResult['kind'], 'saved'>, TextKey>> = {
  printed: 'sheet.printed',
  copied: 'sheet.copied',
  'not-copied': 'sheet.not-copied',
  cancelled: 'sheet.cancelled',
};

/** How a caller who is not in the room receives the sheet; the organisation has its ways, the caution is ours. */
function HandingOver() {
  const { t } = useText();
  const mailboxInDoubt = useDeskState('sheet', (state) => state.mailboxInDoubt);
  return (
    <div>
      <p className={css.label}>{t('sheet.give')}</p>
      <ul className={css.ways}>
        <li>{t('sheet.give-post')}</li>
        <li>{t('sheet.give-branch')}</li>
        <li>{t('sheet.give-channel')}</li>
      </ul>
      {mailboxInDoubt && (
        <p className={css.caution}>
          <IconAlertTriangle size={18} aria-hidden />
          <span>{t('sheet.give-caution')}</span>
        </p>
      )}
    </div>
  );
}

export function SheetDialog() {
  const { t } = useText();
  const { sheet, view } = useDesk();
  const { reference, letterId, html, busy, result, problem } = useDeskState('sheet', (state) => state);
  const message =
    result === null
      ? null
      : result.kind === 'saved'
        ? t('sheet.saved', { path: result.path })
        : t(resultKeys[result.kind]);
  useSpoken(message);
  return (
    <Dialog
      onClose={() => view.getState().closeDialog('sheet')}
      title={t('sheet.title', { reference: reference ?? '' })}
      widthPx={1060}
    >
      <div className={css.layout}>
        <div className={css.desk}>
          {html === null ? (
            problem === null && (
              <div className={css.waiting}>
                <Loader color="var(--accent)" />
                <p>{t('sheet.making')}</p>
              </div>
            )
          ) : (
            <SheetPreview html={html} title={t('sheet.preview')} />
          )}
        </div>
        <div className={css.controls}>
          <EditionPicker />
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
          {letterId === null && (
            <Button
              variant="default"
              leftSection={<IconCopy size={20} aria-hidden />}
              loading={busy === 'copying'}
              onClick={() => void sheet.getState().copyText(copyText)}
            >
              {t('sheet.copy-text')}
            </Button>
          )}
          {message !== null && (
            <p className={css.done}>
              <IconCircleCheck size={18} aria-hidden />
              <span>{message}</span>
            </p>
          )}
          {problem !== null && <ProblemCard problem={problem} />}
          <LetterPicker />
          {letterId === null && <HandingOver />}
          {letterId === null && <p className={css.fine}>{t('sheet.contents')}</p>}
        </div>
      </div>
    </Dialog>
  );
}
