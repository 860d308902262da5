/** Command-line options as typed values; whatever does not fit is `usage`, naming the option and never its value. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { VigieError } from '../core/errors.ts';
import { nearestWord } from './nearest-word.ts';

export interface Arguments {
  readonly positionals: readonly string[];
  /** @returns null if the option was not given */
  text(name: string): string | null;
  /** @throws VigieError 'usage' if the option was not given */
  required(name: string): string;
  all(name: string): string[];
  flag(name: string): boolean;
  /** @returns null if the option was not given. @throws VigieError 'usage' if it is not a whole number within bounds */
  wholeNumber(name: string, least: number, most: number): number | null;
}

export type OptionTable = Readonly<Record<string, 'text' | 'many' | 'flag'>>;

/** @throws VigieError 'usage' */
export function readArguments(words: readonly string[], table: OptionTable, positionals: 'none' | 'some'): Arguments {
  const options: NonNullable<ParseArgsConfig['options']> = { help: { type: 'boolean' } };
  for (const [name, kind] of Object.entries({ ...table, debug: 'flag', quiet: 'flag', 'allow-open-files': 'flag' })) {
    options[name] = { type: kind === 'flag' ? 'boolean' : 'string', multiple: kind !== 'flag' };
  }
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch {
    // No cause: what parseArgs says quotes the command line.
    throw misreadOption(words, options);
  }
  for (const [name, kind] of Object.entries(table)) {
    const given = parsed.values[name];
    // The earlier value would be dropped without a word.
    if (kind === 'text' && Array.isArray(given) && given.length > 1) {
      throw new VigieError('usage', { reason: 'repeated-option', option: `--${name}` });
    }
  }
  if (positionals === 'none' && parsed.positionals.length > 0) {
    throw new VigieError('usage', { reason: 'unexpected-argument', option: '' });
  }
  const value = (name: string) => parsed.values[name];
  const list = (name: string): string[] => {
    const given = value(name);
    return Array.isArray(given) ? given.map(String) : [];
  };
  const text = (name: string): string | null => {
    const [given] = list(name);
    return given ?? null;
  };
  return {
    positionals: parsed.positionals,
    text,
    required(name) {
      const given = text(name);
      if (given === null || given === '')
        throw new VigieError('usage', { reason: 'missing-option', option: `--${name}` });
      return given;
    },
    all: list,
    flag: (name) => value(name) === true,
    wholeNumber(name, least, most) {
      const given = text(name);
      if (given === null) return null;
      const number = Number(given);
      if (!/^\d+$/.test(given) || number < least || number > most) {
        throw new VigieError('usage', { reason: 'bad-value', option: `--${name}` });
      }
      return number;
    },
  };
}

/** Which option could not be read, and why. What does not look like an option's name is not repeated. */
function misreadOption(words: readonly string[], options: NonNullable<ParseArgsConfig['options']>): VigieError {
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '--') break;
    if (!word.startsWith('-') || word === '-') continue;
    const option = /^--[a-z][a-z-]*/.exec(word)?.[0] ?? '';
    const known = Object.hasOwn(options, option.slice(2)) ? options[option.slice(2)] : undefined;
    if (known === undefined) {
      const nearest = nearestWord(option.slice(2), Object.keys(options));
      return new VigieError('usage', {
        reason: 'unknown-option',
        option,
        ...(nearest === null ? {} : { nearest: `--${nearest}` }),
      });
    }
    const holdsValue = word.includes('=');
    if (known.type === 'boolean' && holdsValue) return new VigieError('usage', { reason: 'unexpected-value', option });
    if (known.type === 'boolean' || holdsValue) continue;
    const value = words[++i];
    if (value === undefined || value.startsWith('-')) {
      return new VigieError('usage', { reason: 'missing-value', option });
    }
  }
  return new VigieError('usage', { reason: 'bad-value', option: '' });
}

/**
 * A command, or a command's action, that does not exist: repeated, with the one that it most resembles. What does not look like a
 * command is not repeated: it may be a passphrase or an identifier.
 * @param known the words that stand in that place
 */
export function unknownCommand(word: string | undefined, known: readonly string[]): VigieError {
  const option = word !== undefined && /^[a-z][a-z-]{0,20}$/.test(word) ? word : '';
  const nearest = option === '' ? null : nearestWord(option, known);
  return new VigieError('usage', { reason: 'unknown-command', option, ...(nearest === null ? {} : { nearest }) });
}
