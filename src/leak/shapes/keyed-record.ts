/** Records whose lines each say what they hold (`EMAIL:a@x.fr`, `PID-13`), gathered line by line; their columns grow while they are read. */
import type { ByteText } from '../text/block.ts';
import { type Layout, longestRecordBytes, type RecordSink } from './shape.ts';

interface Open {
  readonly start: number;
  readonly line: number;
  end: number;
  readonly cells: ByteText[];
  readonly columns: number[];
  readonly persons: number[];
}

export class KeyedRecords {
  readonly #layout: Layout = { name: '', columns: [], headed: true };
  readonly #columnOf = new Map<string, number>();
  #open: Open | null = null;

  get isOpen(): boolean {
    return this.#open !== null;
  }

  open(start: number, end: number, line: number): void {
    this.#open = { start, end, line, cells: [], columns: [], persons: [] };
  }

  /** @param person 0 for the record's own, else a number for each of those beside. Nothing if no record is open. */
  add(name: string, cell: ByteText, person = 0): void {
    if (this.#open === null || cell === '') return;
    let column = this.#columnOf.get(name);
    if (column === undefined) {
      column = this.#layout.columns.push(name) - 1;
      this.#columnOf.set(name, column);
    }
    this.#open.cells.push(cell);
    this.#open.columns.push(column);
    this.#open.persons.push(person);
  }

  /** The record at hand reaches up to there. */
  extend(end: number): void {
    if (this.#open !== null) this.#open.end = end;
  }

  /** Hands out the record at hand, if there is one. */
  close(sink: RecordSink): void {
    const open = this.#open;
    this.#open = null;
    if (open === null) return;
    const { start, end, line, cells, columns, persons } = open;
    if (end - start > longestRecordBytes) sink.fault('row-too-long', start, end, line);
    else if (cells.length === 0) sink.outside(start, end, 'structure');
    else {
      const several = persons.some((person) => person !== 0);
      sink.record({ layout: this.#layout, cells, columns, persons: several ? persons : null, start, end, line });
    }
  }
}
