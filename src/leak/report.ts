/**
 * What was understood of a file, as plain data for `vigie look`, for the head of a build and for the manifest: header words, shares,
 * lines and counts, never a cell.
 */
import { type Coverage, coverageReasons } from '../core/pack/coverage.ts';
import type { IdentifierKind } from '../core/vocabulary.ts';
import { type ExplainedReason, scannedKinds, type Tally } from './account.ts';
import { doubtsOf, type LayoutBook } from './meaning/book.ts';
import type { CellCounts } from './meaning/content.ts';
import { type Doubt, stoppingDoubts, unkeyedIn } from './meaning/decide.ts';
import type { ColumnRole } from './meaning/headers.ts';
import type { NirRepair } from './meaning/nir-cell.ts';
import type { LeakProblem, MemberReport } from './read-leak.ts';

export interface ColumnReport {
  /** From 1. */
  readonly position: number;
  /** Header word or path; empty where there is none. */
  readonly header: string;
  readonly role: ColumnRole | null;
  /** Whose: null for the row's own person. */
  readonly of: string | null;
  readonly searched: 'searched' | 'chance' | 'excluded';
  readonly doubt: Doubt | null;
  /** Whether that doubt stops a build. */
  readonly stops: boolean;
  /** 0 … 1, of the sample's cells, empty ones included. */
  readonly filled: number;
  /** 0 … 1, of the filled ones. */
  readonly nir: number;
  readonly email: number;
  readonly phone: number;
  readonly hash: number;
  /** Cells of the whole file that gave an identifier. */
  readonly taken: number;
  /** Numbers of 13 characters in the whole file that look like NIRs and were not taken; 0 where they look like other numbers. */
  readonly unkeyed: number;
}

export interface TableReport {
  readonly name: string;
  readonly records: number;
  /** Records with another number of cells than there are columns. */
  readonly ragged: number;
  readonly columns: readonly ColumnReport[];
}

export interface MemberLook {
  readonly name: string;
  readonly containers: readonly string[];
  readonly encodings: readonly string[];
  readonly lineEnds: readonly string[];
  readonly nulBytes: number;
  readonly shape: string;
  readonly separator: string | null;
  /** From 1; null where there is none. */
  readonly headerLine: number | null;
  readonly records: number;
  readonly badRecords: number;
  readonly emptyRecords: number;
  readonly tables: readonly TableReport[];
  readonly bad: Readonly<Partial<Record<LeakProblem, { count: number; lines: readonly number[] }>>>;
  readonly repairs: Readonly<Partial<Record<NirRepair, number>>>;
  /** NIRs of Corrèze and Cher where no letter of Corsica was met. */
  readonly doubtfulCorsica: number;
  readonly hashedIdentifiers: number;
  /** Identifiers of every kind that were taken; 0 where the member gives nobody. */
  readonly taken: number;
  /** The same by kind; of NIRs, those without a key too, which the scan does not see one by one. */
  readonly takenOf: Readonly<Record<IdentifierKind, number>>;
  readonly seen: Tally;
  readonly indexed: Tally;
  readonly explained: Readonly<Partial<Record<ExplainedReason, Tally>>>;
  readonly lost: Readonly<Record<string, Tally & { lines: readonly number[] }>>;
}

export function lookAt(member: MemberReport): MemberLook {
  const { text, shape, people, account, badByReason, book } = member;
  const { counts } = people;
  const doubts = doubtsOf(book.layouts);
  return {
    name: member.name,
    containers: member.containers,
    encodings: text.encodings.size === 0 ? ['utf-8'] : [...text.encodings],
    lineEnds: [...text.lineEnds],
    nulBytes: text.nuls,
    shape: shape.shape,
    separator: shape.separator,
    headerLine: shape.headerLine,
    records: counts.records,
    badRecords: counts.badRecords,
    emptyRecords: counts.emptyRecords,
    tables: book.layouts.map((layout) => tableReport(layout, doubts)),
    bad: Object.fromEntries(badByReason),
    repairs: Object.fromEntries(counts.repairs),
    doubtfulCorsica: counts.corsicanLetters > 0 ? 0 : counts.doubtfulCorsica,
    hashedIdentifiers: counts.hashedIdentifiers,
    taken: Object.values(counts.taken).reduce((sum, many) => sum + many, 0),
    takenOf: counts.taken,
    seen: account.seen,
    indexed: account.matched,
    explained: Object.fromEntries(account.explained),
    lost: Object.fromEntries([...account.lost].map(([reason, { count, lines }]) => [reason, { ...count, lines }])),
  };
}

function tableReport(
  { layout, columns, taken, records, ragged }: LayoutBook,
  doubts: ReturnType<typeof doubtsOf>,
): TableReport {
  return {
    name: layout.name,
    records,
    ragged,
    columns: columns.map((column, i) => {
      const { header, counts, cells, meaning } = column;
      const { role, group, searched } = meaning;
      const doubt = doubts.get(column) ?? null;
      return {
        position: i + 1,
        header,
        role,
        of: group,
        searched,
        doubt,
        stops: doubt !== null && stoppingDoubts.has(doubt),
        filled: cells === 0 ? 0 : counts.filled / cells,
        ...shares(counts),
        taken: taken[i] ?? 0,
        unkeyed: unkeyedIn(column.watch, false, 1),
      };
    }),
  };
}

function shares(counts: CellCounts): Pick<ColumnReport, 'nir' | 'email' | 'phone' | 'hash'> {
  const of = (many: number) => (counts.filled === 0 ? 0 : many / counts.filled);
  return {
    nir: of(counts.keyedNirs + counts.shortNirs + counts.nirsInside),
    email: of(counts.emails + counts.emailsInside),
    phone: of(counts.phones),
    hash: of(counts.hashes),
  };
}

const coverageReasonOf: Readonly<Record<ExplainedReason, Coverage[number]['explained'][number]['reason']>> = {
  header: 'outside-records',
  banner: 'outside-records',
  footer: 'outside-records',
  comment: 'outside-records',
  skipped: 'outside-records',
  structure: 'outside-records',
  'other-host': 'other-host',
  'excluded-column': 'excluded-column',
  'chance-column': 'by-chance',
  repeated: 'repeated-in-record',
};

/**
 * The coverage of a pack made of these members. Identifiers that the reader took where the scan could not know them (13 characters
 * without a key, repaired ones) count as seen and indexed; broken ones as seen, under their reason.
 */
export function coverageOf(members: readonly MemberReport[]): Coverage {
  return scannedKinds.flatMap((kind) => {
    const explained = new Map<(typeof coverageReasons)[number], number>();
    const explain = (reason: (typeof coverageReasons)[number], many: number) => {
      if (many > 0) explained.set(reason, (explained.get(reason) ?? 0) + many);
    };
    let indexed = 0;
    let lost = 0;
    for (const { account, people, badByReason, book } of members) {
      indexed += people.counts.taken[kind];
      lost += account.lostTally()[kind];
      for (const [reason, tally] of account.explained) explain(coverageReasonOf[reason], tally[kind]);
      if (kind === 'nir') {
        explain('wrong-key', badByReason.get('nir-key-wrong')?.count ?? 0);
        explain('rounded', badByReason.get('nir-scientific')?.count ?? 0);
        for (const { columns } of book.layouts)
          for (const column of columns)
            if (column.meaning.searched === 'excluded') explain('excluded-column', unkeyedIn(column.watch, false, 1));
      } else explain('hashed', people.counts.hashedIdentifiers);
    }
    const reasons = coverageReasons.flatMap((reason) => {
      const count = explained.get(reason) ?? 0;
      return count === 0 ? [] : [{ reason, count }];
    });
    const seen = indexed + lost + reasons.reduce((sum, { count }) => sum + count, 0);
    return seen === 0 ? [] : [{ kind, seen, indexed, lost, explained: reasons }];
  });
}
