/**
 * `reading-child.ts FILE SHAPE ROWS [assess]`: reads a leak file in a process of its own, as a command does, and says how much memory was
 * resident at most, in MiB. What a process did before stays resident, and would be counted as well.
 */
import { keepYoungGenerationSmall } from '../../src/cli/young-generation.ts';
import { readLeak } from '../../src/leak/read-leak.ts';

keepYoungGenerationSmall();
const [path = '', shape = '', rows = '', what] = process.argv.slice(2);
const { Assessment } = await import('../../src/assess/assessment.ts');
const { loadCommunes } = await import('../../src/assess/communes.ts');
const assessment = what === 'assess' ? new Assessment(loadCommunes()) : null;
const leak = readLeak({
  path,
  ...(assessment === null ? {} : { onRecord: (record, book) => assessment.observe(record, book) }),
});
for await (const _ of leak.batches);
const [member] = leak.members;
if (
  member?.shape.shape !== shape ||
  member.people.counts.records !== Number(rows) ||
  member.badByReason.size > 0 ||
  (assessment !== null && assessment.conclude().rows !== Number(rows))
)
  throw new Error('rows were lost');
// In kibibytes, on every system.
process.stdout.write(`${process.resourceUsage().maxRSS / 1024}\n`);
