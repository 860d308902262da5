/**
 * The `vigie` command line: finds the command, runs it, turns an error into two lines and an exit code. No stack trace
 * without `--debug`, and never the value of an argument.
 */
import { readFile } from 'node:fs/promises';
import { printableText } from '../core/bytes/misleading.ts';
import type { Argon2Cost } from '../core/crypto/argon2id.ts';
import type { ErrorCode } from '../core/error-codes.ts';
import { isVigieError, VigieError } from '../core/errors.ts';
import { parseIdentifier } from '../core/identifier/identifier.ts';
import { readArguments, unknownCommand } from './arguments.ts';
import { type Command, exitInterrupted } from './command.ts';
import { setOpenFilesAllowed } from './secret-files.ts';
import { printJson, printNote, printResult, setQuiet } from './terminal.ts';
import { type CliText, chooseLanguage, fill, reasonIn, textIn } from './text/text.ts';

/** Loaded on demand: `vigie --help` needs no native module. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  demo: async () => (await import('./commands/demo.ts')).demo,
  keygen: async () => (await import('./commands/keygen.ts')).keygen,
  look: async () => (await import('./commands/look.ts')).look,
  assess: async () => (await import('./commands/assess.ts')).assess,
  build: async () => (await import('./commands/build.ts')).build,
  merge: async () => (await import('./commands/merge.ts')).merge,
  family: async () => (await import('./commands/family.ts')).family,
  keep: async () => (await import('./commands/family.ts')).keep,
  inspect: async () => (await import('./commands/inspect.ts')).inspect,
  verify: async () => (await import('./commands/verify.ts')).verify,
  check: async () => (await import('./commands/check.ts')).check,
  notice: async () => (await import('./commands/notice.ts')).notice,
  journal: async () => (await import('./commands/journal.ts')).journal,
  guide: async () => (await import('./commands/guide.ts')).guide,
};

const exitOk = 0;
const exitUsage = 1;
const exitBadFile = 2;
const exitInputOutput = 3;

const inputOutputCodes: ReadonlySet<ErrorCode> = new Set([
  'file-not-found',
  'file-unreadable',
  'file-unwritable',
  'file-exists',
  'file-too-open',
  'disk-full',
  'read-only',
  'source-unreachable',
  'source-timeout',
  'source-refused',
  'source-certificate',
]);

/**
 * @param costs for tests alone, which make many packs: another cost of delivery passphrases than the product's
 * @returns the exit code: 0 · 1 usage · 2 verification or bad file · 3 input/output · 130 interrupted
 */
export async function runVigie(
  words: readonly string[],
  costs: { readonly slotCost?: Argon2Cost } = {},
): Promise<number> {
  const language = chooseLanguage(process.env);
  const text = textIn(language);
  const [name, ...rest] = words;
  if (name === '--version') {
    printResult(await readVersion());
    return exitOk;
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    printResult(text.help);
    return name === undefined ? exitUsage : exitOk;
  }
  const interrupt = new AbortController();
  const onInterrupt = () => interrupt.abort();
  process.once('SIGINT', onInterrupt);
  process.once('SIGTERM', onInterrupt);
  try {
    const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (load === undefined) throw unknownCommand(name, Object.keys(commands));
    if (rest.includes('--help') || rest.includes('-h')) {
      printResult(text.commandHelp[name] ?? text.help);
      return exitOk;
    }
    const command = await load();
    const given = readArguments(rest, command.options, command.positionals);
    setOpenFilesAllowed(given.flag('allow-open-files'));
    setQuiet(given.flag('quiet'));
    return await command.run(given, { text, language, signal: interrupt.signal, ...costs });
  } catch (cause) {
    // Ctrl+C ends in whatever error was nearest; the person only wants to know that it stopped.
    const error = interrupt.signal.aborted ? new VigieError('cancelled', {}, { cause }) : cause;
    reportError(error, text, { debug: rest.includes('--debug'), json: rest.includes('--json') });
    return exitCodeOf(error);
  } finally {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
  }
}

/** As package.json says, which lies beside the sources. */
async function readVersion(): Promise<string> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  return `vigie ${JSON.parse(text).version}`;
}

function reportError(error: unknown, text: CliText, wanted: { debug: boolean; json: boolean }): void {
  const known = isVigieError(error) ? error : new VigieError('internal', {}, { cause: error });
  const details = detailsToShow(known, text);
  const words = text.errors[known.code];
  if (wanted.json) printJson({ error: { code: known.code, details: known.details } });
  printNote(`error: ${fill(words.error, details).trim()}`);
  printNote(`hint: ${fill(words.hint, details)}`);
  if (!wanted.debug) return;
  const stacks = [known, ...(known.cause instanceof Error ? [known.cause] : [])].map(({ stack }) => `${stack}`);
  // The system's own messages carry paths, whose names may come from an archive.
  for (const line of stacks.join('\n').split('\n')) printNote(printableText(line));
}

/** Reasons in words, and which file it was: people give several. */
function detailsToShow(error: VigieError, text: CliText): Record<string, string | number | boolean> {
  const { reason, system, faults, nearest } = error.details;
  return {
    ...error.details,
    reason: typeof reason === 'string' ? reasonIn(text, reason) : '',
    system: typeof system === 'string' && system !== '' ? `(${system})` : '',
    faults: typeof faults === 'string' ? faultsInWords(faults, text) : '',
    path: pathOf(error.cause),
    nearest: typeof nearest === 'string' ? fill(text.labels.didYouMean, { nearest }) : '',
  };
}

/** `title.en:field-missing,id:field-value`, as a person reads it. */
function faultsInWords(faults: string, text: CliText): string {
  return faults
    .split(',')
    .map((fault) => {
      const colon = fault.lastIndexOf(':');
      return `${fault.slice(0, colon)} (${reasonIn(text, fault.slice(colon + 1))})`;
    })
    .join(', ');
}

/**
 * The path that the operating system complained of; of a file being written, the one it was to become. Nothing for an
 * identifier that someone gave where a file belongs: it would end up in a terminal's history twice.
 */
function pathOf(cause: unknown): string {
  const path = cause instanceof Error && 'path' in cause ? String(cause.path) : '';
  if (path === '' || parseIdentifier(path).kind === 'ok') return '';
  return path.replace(/\.([^/\\]+)\.[0-9a-f]{12}\.partial$/, '$1');
}

function exitCodeOf(error: unknown): number {
  if (!isVigieError(error)) return exitBadFile;
  if (error.code === 'usage') return exitUsage;
  if (error.code === 'cancelled') return exitInterrupted;
  return inputOutputCodes.has(error.code) ? exitInputOutput : exitBadFile;
}
