/**
 * A reporter of Vitest that writes how long each test file took, its imports and hooks included: a JSON array of
 * `{ file, ms }` in the file that `VIGIE_TEST_TIMES` names.
 */
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { projectRoot } from './project.mjs';

export default class TimesReporter {
  onTestRunEnd(modules) {
    const path = process.env.VIGIE_TEST_TIMES;
    if (path === undefined) return;
    const times = modules.map((module) => {
      const { collectDuration, prepareDuration, setupDuration, duration } = module.diagnostic();
      return {
        file: relative(projectRoot, module.moduleId),
        ms: collectDuration + prepareDuration + setupDuration + duration,
      };
    });
    writeFileSync(path, JSON.stringify(times));
  }
}
