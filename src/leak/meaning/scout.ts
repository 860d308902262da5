/**
 * A first look at the beginning of a text, by which its columns are decided before anything is read: every so many records are kept, evenly, and
 * those with columns that hardly any other has. To keep them all, and read them afterwards, costs more than to read the beginning twice.
 */
import type { Layout, LeakRecord, RecordReader, RecordSink } from '../shapes/shape.ts';
import type { TextBlock } from '../text/block.ts';

/** Records of a layout that are kept; half of them at least, where it has as many. */
const mostKept = 1_000;
/** Of a column that few records have. */
const fewestOfColumn = 8;

interface Kept {
  records: LeakRecord[];
  /** Every so many is kept. */
  step: number;
  met: number;
  /** Records with columns that few others have. */
  readonly rare: LeakRecord[];
  /** Records that were kept, by column. */
  readonly ofColumn: number[];
}

/** @param reader of its own, which has read nothing yet · @returns records of each layout, in the order in which layouts are met */
export function scout(reader: RecordReader, blocks: readonly TextBlock[], whole: boolean): Map<Layout, LeakRecord[]> {
  const byLayout = new Map<Layout, Kept>();
  const sink: RecordSink = { record: (record) => keep(byLayout, record), outside: () => {}, fault: () => {} };
  for (const block of blocks) reader.push(block, sink);
  if (whole) reader.finish(sink);
  return new Map([...byLayout].map(([layout, { records, rare }]) => [layout, [...records, ...rare]]));
}

function keep(byLayout: Map<Layout, Kept>, record: LeakRecord): void {
  let kept = byLayout.get(record.layout);
  if (kept === undefined) {
    kept = { records: [], step: 1, met: 0, rare: [], ofColumn: [] };
    byLayout.set(record.layout, kept);
  }
  const isRare = hasRareColumn(record, kept.ofColumn);
  if (kept.met++ % kept.step === 0) {
    kept.records.push(record);
    if (kept.records.length > mostKept) {
      kept.records = kept.records.filter((_record, i) => i % 2 === 0);
      kept.step *= 2;
    }
  } else if (isRare) kept.rare.push(record);
}

function hasRareColumn({ columns }: LeakRecord, ofColumn: number[]): boolean {
  if (columns === null) return false;
  let isRare = false;
  for (const column of columns) {
    const many = ofColumn[column] ?? 0;
    if (many >= fewestOfColumn) continue;
    ofColumn[column] = many + 1;
    isRare = true;
  }
  return isRare;
}
