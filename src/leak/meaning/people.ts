/**
 * From records to people: the identifiers of a record in canonical form, each with the data classes that its own cells tell. Every
 * cell is looked into, whatever its column is called: who stands in a comment is in the leak.
 */
import {
  canonicalise,
  canonicaliseEmail,
  longestIdentifierText,
  parseEmail,
  parseNir,
  quickEmail,
  quickNir,
} from '../../core/identifier/identifier.ts';
import { type IdentifierKind, type IdentifierProblem, identifierKinds } from '../../core/vocabulary.ts';
import type { LeakRecord } from '../shapes/shape.ts';
import { type ByteText, readByteText } from '../text/block.ts';
import { alignCells } from './align.ts';
import type { LayoutBook } from './book.ts';
import { classBit } from './class-mask.ts';
import { isCheckedRpps, isFrenchPhone, isHash } from './content.ts';
import { type ColumnMeaning, type ColumnWatch, noWatch, watchChance } from './decide.ts';
import { isEmptyByteCell } from './empty.ts';
import { decodeCell } from './encoded-cell.ts';
import { findEmails, findNirs, gluedDate, mayHoldEmail, mayHoldNir } from './find-inside.ts';
import { findOthers } from './find-others.ts';
import { isKind } from './headers.ts';
import { unhidden } from './hidden-writing.ts';
import { findNamedNirs } from './named-nirs.ts';
import { type NirRepair, numericCorsica, readNirCell } from './nir-cell.ts';
import { mayHoldNotation, undoNotation, withoutLiteral } from './notation.ts';
import { plainCell } from './plain-writing.ts';
import { countShortNumber, findShortNirs, hasMonth, noShortNumbers } from './short-nirs.ts';

/** One identifier of a record. The strings may share memory with the text they were read in: keep a copy, not them. */
export interface TakenIdentifier {
  readonly kind: IdentifierKind;
  readonly canonical: string;
  /** Bit `i` is set if the cells of this person tell `dataClasses[i]`. */
  readonly classMask: number;
}

export type CellProblem = IdentifierProblem | 'no-identifier' | 'row-fields';

const nirBit = classBit('nir');
const emailBit = classBit('email');

/** An identifier as it is met: its classes are filled in once the whole row is known. */
interface Met extends TakenIdentifier {
  classMask: number;
  /** Index of the person in `#groups`; `alone` for one who is known by this cell only. */
  readonly person: number;
}
const alone = -1;

export interface PeopleOptions {
  /** Read departments 19 and 18 of a column of numbers as Corsica too. */
  readonly numericCorsica?: boolean | undefined;
}

/** What was met in all records so far. */
export interface PeopleCounts {
  records: number;
  /** Records with a fault: its first one. A record whose other identifier is good is bad and indexed all the same. */
  badRecords: number;
  /** Bad records that gave no identifier at all. */
  emptyRecords: number;
  readonly repairs: Map<NirRepair, number>;
  /** Departments 19 and 18 where no letter of Corsica was met: they may be Corsicans. */
  doubtfulCorsica: number;
  corsicanLetters: number;
  hashedIdentifiers: number;
  /** Identifiers taken, each once a record. */
  readonly taken: Record<IdentifierKind, number>;
}

export class PeopleReader {
  readonly counts: PeopleCounts = {
    records: 0,
    badRecords: 0,
    emptyRecords: 0,
    repairs: new Map(),
    doubtfulCorsica: 0,
    corsicanLetters: 0,
    hashedIdentifiers: 0,
    taken: Object.fromEntries(identifierKinds.map((kind) => [kind, 0])) as Record<IdentifierKind, number>,
  };
  /** Some cells may be made of other characters than the plain ones, or hold escapes: true from the first such block of the text on. */
  unusual = false;
  /** Some cells may hide an identifier (`hidden-writing.ts`): true from the first block on that does. */
  hides = false;
  readonly #onBad: (problem: CellProblem, record: LeakRecord) => void;
  readonly #options: PeopleOptions;
  // The record being read: fields rather than an object, since this runs for each cell of tens of millions of rows.
  #met: Met[] = [];
  readonly #groups: (string | null)[] = [null];
  /** Classes that the cells of each of `#groups` tell. */
  readonly #masks: number[] = [0];
  #problem: CellProblem | null = null;
  #filled = false;
  /** Set by each identifier, for the column's count. */
  #gave = false;
  /** True if the cell that was last observed may hold a NIR. */
  #holdsNumber = false;
  /** Of the cell's column. */
  #watch: ColumnWatch | undefined = undefined;
  /** Of cells of rows that are cut wrongly. */
  readonly #noColumn = noWatch();
  /** Cells with numbers that may be NIRs without a key: those that the record gives elsewhere are no doubt. */
  readonly #unkeyed: { readonly watch: ColumnWatch; readonly cell: ByteText }[] = [];

  constructor(options: PeopleOptions, onBad: (problem: CellProblem, record: LeakRecord) => void) {
    this.#options = options;
    this.#onBad = onBad;
  }

  /** @param book of the record's layout; counts what its columns gave. @returns its identifiers, each once; empty if there is none */
  read(record: LeakRecord, book: LayoutBook): TakenIdentifier[] {
    const { meanings, classMasks, taken: counts, columns: watched } = book;
    this.#met = [];
    if (this.#groups.length > 1) this.#groups.length = this.#masks.length = 1;
    this.#masks[0] = 0;
    this.#problem = null;
    this.#filled = false;
    const { cells, columns, persons } = record;
    if (columns === null && cells.length === meanings.length) {
      for (let i = 0; i < cells.length; i++) {
        this.#watch = watched[i]?.watch;
        this.#take(cells[i] ?? '', meanings[i], classMasks[i] ?? 0, 0);
        if (this.#gave) this.#count(counts, i);
      }
    } else {
      const at = columns ?? alignCells(cells, meanings);
      for (let i = 0; i < cells.length; i++) {
        const column = at[i] ?? -1;
        this.#watch = column < 0 ? this.#noColumn : watched[column]?.watch;
        this.#take(cells[i] ?? '', meanings[column], classMasks[column] ?? 0, persons?.[i] ?? 0);
        if (this.#gave && column >= 0) this.#count(counts, column);
      }
    }
    // A row of one empty cell is a blank line.
    if (!this.#filled && cells.length <= 1) return [];
    this.counts.records++;
    book.records++;
    const isRagged = columns === null && cells.length !== meanings.length;
    if (isRagged) book.ragged++;
    const taken = this.#people();
    const left = this.#unkeyed.length === 0 ? 0 : this.#countUnkeyed();
    // Whoever stands in a row that is cut wrongly may be in its other cells.
    if (isRagged && (left > 0 || book.cutNir !== null) && meanings.some(({ role }) => role === 'nir'))
      this.#problem = 'row-fields';
    if (taken.length === 0) {
      this.counts.emptyRecords++;
      this.#problem ??= 'no-identifier';
    }
    if (this.#problem !== null) {
      this.counts.badRecords++;
      this.#onBad(this.#problem, record);
    }
    return taken;
  }

  #count(counts: number[], column: number): void {
    this.#gave = false;
    counts[column] = (counts[column] ?? 0) + 1;
  }

  /** Counts numbers without a key that no cell of the record gave. @returns how many of them have a month */
  #countUnkeyed(): number {
    let left = 0;
    for (const { watch, cell } of this.#unkeyed) {
      let place = 0;
      findShortNirs(readByteText(cell), (canonical) => {
        const at = Math.min(place++, mostPlaces - 1);
        if (this.#met.some((met) => met.kind === 'nir' && met.canonical === canonical)) return;
        watch.short ??= noShortNumbers();
        countShortNumber(watch.short, canonical);
        watch.places[at] ??= noShortNumbers();
        countShortNumber(watch.places[at], canonical);
        if (hasMonth(canonical)) left++;
      });
    }
    this.#unkeyed.length = 0;
    return left;
  }

  /**
   * @param classMask of the cell's column
   * @param listed whom the record itself says that the cell is about; 0 for its own person
   */
  #take(written: ByteText, meaning: ColumnMeaning | undefined, classMask: number, listed: number): void {
    if (isEmptyByteCell(written)) return;
    this.#filled = true;
    const as = this.#watch?.written ?? null;
    const readable =
      as === null ? written : as === 'dated' ? written.replace(gluedDate, '') : (decodeCell(written) ?? written);
    const usual = this.unusual ? plainCell(readable) : readable;
    const cell = this.hides ? unhidden(usual) : usual;
    if (meaning === undefined) {
      this.#search(cell, alone);
      return;
    }
    if (this.#watch !== undefined) this.#watch.filled++;
    const { role, group, searched } = meaning;
    if (searched === 'excluded') {
      this.#observe(cell);
      return;
    }
    const person = group === null && listed === 0 ? 0 : this.#personOf(`${listed} ${group ?? ''}`);
    if (classMask !== 0) this.#masks[person] = (this.#masks[person] ?? 0) | classMask;
    if (searched === 'chance') this.#takeByChance(cell, person);
    else if (role === 'email') this.#takeEmail(cell, person, true);
    else if (role === 'nir') this.#takeNir(cell, person, true, meaning.doubt !== 'by-cells-alone');
    else if (isKind(role)) this.#takeOther(role, cell, person);
    else if (role === 'identifier') {
      if (cell.includes('@')) this.#takeEmail(cell, person, false);
      else this.#takeNir(cell, person, false);
    } else {
      if (role === 'hash' && meaning.doubt === 'hashed-identifiers' && isHash(readByteText(cell)))
        this.counts.hashedIdentifiers++;
      this.#search(cell, alone);
    }
  }

  #personOf(group: string): number {
    const known = this.#groups.indexOf(group);
    if (known >= 0) return known;
    this.#groups.push(group);
    this.#masks.push(0);
    return this.#groups.length - 1;
  }

  #takeEmail(cell: ByteText, person: number, expected: boolean): void {
    const quick = quickEmail(cell);
    // An apostrophe in front is a spreadsheet's, `u'` is Python's, `%3A` is a URL's, and many digits are other columns: each would pass for a
    // part of the address.
    if (typeof quick === 'string' && !quick.includes("'") && !quick.includes('%') && !beginsWithColumns(quick)) {
      this.#add('email', quick, person);
      return;
    }
    this.#takeUnusualEmail(cell, person, expected);
  }

  #takeUnusualEmail(cell: ByteText, person: number, expected: boolean): void {
    this.#observe(cell);
    const text = withoutLiteral(readByteText(cell))
      .replace(/^[\s'"]+|[\s'",;]+$/gu, '')
      .replace(nameOfCell, '')
      .replace(domainOfAccount, '');
    const isPlain = text.length <= longestIdentifierText && undoNotation(text) === text && !endsWithColumns.test(text);
    const canonical = isPlain ? canonicaliseEmail(text) : null;
    if (canonical?.includes('*')) {
      // Some of its characters were replaced before it was sold: nobody has it.
      if (findEmails(text, (one) => this.#add('email', one, person)) === 0) this.#problem ??= 'email-local';
      return;
    }
    if (canonical !== null) {
      const isGlued = beginsWithColumns(canonical);
      if (!isGlued || findEmails(text, (one) => this.#add('email', one, person)) === 0)
        this.#add('email', canonical, person);
      // `name~jean@x.fr` may be an address, or two cells that were not parted: whoever it is must be found.
      if (isGlued) findNirs(text, (one) => this.#addNir(one, null, person));
      else if (/[!#$&*=?^`{|}~]/.test(canonical)) findEmails(text, (one) => this.#add('email', one, person));
      return;
    }
    const found = findEmails(text, (one) => this.#add('email', one, person));
    const others = this.#takeNirsBeside(text, person);
    if (found + others === 0 && quickNir(cell) !== null && !text.includes('@'))
      this.#takeStrayNir(text, person, expected);
    else if (found + others === 0 && expected) this.#problem ??= firstProblem(parseEmail(text));
  }

  /** A cell of a column in which numbers of 15 digits are NIRs by chance: those alone are left, and watched. */
  #takeByChance(cell: ByteText, person: number): void {
    if (mayHoldEmail(cell)) {
      this.#takeEmail(cell, person, false);
      return;
    }
    const quick = isFifteenDigits(cell) ? quickNir(cell) : undefined;
    if (quick === undefined) this.#search(cell, alone);
    else if (this.#watch !== undefined) watchChance(this.#watch, quick !== null);
  }

  /** A number of a kind that has no reading of its own here. Anything else in its column is no fault of the row: phones are given by hand. */
  #takeOther(kind: IdentifierKind, cell: ByteText, person: number): void {
    const text = readByteText(cell);
    const canonical = canonicalise(kind, text);
    if (canonical !== null) this.#add(kind, canonical, person);
    else if (findOthers(kind, text, (one) => this.#add(kind, one, person)) === 0) this.#search(cell, alone);
  }

  /** A NIR without a key in a column of addresses is most probably one, but may be any number: it is a fault, and shown. */
  #takeStrayNir(text: string, person: number, expected: boolean): void {
    const read = readNirCell(text);
    if (read !== null && /^\D*(?:\d\D*){15}$/.test(text)) this.#addNir(read.canonical, read.repair, person);
    else if (expected) this.#problem ??= firstProblem(parseEmail(text));
  }

  /** @param named the column is one of NIRs by its header or by an analyst, and not by its cells alone */
  #takeNir(cell: ByteText, person: number, expected: boolean, named = true): void {
    const quick = quickNir(cell);
    if (typeof quick === 'string') {
      this.#addNir(quick, null, person);
      return;
    }
    const text = readByteText(cell);
    const read = readNirCell(text);
    if (read !== null) {
      this.#addNir(read.canonical, read.repair, person);
      return;
    }
    const isNumber = onlyNumber.test(text);
    if (!isNumber) this.#observe(cell);
    const emails = mayHoldEmail(text) ? findEmails(text, (one) => this.#add('email', one, person)) : 0;
    let nirs = this.#takeNirsInside(text, person);
    if (nirs === 0 && expected) nirs = this.#takeParts(text, person);
    // Beside a NIR that its key or its name tells, a number may be a time.
    if (expected && !isNumber && nirs === 0 && (named || emails === 0)) {
      findShortNirs(text, (one) => {
        nirs++;
        this.#addNir(one, null, person);
      });
    }
    if (emails + nirs > 0) return;
    // A login that is no identifier is no fault; one that tries to be a NIR and is not, is.
    if (expected || looksLikeAttempt(text)) this.#problem ??= firstProblem(parseNir(text));
  }

  /** Several numbers in a cell of a NIR column. */
  #takeParts(text: string, person: number): number {
    let count = 0;
    for (const part of text.split(/[,;|/]|\s{2,}/)) {
      const read = part === text ? null : readNirCell(part);
      if (read === null) continue;
      count++;
      this.#addNir(read.canonical, read.repair, person);
    }
    return count;
  }

  /** Identifiers in a cell of any other column. */
  #search(cell: ByteText, person: number): void {
    if (cell.length < 6) return;
    this.#observe(cell);
    if (mayHoldEmail(cell)) findEmails(readByteText(cell), (one) => this.#add('email', one, person));
    if (!this.#holdsNumber || cell.length <= nirLength) return;
    this.#takeNirsBeside(readByteText(cell), person);
  }

  /** NIRs inside a cell of a column that is not one of them. @returns how many there were */
  #takeNirsBeside(text: string, person: number): number {
    const count = this.#takeNirsInside(text, person);
    if (this.#watch !== undefined) this.#watch.nirs += count;
    return count;
  }

  /** @returns how many there were, with a key or behind a word for them */
  #takeNirsInside(text: string, person: number): number {
    const take = (one: string) => this.#addNir(one, null, person);
    return findNirs(text, take) + findNamedNirs(undoNotation(text), take);
  }

  /** Counts numbers that the column is not taken for: phones, RPPS numbers, and 13 characters that may be a NIR. */
  #observe(cell: ByteText): void {
    this.#holdsNumber = false;
    const { length } = cell;
    if (length < shortestPhone) return;
    const watch = this.#watch;
    if (length <= longestPhone && watch !== undefined) {
      const first = cell.charCodeAt(0);
      if ((first === 48 || first === 43) && isFrenchPhone(cell)) watch.phones++;
      else if (length <= longestRpps && length >= rppsLength && isCheckedRpps(cell)) watch.rpps++;
    }
    if (length < nirLength || !(mayHoldNir(cell) || (this.unusual && hidesNir(cell)))) return;
    this.#holdsNumber = true;
    if (watch !== undefined) this.#unkeyed.push({ watch, cell });
  }

  #addNir(canonical: string, repair: NirRepair | null, person: number): void {
    if (repair !== null) this.counts.repairs.set(repair, (this.counts.repairs.get(repair) ?? 0) + 1);
    const department = canonical.charCodeAt(6);
    if (department === 65 || department === 66) this.counts.corsicanLetters++;
    else if (canonical.charCodeAt(5) === 49 && (department === 57 || department === 56)) {
      this.counts.doubtfulCorsica++;
      const corsican = this.#options.numericCorsica ? numericCorsica(canonical) : null;
      if (corsican !== null) this.#add('nir', corsican, person);
    }
    this.#add('nir', canonical, person);
  }

  #add(kind: IdentifierKind, canonical: string, person: number): void {
    this.#gave = true;
    for (const met of this.#met) if (met.canonical === canonical && met.kind === kind) return;
    this.#met.push({ kind, canonical, classMask: 0, person });
  }

  /** The identifiers with their classes. A second NIR of a person is somebody else's: it has the class of its own cell alone. */
  #people(): TakenIdentifier[] {
    const met = this.#met;
    for (let i = 0; i < met.length; i++) {
      const one = met[i] as Met;
      const { kind, person } = one;
      const ownBit = kind === 'nir' ? nirBit : kind === 'email' ? emailBit : classBit(kind);
      const isOther = person === alone || (kind === 'nir' && isSecondNir(met, i));
      one.classMask = isOther ? ownBit : (this.#masks[person] ?? 0) | ownBit;
      this.counts.taken[kind]++;
    }
    return met;
  }
}

const nirLength = 13;
/** Numbers of a cell that are told apart by their order. */
const mostPlaces = 4;
/** Of French numbers: `0612345678`, `+33 (0)6 12 34 56 78`. */
const shortestPhone = 10;
const longestPhone = 24;
const rppsLength = 11;
/** `8 10 003 456 789`, `810003456789.0` */
const longestRpps = 16;
/** A number and nothing else: if it is no NIR, it is a wrong one, and no other stands inside it. */
const onlyNumber = /^[\dABab\s.\-/'’\u00a0\u202f]+$/;

/** `#jean@x.fr` was taken out of a list, and `mail=jean@x.fr` out of a form: no name begins so. */
const nameOfCell =
  /^[!#$*=?^`{|}~]+(?=[^\s@]+@)|^(?:e-?mail|mail|mel|courriel|login|user(?:name)?|identifiant|adresse|address|to|from|cc)\s?[=:]\s?(?=[^\s@=]+@)/i;

/** `DOMAINE\\nadine@x.fr` in a column of addresses is a Windows account, and no line break. */
const domainOfAccount = /^[A-Z][A-Z\d-]{1,14}\\(?=[^\s@\\]+@[^\s@\\]+$)/;

/** `185057800608491jean@x.fr`: a NIR, and more, without anything between them and the address. */
function beginsWithColumns(address: string): boolean {
  return address.charCodeAt(0) <= 57 && /^(?:\d{13}|\d*[1-8]\d{4}2[ab]\d{6})[^@]/.test(address);
}

/** Two hyphens in a domain that is no Punycode part it from what stands behind: `jean@x.fr--azerty.12`. */
const endsWithColumns = /@(?:[^@]*\.)?(?!xn--)[a-z\d-]*--/i;

/** True if a number stands there once escapes are undone. */
function hidesNir(cell: ByteText): boolean {
  return mayHoldNotation(cell) && mayHoldNir(undoNotation(cell));
}

function isFifteenDigits(cell: ByteText): boolean {
  return cell.length >= 15 && cell.length <= 30 && /^\s*\d(?:[\s.\-']?\d){14}\s*$/.test(cell);
}

function isSecondNir(met: readonly Met[], index: number): boolean {
  const { person } = met[index] as Met;
  for (let i = 0; i < index; i++) if (met[i]?.kind === 'nir' && met[i]?.person === person) return true;
  return false;
}

function firstProblem(parsed: ReturnType<typeof parseNir>): CellProblem {
  return (parsed.kind === 'invalid' ? parsed.problems[0] : undefined) ?? 'no-identifier';
}

/** Digits enough for a number of insurance, or a number that a spreadsheet rounded. */
function looksLikeAttempt(text: string): boolean {
  return /^\s*[1-478](?:[\s.-]?[\dABab]){11,16}\s*$/.test(text) || /^\s*\d[.,]\d+E\+?1[24]\s*$/i.test(text);
}
