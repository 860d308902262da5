/** One column of the table of slow desks: the work as JSON and the file of a control group in, times as JSON out. */
import { writeFileSync } from 'node:fs';

const [work = '', membersFile = ''] = process.argv.slice(2);
// Before anything else is loaded: what it starts is then held to the same share.
if (membersFile !== '') writeFileSync(membersFile, String(process.pid));
// The browser keeps its profile in memory: only the application's own disk is slow.
delete process.env.LD_PRELOAD;
const { measureColumn } = await import('./desk-column.ts');
process.stdout.write(JSON.stringify(await measureColumn(JSON.parse(work))));
