/** Rows measured without a file: what the reader would hand over, for the thousands of files of the matrix. */
import { Assessment, type Measured } from '../../src/assess/assessment.ts';
import { loadCommunes } from '../../src/assess/communes.ts';
import type { PackOverlap } from '../../src/assess/findings/overlap.ts';
import { MeaningBook } from '../../src/leak/meaning/book.ts';
import type { Layout, LeakRecord } from '../../src/leak/shapes/shape.ts';
import { toByteText } from '../../src/leak/text/block.ts';

/** @param rows cells of each row, the header's first */
export function measureRows(rows: readonly (readonly string[])[], packs: readonly PackOverlap[] = []): Measured {
  return assessRows(rows).conclude(packs);
}

/** To be concluded from, as often as one likes. */
export function assessRows(rows: readonly (readonly string[])[]): Assessment {
  const [header = [], ...body] = rows;
  const layout: Layout = { name: '', columns: [...header], headed: true };
  const records = body.map(
    (cells, i): LeakRecord => ({
      layout,
      cells: cells.map(toByteText),
      columns: null,
      start: i,
      end: i + 1,
      line: i + 2,
    }),
  );
  const book = new MeaningBook([]);
  book.prepare(records.slice(0, 5_000));
  const assessment = new Assessment(loadCommunes());
  for (const record of records) assessment.observe(record, book.of(layout));
  return assessment;
}
