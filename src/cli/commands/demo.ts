/** `vigie demo`: a synthetic leak to build a first pack from, and identifiers to try. */
import type { Command } from '../command.ts';
import { writeDemoLeak } from '../demo/demo.ts';
import { Progress, printResult } from '../terminal.ts';
import { fill, formatDuration, formatNumber } from '../text/text.ts';

/** A stolen file of the size of the one that was for sale in June 2022. */
const defaultEntries = 1_000_000;

export const demo: Command = {
  options: { entries: 'text', out: 'text', seed: 'text' },
  positionals: 'none',
  async run(given, { text, language, signal }) {
    const entries = given.wholeNumber('entries', 1, Number.MAX_SAFE_INTEGER) ?? defaultEntries;
    const seed = given.wholeNumber('seed', 1, Number.MAX_SAFE_INTEGER);
    const outDir = given.required('out');
    const progress = new Progress(text.labels.generating, (perSecond, remaining) =>
      fill(text.labels.rate, { rate: formatNumber(language, perSecond), remaining: formatDuration(remaining) }),
    );
    try {
      const written = await writeDemoLeak({
        entries,
        outDir,
        seed: seed ?? undefined,
        onProgress: (done, total) => progress.update(done / total, done),
        signal,
      });
      progress.end();
      printResult(fill(text.labels.demoWritten, { path: outDir, rows: formatNumber(language, written.rows) }));
    } finally {
      progress.end();
    }
    return 0;
  },
};
