/**
 * The band across the top of a call, read from 60 cm by icon, word and colour: a verdict, or what is known where nobody was
 * looked up. The work moves to it: it takes the focus when it comes, and is spoken at once.
 */
import { type ComponentType, type CSSProperties, type ReactNode, useLayoutEffect, useRef } from 'react';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { beginWorkAt } from '../../components/work-focus.ts';
import { useText } from '../../text/use-text.ts';
import css from './band.module.css';

export type BandIcon = ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;

export function Band({ tone, icon: Icon, heading, sub, side, again }: BandProps) {
  const { t } = useText();
  const { call, view } = useDesk();
  const closed = useDeskState('call', (state) => state.case?.status === 'closed');
  const spoken = `${heading}. ${sub}`;
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    // In the region before the focus moves: a screen reader says what it hears first, then where it is.
    view.getState().announce(spoken, { first: true, topic: 'verdict' });
    beginWorkAt(title.current);
  }, [spoken, view]);
  return (
    <section
      className={css.band}
      data-verdict={tone}
      style={{ '--band': `var(--verdict-${tone})` } as CSSProperties}
      aria-label={t('verdict.label')}
    >
      <Icon size={56} stroke={1.8} aria-hidden />
      <div>
        <h2 ref={title} tabIndex={-1}>
          {heading}
        </h2>
        <p>{sub}</p>
      </div>
      <div className={css.bandSide}>
        {side}
        {!closed && (
          <button type="button" className={css.bandButton} onClick={() => call.getState().checkAnother()}>
            {again}
          </button>
        )}
      </div>
    </section>
  );
}
interface BandProps {
  /** Names its colour, `--verdict-…`. */
  readonly tone: string;
  readonly icon: BandIcon;
  readonly heading: string;
  readonly sub: string;
  readonly side: ReactNode;
  /** Words of the button that leads to the next identifier. */
  readonly again: string;
}
