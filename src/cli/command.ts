/** What a command is: options in, exit code out. It talks through `terminal.ts` and stops when told to. */
import type { Arguments, OptionTable } from './arguments.ts';
import type { CliText, Language } from './text/text.ts';

export interface CommandContext {
  readonly text: CliText;
  readonly language: Language;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
}

export interface Command {
  readonly options: OptionTable;
  readonly positionals: 'none' | 'some';
  /** @returns the exit code: 0, or 2 where the answer itself is a failure */
  run(given: Arguments, context: CommandContext): Promise<number>;
}
