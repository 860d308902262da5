/** Small parts that every screen uses: key cap, chip, empty state, copy button. */
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useText } from '../text/use-text.ts';
import { useDesk } from './desk-context.tsx';
import css from './small.module.css';

/** A key cap, as printed on the keyboard. */
export function Key({ children }: { readonly children: string }) {
  return <kbd className={css.key}>{children}</kbd>;
}

export type Tone = 'neutral' | 'accent' | 'danger' | 'warn' | 'info' | 'fault' | 'ok' | 'unverified';

/** A short label. Its meaning is in the words and the icon; the tone only repeats it. */
export function Chip({ tone = 'neutral', icon, children }: ChipProps) {
  return (
    <span className={`${css.chip} ${css[tone]}`}>
      {icon}
      {children}
    </span>
  );
}
interface ChipProps {
  readonly tone?: Tone;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}

/** What a list says while there is nothing in it: why, and what to do next. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className={css.empty}>
      {icon}
      <h2>{title}</h2>
      <p>{children}</p>
      {actions !== undefined && <div className={css.emptyActions}>{actions}</div>}
    </div>
  );
}
interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** @returns false if nothing was copied. Where the clipboard permission is denied, the older way still works from a key press or a click. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    return copied;
  }
}

// Long enough to be read, short enough to be gone when the next contact is copied.
const copiedShownMs = 2500;

export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const { t } = useText();
  const { view } = useDesk();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), copiedShownMs);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    if (!(await copyText(text))) return;
    setCopied(true);
    view.getState().announce(t('common.copied'));
  };
  return (
    <button type="button" className={css.copy} onClick={() => void copy()}>
      {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
      {copied ? t('common.copied') : t('common.copy')}
      <span className="only-heard"> {what}</span>
    </button>
  );
}
