/** `vigie assess`: whether a file can be what is claimed of it, measured before an adviser says a word. */
import { resolve } from 'node:path';
import { Assessment } from '../../assess/assessment.ts';
import { noClaim, parseClaim } from '../../assess/claim.ts';
import { loadCommunes } from '../../assess/communes.ts';
import type { PackOverlap } from '../../assess/findings/overlap.ts';
import { makeReport } from '../../assess/report/make-report.ts';
import type { AssessmentReport } from '../../assess/report/schema.ts';
import { assessEn } from '../../assess/text/en.ts';
import { assessFr } from '../../assess/text/fr.ts';
import { percent, wholeOrFew } from '../../assess/text/sentences.ts';
import { judge } from '../../assess/verdict.ts';
import { isVigieError, VigieError } from '../../core/errors.ts';
import { groupParts } from '../../leak/containers/parts.ts';
import type { MemberReport } from '../../leak/read-leak.ts';
import { askPacks, readPacksToAsk } from '../assess/pack-overlap.ts';
import { buildInstant } from '../build/description.ts';
import { requireFreePath } from '../build/finish.ts';
import { hashPieces } from '../build/hash-file.ts';
import { type Command, type CommandContext, exitInterrupted } from '../command.ts';
import { expandPath, type FileSettings, readingOptions, readSettings } from '../leak/inputs.ts';
import { canReadTwice, readInputs, sizeOfInputs } from '../leak/read-inputs.ts';
import { readTextFile } from '../pack-files.ts';
import { Progress, printNote, printResult } from '../terminal.ts';
import { fill, formatDuration, formatNumber } from '../text/text.ts';
import { writeNewFile } from '../write-new-file.ts';
import { keepYoungGenerationSmall } from '../young-generation.ts';

/** People looked up in each pack: an interval of ± 5 % at the widest, in some 20 seconds. */
const usualSample = 400;

export const assess: Command = {
  options: {
    ...readingOptions,
    claim: 'text',
    compare: 'many',
    reference: 'text',
    sample: 'text',
    trust: 'many',
    'slot-passphrase-file': 'many',
    out: 'text',
    json: 'text',
  },
  positionals: 'some',
  async run(given, context) {
    if (given.positionals.length === 0) throw new VigieError('usage', { reason: 'missing-argument', option: 'FILE' });
    const out = given.required('out');
    const jsonPath = given.text('json');
    // Reports are evidence: none is written over, nor one over the other.
    for (const path of jsonPath === null ? [out] : [out, jsonPath]) await requireFreePath(path);
    if (jsonPath !== null && resolve(jsonPath) === resolve(out)) {
      throw new VigieError('usage', { reason: 'bad-value', option: '--json' });
    }
    const claimPath = given.text('claim');
    const claim = claimPath === null ? noClaim : parseClaim(await readTextFile(claimPath));
    const paths = (await Promise.all(given.positionals.map(expandPath))).flat();
    const settings = await readSettings(given, await groupParts([...new Set(paths)]));
    const packs = await readPacksToAsk(given, context.text);
    const sampled = packs === null ? 0 : (given.wholeNumber('sample', 1, 100_000) ?? usualSample);
    keepYoungGenerationSmall();
    const assessment = new Assessment(loadCommunes(), sampled);
    const read = await readRows(assessment, settings, given.flag('skip-bad-files'), context);
    const people = assessment.sample.people();
    assessment.sample.clear();
    const asking = packs === null || read.interrupted ? null : packs;
    const overlaps: PackOverlap[] = [];
    let interrupted = read.interrupted;
    if (asking !== null) {
      const progress = new Progress(context.text.labels.lookingUp, (perSecond, remaining) =>
        fill(context.text.labels.rate, {
          rate: formatNumber(context.language, perSecond),
          remaining: formatDuration(remaining),
        }),
      );
      let asked = 0;
      // A reference is asked for each person's counterpart as well.
      const rounds = asking.packs.reduce((sum, { role }) => sum + (role === 'reference' ? 2 : 1), 0);
      const all = Math.max(1, people.length * rounds);
      try {
        overlaps.push(...(await askPacks(asking, people, () => progress.update(++asked / all, asked), context.signal)));
      } catch (error) {
        if (!context.signal.aborted) throw error;
        interrupted = true;
      } finally {
        progress.end();
      }
    }
    const report = makeReport(assessment.conclude(overlaps), {
      claim,
      inputs: await digestsOf(settings),
      members: read.members,
      createdOn: buildInstant().slice(0, 10),
      interrupted,
    });
    await writeReport(report, out, jsonPath, context);
    return interrupted ? exitInterrupted : 0;
  },
};

interface ReadRows {
  readonly members: readonly MemberReport[];
  readonly interrupted: boolean;
}

/** How often what is known so far is worked out anew. */
const soFarMs = 2_000;

/** Ctrl+C ends the reading, not the report. @throws VigieError what `readInputs` throws; 'cancelled' if no row was read */
async function readRows(
  assessment: Assessment,
  settings: readonly FileSettings[],
  skipBad: boolean,
  { text, language, signal }: CommandContext,
): Promise<ReadRows> {
  const totalBytes = await sizeOfInputs(settings);
  const words = language === 'en' ? assessEn : assessFr;
  let share = percent(words, 0);
  let workedOutAt = performance.now();
  const progress = new Progress(text.labels.reading, (perSecond) =>
    fill(text.labels.assessSoFar, { rate: formatNumber(language, perSecond), share }),
  );
  try {
    const inputs = await readInputs(
      settings,
      {
        onIdentifier: () => null,
        onRecord: (record, book) => assessment.observe(record, book),
        onProgress: (done) => {
          if (performance.now() - workedOutAt > soFarMs) {
            share = percent(words, judge(assessment.conclude(), noClaim).madeUp.atLeast);
            workedOutAt = performance.now();
          }
          progress.update(totalBytes > 0 ? Math.min(1, done / totalBytes) : 0, assessment.rows);
        },
      },
      signal,
      { skipBad, wantsPeople: false },
    );
    return { members: inputs.flatMap(({ members }) => members), interrupted: false };
  } catch (error) {
    const stopped = signal.aborted || (isVigieError(error) && error.code === 'cancelled');
    if (!stopped || assessment.rows === 0) throw error;
    return { members: [], interrupted: true };
  } finally {
    progress.end();
  }
}

/** Of the files as they lie on the disk; none of what can be read only once. */
async function digestsOf(settings: readonly FileSettings[]): Promise<AssessmentReport['inputs']> {
  if (!(await canReadTwice(settings))) return [];
  const digests: AssessmentReport['inputs'] = [];
  for (const { paths } of settings) {
    // After Ctrl+C too: the report says which file a part of was read.
    const { byteCount, sha256 } = await hashPieces(paths, new AbortController().signal);
    digests.push({ byteCount, sha256 });
  }
  return digests;
}

async function writeReport(
  report: AssessmentReport,
  out: string,
  jsonPath: string | null,
  { text, language }: CommandContext,
): Promise<void> {
  const words = language === 'en' ? assessEn : assessFr;
  const { reportHtml } = await import('../../assess/report/html.ts');
  await writeNewFile(out, await reportHtml(report, words), 0o600);
  if (jsonPath !== null) await writeNewFile(jsonPath, `${JSON.stringify(report, null, 2)}\n`, 0o600);
  if (report.interrupted)
    printNote(`warning: ${fill(text.labels.assessPartial, { rows: wholeOrFew(words, report.rows) })}`);
  const sentence = report.words.press[language];
  printResult(fill(text.labels.assessLevel, { level: words.levels[report.level], sentence }));
  printResult(fill(text.labels.reportWritten, { path: out }));
}
