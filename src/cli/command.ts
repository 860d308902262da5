/** What a command is: options in, exit code out. It talks through `terminal.ts` and stops when told to. */
import type { Argon2Cost } from '../core/crypto/argon2id.ts';
import type { Locale } from '../core/vocabulary.ts';
import type { Arguments, OptionTable } from './arguments.ts';
import type { CliText } from './text/text.ts';

export interface CommandContext {
  readonly text: CliText;
  readonly language: Locale;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
  /** Argon2id cost of delivery passphrases. Absent: the product's. No option reaches it: only tests have another. */
  readonly slotCost?: Argon2Cost;
}

export interface Command {
  readonly options: OptionTable;
  readonly positionals: 'none' | 'some';
  /** @returns the exit code: 0, or 2 where the answer itself is a failure */
  run(given: Arguments, context: CommandContext): Promise<number>;
}

/** What a shell reports for a program ended by Ctrl+C: 128 + SIGINT. */
export const exitInterrupted = 130;
