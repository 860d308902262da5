/** `vigie guide check`: what would mislead an adviser, cannot be reached, is out of date or is set wrong in the guide. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printableText } from '../../core/bytes/misleading.ts';
import { civilDate } from '../../core/calendar.ts';
import { VigieError } from '../../core/errors.ts';
import { checkGuideFiles, type GuideFinding } from '../../core/guide/check-guide.ts';
import { defaultContactMaxAgeDays } from '../../core/guide/contacts.ts';
import { guideFileNames } from '../../core/guide/schema.ts';
import { unknownCommand } from '../arguments.ts';
import type { Command } from '../command.ts';
import { readTextFile } from '../pack-files.ts';
import { printJson, printResult } from '../terminal.ts';
import { fill } from '../text/text.ts';

const shippedGuide = fileURLToPath(new URL('../../../resources/guide', import.meta.url));

export const guide: Command = {
  options: { dir: 'text', 'max-age-days': 'text', today: 'text', json: 'flag' },
  positionals: 'some',
  async run(given, { text }) {
    const [action, extra] = given.positionals;
    if (action !== 'check') throw unknownCommand(action, ['check']);
    if (extra !== undefined) throw new VigieError('usage', { reason: 'unexpected-argument', option: '' });
    const today = given.text('today') ?? civilDate(Date.now());
    if (!/^\d{4}-\d{2}-\d{2}$/.test(today)) throw new VigieError('usage', { reason: 'bad-value', option: '--today' });
    const findings = checkGuideFiles(await readGuideFiles(given.text('dir') ?? shippedGuide), {
      today,
      maxAgeDays: given.wholeNumber('max-age-days', 1, 3650) ?? defaultContactMaxAgeDays,
    });
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    const warnings = findings.filter(({ severity }) => severity === 'warning').length;
    if (given.flag('json')) printJson({ errors, warnings, findings });
    else {
      for (const finding of findings) printResult(lineOf(finding));
      printResult(fill(text.labels.guideChecked, { errors, warnings }));
    }
    return errors === 0 ? 0 : 2;
  },
};

/** @throws VigieError 'guide-malformed' if a file is not JSON · 'file-not-found' · 'file-unreadable' */
async function readGuideFiles(dir: string): Promise<Record<string, unknown>> {
  const files: Record<string, unknown> = {};
  for (const name of guideFileNames) {
    const content = await readTextFile(join(dir, `${name}.json`));
    try {
      files[name] = JSON.parse(content);
    } catch (cause) {
      throw new VigieError('guide-malformed', { field: `${name}.json` }, { cause });
    }
  }
  return files;
}

/** The guide's own names and values come from the files that are looked at: whoever edits a guide writes them. */
function lineOf({ severity, code, path, details }: GuideFinding): string {
  const said = Object.entries(details).map(([name, value]) => `${name}=${value}`);
  return printableText([severity.padEnd(7), code.padEnd(24), path, ...said].join('  '));
}
