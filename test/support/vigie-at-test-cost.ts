/**
 * `vigie` with delivery passphrases that cost next to nothing to derive: the whole command line, for tests that make packs and
 * are about something else. Nothing of the product leads here.
 */
import { runVigie } from '../../src/cli/main.ts';

process.exitCode = await runVigie(process.argv.slice(2), { slotCost: { memoryKiB: 64, passes: 1, lanes: 1 } });
