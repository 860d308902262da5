/**
 * A list of any length of which only the visible rows exist. Rows have one height, so that a position is an index.
 * Arrow keys, Home, End and Page keys move the active row; Enter opens it.
 */
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import css from './virtual-list.module.css';

// Rows made beyond the edges, so that a fast scroll meets drawn rows.
const overscanRows = 8;

export function VirtualList({ count, rowHeight, label, renderRow, onVisible, onOpen }: VirtualListProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const [height, setHeight] = useState(0);
  const [active, setActive] = useState(0);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - overscanRows);
  const last = Math.min(count - 1, Math.ceil((scrollTop + height) / rowHeight) + overscanRows);
  useEffect(() => {
    if (last >= first) onVisible(first, last);
  }, [first, last, onVisible]);

  const activeRow = Math.min(active, Math.max(0, count - 1));
  const moveTo = (index: number) => {
    const row = Math.min(count - 1, Math.max(0, index));
    setActive(row);
    const element = frame.current;
    if (element === null) return;
    const top = row * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowHeight > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + rowHeight - element.clientHeight;
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(height / rowHeight) - 1);
    const target: Record<string, number> = {
      ArrowDown: activeRow + 1,
      ArrowUp: activeRow - 1,
      PageDown: activeRow + page,
      PageUp: activeRow - page,
      Home: 0,
      End: count - 1,
    };
    const index = target[event.key];
    if (index !== undefined) moveTo(index);
    else if (event.key === 'Enter') onOpen(activeRow);
    else return;
    event.preventDefault();
  };

  const rows: ReactNode[] = [];
  for (let index = first; index <= last; index += 1) {
    rows.push(
      // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox handles the keys for all of its options
      <div
        key={index}
        id={`row-${index}`}
        role="option"
        tabIndex={-1}
        aria-selected={index === activeRow}
        aria-setsize={count}
        aria-posinset={index + 1}
        className={css.row}
        style={{ height: rowHeight, transform: `translateY(${index * rowHeight}px)` }}
        onClick={() => onOpen(index)}
      >
        {renderRow(index)}
      </div>,
    );
  }
  return (
    <div
      ref={frame}
      className={css.frame}
      role="listbox"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={count > 0 && activeRow >= first && activeRow <= last ? `row-${activeRow}` : undefined}
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
      onKeyDown={onKeyDown}
    >
      <div className={css.whole} style={{ height: count * rowHeight }} role="presentation">
        {rows}
      </div>
    </div>
  );
}
interface VirtualListProps {
  readonly count: number;
  /** Pixels. */
  readonly rowHeight: number;
  readonly label: string;
  readonly renderRow: (index: number) => ReactNode;
  /** Called with the first and last row that are drawn. Must be stable between renders. */
  readonly onVisible: (first: number, last: number) => void;
  readonly onOpen: (index: number) => void;
}
