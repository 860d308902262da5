/**
 * The order of test files on a machine that has not run them yet. Vitest goes by the size of a file, and so begins a walk of two
 * minutes that is written in twenty lines when the rest is done, with the other workers idle.
 */
import { existsSync } from 'node:fs';
import { BaseSequencer, type TestSequencerConstructor, type TestSpecification } from 'vitest/node';

/** @param slowest paths from the project's root, the longest first. @throws RangeError where one of them is no file any more */
export function slowestFirst(slowest: readonly string[]): TestSequencerConstructor {
  const gone = slowest.filter((path) => !existsSync(path));
  if (gone.length > 0) throw new RangeError(`among the slowest test files, but not there: ${gone.join(', ')}`);
  return class extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      const rankOf = ({ moduleId }: TestSpecification) => {
        const at = slowest.findIndex((path) => moduleId.endsWith(`/${path}`));
        return at < 0 ? slowest.length : at;
      };
      const sharesItsProcess = ({ project }: TestSpecification) => (project.config.isolate ? 0 : 1);
      // Sorting is stable: files of one rank stay in Vitest's own order. Those that share a process come last, one after another.
      return (await super.sort(files)).sort(
        (a, b) => sharesItsProcess(a) - sharesItsProcess(b) || rankOf(a) - rankOf(b),
      );
    }
  };
}
