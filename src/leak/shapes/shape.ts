/**
 * Shapes (the leak's third step): from decoded text to records. Each shape is one file of this folder with the one interface below,
 * and one line in `all.ts`. A shape knows how text is laid out and nothing of what a cell means: it never drops a cell because
 * it holds no identifier.
 */
import type { ByteText, TextBlock } from '../text/block.ts';

/** The columns that the cells of a record stand in. Two tables of a file, or a header that changes, are two layouts. */
export interface Layout {
  /** Table, sheet or resource; empty where the file names none. */
  readonly name: string;
  /**
   * Header words, or paths such as `contrat.beneficiaires.nir` (a list's items share one path); empty strings where the file has no
   * header. A reader of keyed records may append while it reads, and never changes what stands there.
   */
  readonly columns: string[];
  /** True if `columns` come from the file; false where cells are told apart by position alone. */
  readonly headed: boolean;
}

/** One row, object, block or resource: what holds one person, or a person and those beside. */
export interface LeakRecord {
  readonly layout: Layout;
  /** Contents of the cells: quotes, escapes and entities undone. Strings may share memory with a block's text. */
  readonly cells: readonly ByteText[];
  /** `columns[i]`: index in the layout of cell `i`. Null where cell `i` stands in column `i` (there may be more or fewer of them). */
  readonly columns: readonly number[] | null;
  /** `persons[i]`: whom cell `i` is about, where the record itself tells several people apart (items of a list); else null or absent. */
  readonly persons?: readonly number[] | null;
  /** Place in the decoded text: `[start, end)`, line end included. Records are in order and never overlap. */
  readonly start: number;
  readonly end: number;
  /** Of its first line, from 1. */
  readonly line: number;
}

/**
 * Why text belongs to no record: `skipped` and `other-host` by the analyst's word. Identifiers in it are counted under that reason; in
 * text of which a reader says nothing, and where they are more than a banner has, they are *lost*.
 */
export const outsideReasons = ['header', 'banner', 'footer', 'comment', 'skipped', 'other-host', 'structure'] as const;
export type OutsideReason = (typeof outsideReasons)[number];

/** Why text that should have been a record is none. Identifiers in it are lost. */
export const recordFaults = ['row-too-long', 'json-malformed', 'record-malformed', 'row-fields'] as const;
export type RecordFault = (typeof recordFaults)[number];

export interface RecordSink {
  record(record: LeakRecord): void;
  /** Text `[start, end)` that holds no record by its nature. */
  outside(start: number, end: number, reason: OutsideReason): void;
  /** Text `[start, end)` that could not be read as a record. */
  fault(fault: RecordFault, start: number, end: number, line: number): void;
}

/** Reads a text once, from its beginning. Carries over what a block leaves unfinished, up to `longestRecordBytes`. */
export interface RecordReader {
  push(block: TextBlock, sink: RecordSink): void;
  /** There is no more text. */
  finish(sink: RecordSink): void;
}

/** A longer record is refused by name (`row-too-long`); a line of many records is not a record. */
export const longestRecordBytes = 16 * 1024 * 1024;

/** The beginning of a text, by which shapes are recognised. */
export interface TextSample {
  /** The first megabyte, or all. Its last line may be cut. */
  readonly text: ByteText;
  /** True if that is the whole text. */
  readonly whole: boolean;
  /** What the analyst or the container says; shapes follow it. */
  readonly wish: ShapeWish;
}

/** What is known beforehand: from `--delimiter`, `--skip-lines`, `--host`, a recipe, or the container. */
export interface ShapeWish {
  readonly shape?: string | undefined;
  readonly separator?: string | undefined;
  readonly skipLines?: number | undefined;
  /** False: no line is a header. */
  readonly header?: boolean | undefined;
  /** Columns that were named by hand, by header word or by position: the header may hold no word that is known. */
  readonly names?: readonly string[] | undefined;
  /** Sites that the incident is about, lower case; a URL's host is one of them if it ends with it at a dot. */
  readonly hosts?: readonly string[] | undefined;
}

/** What a shape understood. Everything but `start` is shown by `vigie look` and kept in recipes: no cell's content. */
export interface Recognised {
  readonly shape: string;
  /**
   * 0 … 1: share of the sample's text (by bytes) that this shape explains. A magic word at its beginning (`BEGIN:VCARD`, `MSH|`) is
   * 0.95 or more, a mere regularity never above 0.9. The highest wins, the earlier in `all.ts` among equals.
   */
  readonly confidence: number;
  /** As written in the report, e.g. `;` or `\\x01`; null where the shape has none. */
  readonly separator: string | null;
  /** Line of the header, from 1; null where there is none. */
  readonly headerLine: number | null;
  /** A new reader, for the text from its beginning. */
  start(): RecordReader;
}

export interface Shape {
  /** As in reports, recipes and `docs/leaks.md`: `table`, `json`. */
  readonly name: string;
  recognise(sample: TextSample): Recognised | null;
}
