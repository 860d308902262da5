/**
 * A list of any length of which only the visible rows exist. Rows have one height, so that a position is an index.
 * Arrow keys, Home, End and Page keys move the active row; Enter opens it. Scrolling renders only when a row comes or
 * goes, and only the rows that came.
 */
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type ReactNode,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import css from './virtual-list.module.css';

// Rows made beyond the edges, so that a fast scroll meets drawn rows.
const overscanRows = 6;
// Rows come and go by fours: a render for each few rows, not for each.
const rowsPerBlock = 4;
// How often new rows are asked for: a bar that is dragged passes by a hundred pages that nobody stops at.
const askEveryMs = 60;

/** What the scroll position comes to. */
interface Place {
  readonly block: number;
  /** Rows are known to React by their number less this: after a jump the rows on screen are filled anew, not made anew. */
  readonly keyBase: number;
}

export function VirtualList<Item>({ count, rowHeight, label, items, renderItem, onVisible, onOpen }: ListProps<Item>) {
  const frame = useRef<HTMLDivElement>(null);
  const [{ block, keyBase }, setPlace] = useState<Place>({ block: 0, keyBase: 0 });
  const [height, setHeight] = useState(0);
  const [active, setActive] = useState(0);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const top = block * rowsPerBlock;
  const visibleRows = Math.ceil(height / rowHeight);
  const first = Math.max(0, top - overscanRows);
  const last = Math.min(count - 1, top + rowsPerBlock + visibleRows + overscanRows);
  const askedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (last < first) return;
    const wait = askedAt.current + askEveryMs - performance.now();
    const ask = () => {
      askedAt.current = performance.now();
      onVisible(first, last);
    };
    if (wait <= 0) return ask();
    // Only the rows at which the scrolling still is by then.
    const timer = setTimeout(ask, wait);
    return () => clearTimeout(timer);
  }, [first, last, onVisible]);

  const activeRow = Math.min(active, Math.max(0, count - 1));
  const moveTo = (index: number) => {
    const row = Math.min(count - 1, Math.max(0, index));
    setActive(row);
    const element = frame.current;
    if (element === null) return;
    const rowTop = row * rowHeight;
    if (rowTop < element.scrollTop) element.scrollTop = rowTop;
    else if (rowTop + rowHeight > element.scrollTop + element.clientHeight) {
      element.scrollTop = rowTop + rowHeight - element.clientHeight;
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
  const onScroll = useCallback(() => {
    const scrollTop = frame.current?.scrollTop ?? 0;
    const next = Math.floor(scrollTop / rowHeight / rowsPerBlock);
    setPlace((now) => {
      if (next === now.block) return now;
      const moved = (next - now.block) * rowsPerBlock;
      return { block: next, keyBase: Math.abs(moved) < visibleRows ? now.keyBase : now.keyBase + moved };
    });
  }, [rowHeight, visibleRows]);
  // One handler for the list: a row says which it is.
  const onClick = (event: MouseEvent) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null;
    if (row !== null) onOpen(Number(row.dataset.row));
  };

  const rows: ReactNode[] = [];
  for (let index = first; index <= last; index += 1) {
    rows.push(
      <Row
        key={index - keyBase}
        index={index}
        count={count}
        rowHeight={rowHeight}
        active={index === activeRow}
        item={items.get(index)}
        // A row knows nothing of its item's type; it hands it back to what was made for it.
        renderItem={renderItem as (item: unknown) => ReactNode}
      />,
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
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div className={css.whole} style={{ height: count * rowHeight }} role="presentation">
        {rows}
      </div>
    </div>
  );
}
interface ListProps<Item> {
  readonly count: number;
  /** Pixels. */
  readonly rowHeight: number;
  readonly label: string;
  /** By their position; a row whose item was not read yet is drawn without it. */
  readonly items: ReadonlyMap<number, Item>;
  /** Must be stable between renders, as `onVisible` must. */
  readonly renderItem: (item: Item | undefined) => ReactNode;
  /** Called with the first and last row that are drawn. */
  readonly onVisible: (first: number, last: number) => void;
  readonly onOpen: (index: number) => void;
}

const Row = memo(function Row({ index, count, rowHeight, active, item, renderItem }: RowProps) {
  return (
    <div
      id={`row-${index}`}
      data-row={index}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      aria-setsize={count}
      aria-posinset={index + 1}
      className={css.row}
      style={{ height: rowHeight, transform: `translateY(${index * rowHeight}px)` }}
    >
      {renderItem(item)}
    </div>
  );
});
interface RowProps {
  readonly index: number;
  readonly count: number;
  readonly rowHeight: number;
  readonly active: boolean;
  readonly item: unknown;
  readonly renderItem: (item: unknown) => ReactNode;
}
