/**
 * What a person waits for, on the desks that offices have: a page that runs six times slower, half a processor, a disk that
 * takes 50 ms more to flush, twenty sets. The real application in a real browser, at the costs of production. Each cell has
 * its limit as a ratio to the good machine's of the same run; the goals are told beside it.
 */
import { spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfStale } from '../../scripts/lib/build.mjs';
import { atMost, type Figure, median, note, quantile, reported } from '../measure.ts';
import type { ColumnTimes, ColumnWork } from '../support/desk-column.ts';
import { type DeskProfiles, makeDeskProfiles } from '../support/desk-profile.ts';
import { halfProcessor, type Made, slowFlush } from '../support/slow-machine.ts';

const manySets = 20;
const pageSlowdown = 6;
const flushMs = 50;
/** More than a column asks about: nobody calls twice. */
const callers = 40;

interface Column {
  readonly name: string;
  readonly sets: 'one' | 'several';
  readonly pageSlowdown?: number;
  readonly half?: boolean;
  readonly slowFlush?: boolean;
}

const columns: readonly Column[] = [
  { name: 'good', sets: 'one' },
  { name: `${pageSlowdown}× slower page`, sets: 'one', pageSlowdown },
  { name: '½ CPU', sets: 'one', half: true },
  { name: `flush +${flushMs} ms`, sets: 'one', slowFlush: true },
  { name: `${manySets} sets`, sets: 'several' },
  { name: `${manySets} sets, ½ CPU`, sets: 'several', half: true },
];

interface Row {
  readonly name: string;
  /** What every desk should reach, whatever the machine: told, not judged. */
  readonly goal: string;
  /** In the order of the columns, as a ratio to the good machine's; the first is the good machine itself, and has none. */
  readonly limits: readonly (number | null)[];
  readonly value: (times: ColumnTimes) => number;
}

const p95 = (samples: readonly number[]) => quantile(samples, 0.95);

const rows: readonly Row[] = [
  {
    name: 'key → verdict, median',
    goal: '≤ 150',
    limits: [null, 4, 3, 3, 1.5, 4],
    value: ({ verdict }) => median(verdict),
  },
  { name: 'key → verdict, p95', goal: '≤ 300', limits: [null, 4, 4, 3, 1.5, 4], value: ({ verdict }) => p95(verdict) },
  {
    name: 'check right after unlock',
    goal: '≤ 150',
    limits: [null, 6, 3, 3, 1.5, 4],
    value: ({ firstCheck }) => median(firstCheck),
  },
  { name: 'key → next step, median', goal: '≤ 50', limits: [null, 8, 4, 6, 1.5, 4], value: ({ step }) => median(step) },
  { name: 'key → next step, p95', goal: '≤ 100', limits: [null, 8, 6, 6, 1.5, 6], value: ({ step }) => p95(step) },
  {
    name: 'unlock',
    goal: '≤ 1.2 × its Argon2id',
    limits: [null, 2, 3, 2, 1.5, 3],
    value: ({ unlock }) => median(unlock),
  },
  {
    name: 'start → unlock screen',
    goal: '≤ 1500 at ½ CPU',
    limits: [null, 3, 5, 2, 1.5, 5],
    value: ({ start }) => median(start),
  },
  {
    name: 'sheet preview',
    goal: '≤ 600',
    limits: [null, 4, 4, 2, 2, 5],
    value: ({ preview }) => median(preview),
  },
  {
    name: 'sheet as PDF (already made)',
    goal: '≤ 100',
    limits: [null, 6, 6, 8, 2, 6],
    value: ({ save }) => median(save),
  },
];

/** @returns null where the machine cannot be made slow in this way; why is told */
async function measure(
  column: Column,
  directory: string,
  profiles: DeskProfiles,
  processor: ReturnType<typeof halfProcessor>,
  flush: Made<Readonly<Record<string, string>>>,
): Promise<ColumnTimes | null> {
  for (const [needed, had] of [
    [column.half, processor],
    [column.slowFlush, flush],
  ] as const) {
    if (needed !== true || had.made !== null) continue;
    note(`${column.name}: skipped, ${had.why}`);
    return null;
  }
  // Each column starts from the same profile, and keeps what it wrote to itself.
  const profileDir = join(directory, `desk-${columns.indexOf(column)}`, 'profile');
  cpSync(profiles[column.sets], profileDir, { recursive: true });
  const work: ColumnWork = {
    profileDir,
    trustedKeysDir: profiles.trustedKeysDir,
    saveDir: join(directory, `desk-${columns.indexOf(column)}`, 'saved'),
    listed: profiles.listed,
    pageSlowdown: column.pageSlowdown ?? 1,
    starts: 2,
    callsPerStart: 4,
    stepsPerCall: 3,
  };
  const child = join(import.meta.dirname, '..', 'support', 'desk-child.ts');
  const members = column.half === true ? (processor.made?.membersFile ?? '') : '';
  return JSON.parse(
    await run([child, JSON.stringify(work), members], column.slowFlush === true ? (flush.made ?? {}) : {}),
  );
}

/** @returns what the child wrote on its standard output */
async function run(words: readonly string[], more: Readonly<Record<string, string>>): Promise<string> {
  const env = { ...process.env, ...more, TZ: 'Europe/Paris' };
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'], env });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`a column of the table ended with ${code}`);
  return said;
}

/** @param directory temporary */
export async function measureDesk(directory: string): Promise<Figure[]> {
  await buildIfStale(note);
  const profiles = await makeDeskProfiles(directory, manySets, callers);
  const processor = halfProcessor();
  const flush = slowFlush(directory, flushMs);
  const taken: (ColumnTimes | null)[] = [];
  try {
    for (const column of columns) {
      const startedAt = performance.now();
      taken.push(await measure(column, directory, profiles, processor, flush));
      note(`  ${column.name}: ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
    }
  } finally {
    processor.made?.remove();
  }
  note(table(taken));
  return figuresOf(taken);
}

function figuresOf(taken: readonly (ColumnTimes | null)[]): Figure[] {
  const [good] = taken;
  if (good == null) throw new Error('the good machine was not measured');
  return taken.flatMap((times, i) => {
    if (times === null) return [];
    const about = columns[i]?.name ?? '';
    return [
      ...rows.map(({ name, goal, limits, value }) => {
        const label = `${name}, ${about} (goal ${goal})`;
        const limit = limits[i] ?? null;
        return limit === null
          ? reported(label, value(times), 'ms')
          : atMost(label, value(times), Number((limit * value(good)).toPrecision(3)), 'ms');
      }),
      atMost(`unlock over its Argon2id, ${about}`, median(times.unlock) / median(times.argon2id), 1.2),
    ];
  });
}

/** Markdown, as docs/PERFORMANCE.md shows it. */
function table(taken: readonly (ColumnTimes | null)[]): string {
  const cells = (of: (times: ColumnTimes) => string) => taken.map((times) => (times === null ? 'skipped' : of(times)));
  const line = (words: readonly string[]) => `| ${words.join(' | ')} |`;
  const ms = (value: number) => value.toFixed(0);
  return [
    line(['ms, median', ...columns.map(({ name }) => name), 'goal everywhere']),
    line(['ms', ...columns.map(() => ''), ''].map(() => '---')),
    ...rows.map(({ name, goal, value }) => line([name, ...cells((times) => ms(value(times))), goal])),
    line([
      'its Argon2id alone · unlock over it',
      ...cells(
        ({ argon2id, unlock }) => `${ms(median(argon2id))} · ${(median(unlock) / median(argon2id)).toFixed(2)} ×`,
      ),
      '≤ 1.2 ×',
    ]),
  ].join('\n');
}
