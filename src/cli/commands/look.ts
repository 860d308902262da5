/** `vigie look`: what would be read of leaked files, before anything is built. */
import { writeFile } from 'node:fs/promises';
import { VigieError } from '../../core/errors.ts';
import { asFileError } from '../../files/file-errors.ts';
import { groupParts } from '../../leak/containers/parts.ts';
import { recipeNames, recipeOf } from '../../leak/recipe.ts';
import { lookAt } from '../../leak/report.ts';
import type { Command } from '../command.ts';
import { expandPath, type FileSettings, readingOptions, readSettings } from '../leak/inputs.ts';
import { coverageOfInputs } from '../leak/judge.ts';
import { printLook } from '../leak/print-look.ts';
import { type ReadInput, readInputs, sizeOfInputs } from '../leak/read-inputs.ts';
import { onTerminal, Progress, printJson, printResult } from '../terminal.ts';
import { fill, formatNumber } from '../text/text.ts';
import { keepYoungGenerationSmall } from '../young-generation.ts';

export const look: Command = {
  options: { ...readingOptions, json: 'flag', 'write-recipe': 'text' },
  positionals: 'some',
  async run(given, context) {
    keepYoungGenerationSmall();
    if (given.positionals.length === 0) throw new VigieError('usage', { reason: 'missing-argument', option: 'FILE' });
    const paths = (await Promise.all(given.positionals.map(expandPath))).flat();
    const settings = await readSettings(given, await groupParts([...new Set(paths)]));
    const inputs = await readAll(settings, given.flag('skip-bad-files'), context);
    if (given.flag('json')) printJson(asJson(inputs));
    else printLook(inputs, context, printResult, onTerminal());
    const recipe = given.text('write-recipe');
    if (recipe !== null) await writeRecipe(recipe, inputs, settings);
    return inputs.some(({ skipped }) => skipped !== null) ? 2 : 0;
  },
};

async function readAll(
  settings: readonly FileSettings[],
  skipBad: boolean,
  { text, language, signal }: Parameters<Command['run']>[1],
): Promise<ReadInput[]> {
  const totalBytes = await sizeOfInputs(settings);
  let identifiers = 0;
  const progress = new Progress(text.labels.reading, (perSecond) =>
    fill(text.labels.rateDone, { rate: formatNumber(language, perSecond) }),
  );
  try {
    return await readInputs(
      settings,
      {
        onIdentifier: () => {
          identifiers++;
          return null;
        },
        onProgress: (done) => progress.update(totalBytes > 0 ? Math.min(1, done / totalBytes) : 0, identifiers),
      },
      signal,
      { skipBad, wantsPeople: false },
    );
  } finally {
    progress.end();
  }
}

function asJson(inputs: readonly ReadInput[]): object {
  return {
    files: inputs.map(({ path, members, skipped }) => ({
      path,
      members: members.map(lookAt),
      skipped: skipped === null ? null : { code: skipped.code, details: skipped.details },
    })),
    coverage: coverageOfInputs(inputs),
  };
}

/** @throws VigieError 'file-exists' · 'file-unwritable' · … */
async function writeRecipe(
  path: string,
  inputs: readonly ReadInput[],
  settings: readonly FileSettings[],
): Promise<void> {
  const names = recipeNames(inputs.map((input) => input.path));
  const files = inputs.map(({ members }, i) => {
    const { wish, encoding, recipe, numericCorsica } = settings[i] ?? {};
    const earlier = recipe?.members[0];
    const said = {
      hosts: wish?.hosts ?? recipe?.hosts ?? [],
      numericCorsica: numericCorsica === true || recipe?.numericCorsica === true,
      encoding: encoding ?? earlier?.encoding ?? null,
      skipLines: wish?.skipLines ?? earlier?.skipLines ?? 0,
      header: wish?.header ?? earlier?.header ?? true,
    };
    return recipeOf(names[i] ?? '', said, members);
  });
  try {
    await writeFile(path, `${JSON.stringify({ vigieRecipe: 1, files }, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    throw asFileError(cause, 'write');
  }
}
