/** A dialog above everything else. It has the focus from the frame that draws it, and gives it back when it goes. */
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useText } from '../text/use-text.ts';
import css from './dialog.module.css';
import { openLayer } from './layers.ts';

/** To be rendered for as long as it is open. The focus goes to its `[data-autofocus]`, else to the dialog itself. */
export function Dialog({ title, widthPx, onClose, children }: DialogProps) {
  const { t } = useText();
  const titleId = useId();
  const cover = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useLayoutEffect(() => {
    if (cover.current !== null) return openLayer(cover.current, () => close.current());
  }, []);
  return createPortal(
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape does the same, see layers.ts
    <div
      ref={cover}
      className={css.cover}
      onMouseDown={(event) => {
        // The click that closes begins outside: one that began in a field, to select its text, may end there.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose();
      }}
    >
      <section
        className={css.dialog}
        style={{ flexBasis: `${widthPx / 16}rem` }}
        role="dialog"
        aria-modal="true"
        aria-labelledby={titleId}
        tabIndex={-1}
      >
        <div className={css.head}>
          <h2 id={titleId}>{title}</h2>
          <button type="button" className={css.close} aria-label={t('common.close')} onClick={onClose}>
            <IconX size={22} stroke={1.8} aria-hidden />
          </button>
        </div>
        <div className={css.body}>{children}</div>
      </section>
    </div>,
    document.body,
  );
}
interface DialogProps {
  readonly title: string;
  readonly widthPx: number;
  readonly onClose: () => void;
  readonly children: ReactNode;
}
