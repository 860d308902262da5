/**
 * `vigie demo`: a synthetic leak as criminals sell it, its incident and a few identifiers to try. No real person: see
 * `people.ts`. The same seed gives the same bytes. Streams: a million rows take no more memory than a thousand.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { VigieError } from '../../core/errors.ts';
import { groupNir } from '../../core/identifier/identifier.ts';
import { asFileError } from '../../files/file-errors.ts';
import { type StagedFile, stageFile } from '../../files/staged-file.ts';
import { demoIncident } from './incident.ts';
import { type DemoNirForm, makePerson, nirForms, type Person, population } from './people.ts';
import { type Random, seededRandom } from './random.ts';
import {
  makeBrokenIdentifiers,
  makeIban,
  makePassword,
  makePhone,
  writeEmail,
  writeNir,
  writePhone,
} from './writings.ts';

export interface DemoLeakOptions {
  /** Distinct identifiers (NIR, e-mail and phone together) in the file, which is what a pack built from it holds. */
  readonly entries: number;
  /** Made if it is not there. Files of the same names are replaced. */
  readonly outDir: string;
  /** 1 to 2^53 − 1. */
  readonly seed?: number | undefined;
  readonly onProgress?: ((entriesDone: number, entries: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface DemoLeak {
  readonly leakPath: string;
  readonly incidentPath: string;
  readonly knownPath: string;
  /** Rows below the header. */
  readonly rows: number;
  /** Rows among them that give no identifier. */
  readonly brokenRows: number;
}

/** Identifiers to try, as a caller would say or type them. */
export interface KnownIdentifiers {
  readonly listed: readonly string[];
  readonly absent: readonly string[];
}

/** The first half of the people may be in a file; the absent ones and those of the broken rows come from the other. */
export const mostDemoEntries = population / 2;

/** The day of the sale of June 2022, from which this project comes. */
const defaultSeed = 20220623;
const header = ['NIR', 'E-mail', 'Mot de passe', 'Nom', 'Prénom', 'Téléphone', 'IBAN'];
const flushCharacters = 256 * 1024;

/**
 * Writes `leak.csv`, `incident.json` and `known.json`.
 * @throws VigieError 'usage' (entries out of range) · 'cancelled' (nothing is left behind) · 'file-unwritable' · 'read-only'
 * · 'disk-full'
 */
export async function writeDemoLeak(options: DemoLeakOptions): Promise<DemoLeak> {
  const { entries, outDir } = options;
  if (!Number.isInteger(entries) || entries < 1 || entries > mostDemoEntries) {
    throw new VigieError('usage', { option: '--entries', min: 1, max: mostDemoEntries });
  }
  await mkdir(outDir, { recursive: true }).catch((cause) => {
    throw asFileError(cause, 'write');
  });
  const [leakPath, incidentPath, knownPath] = ['leak.csv', 'incident.json', 'known.json'].map((name) =>
    join(outDir, name),
  ) as [string, string, string];
  const files: StagedFile[] = [];
  try {
    for (const path of [leakPath, incidentPath, knownPath]) files.push(await stageFile(path));
    const [leak, incident, known] = files as [StagedFile, StagedFile, StagedFile];
    const random = seededRandom(options.seed ?? defaultSeed);
    const written = await writeRows(leak, random, options);
    const absent = sayAbsent(random);
    await incident.write(0, json(demoIncident()));
    await known.write(0, json({ listed: written.listed, absent } satisfies KnownIdentifiers));
    for (const file of files) await file.commit();
    return { leakPath, incidentPath, knownPath, rows: written.rows, brokenRows: written.brokenRows };
  } finally {
    for (const file of files) await file.discard();
  }
}

interface WrittenRows {
  rows: number;
  brokenRows: number;
  listed: string[];
}

async function writeRows(file: StagedFile, random: Random, options: DemoLeakOptions): Promise<WrittenRows> {
  const { entries, onProgress, signal } = options;
  const result: WrittenRows = { rows: 0, brokenRows: 0, listed: [] };
  let text = `\ufeff${csvLine(header)}`;
  let offset = 0;
  let done = 0;
  // Numbers for fiction are few, so that people share them as a household does: at most 50,000 strings.
  const phones = new Set<string>();
  const flush = async () => {
    if (signal?.aborted) throw new VigieError('cancelled');
    const bytes = Buffer.from(text, 'utf8');
    await file.write(offset, bytes);
    offset += bytes.length;
    text = '';
    onProgress?.(done, entries);
  };
  for (let index = 0; done < entries; index++) {
    const shown = index < shownForms.length;
    const person = makePerson(index, random, shownForms[index] ?? null);
    // 65 % of the rows hold both identifiers, 25 % the NIR alone, 10 % the e-mail alone.
    const dice = shown ? 0 : random.below(100);
    const hasNir = dice < 90;
    const hasEmail = entries - done > 1 || !hasNir ? dice < 65 || !hasNir : false;
    done += Number(hasNir) + Number(hasEmail);
    const drawn = random.chance(60) ? makePhone(random) : null;
    const phone = drawn !== null && done === entries && !phones.has(drawn) ? null : drawn;
    if (phone !== null && !phones.has(phone)) {
      phones.add(phone);
      done++;
    }
    const held = { nir: hasNir, email: hasEmail, phone };
    if (shown) result.listed.push(...sayShown(person, index, hasEmail));
    text += personRow(person, held, random);
    result.rows++;
    if (random.chance(1)) {
      // Sold twice over: the same person again, with other cells filled.
      text += personRow(person, held, random);
      result.rows++;
    }
    if (random.chance(1)) {
      const spare = makePerson(population - 1 - index, random, 'mainland');
      text += csvLine([...makeBrokenIdentifiers(spare, random), '', '', '', '', '']);
      result.rows++;
      result.brokenRows++;
    }
    if (text.length > flushCharacters) await flush();
  }
  await flush();
  return result;
}

/** The first people of a file have each form in turn, so that the smallest one can show them all. */
const shownForms: readonly DemoNirForm[] = nirForms;

/** Every shown person by NIR, every other one by e-mail as well. */
function sayShown(person: Person, index: number, hasEmail: boolean): string[] {
  return hasEmail && index % 2 === 0 ? [sayNir(person), person.email] : [sayNir(person)];
}

/** Identifiers of nobody in any file: each form of number, and some e-mail addresses (those in files hold a number). */
function sayAbsent(random: Random): string[] {
  // The step is for looks: people next to each other share sex, year and month with the first ones of the file.
  const people = nirForms.map((form, i) => makePerson(mostDemoEntries + 10_007 * (i + 1), random, form));
  return [...people.map(sayNir), ...people.slice(0, 3).map(({ email }) => email.replace(/\d+@/, '@'))];
}

function sayNir({ nir, key }: Person): string {
  return groupNir(nir + (key ?? '')).join(' ');
}

interface HeldIdentifiers {
  readonly nir: boolean;
  readonly email: boolean;
  /** Ten digits; null where the row holds none. */
  readonly phone: string | null;
}

function personRow(person: Person, held: HeldIdentifiers, random: Random): string {
  return csvLine([
    held.nir ? writeNir(person, random) : '',
    held.email ? writeEmail(person, random) : '',
    random.chance(75) ? makePassword(random) : random.chance(20) ? 'NULL' : '',
    random.chance(90) ? person.lastName : '',
    random.chance(90) ? person.firstName : '',
    held.phone === null ? '' : writePhone(held.phone, random),
    random.chance(25) ? makeIban(random) : '',
  ]);
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(';')}\r\n`;
}

function json(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`, 'utf8');
}
