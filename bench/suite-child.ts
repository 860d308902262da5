/** One suite in a process of its own: name, directory and extent in, figures as JSON out. */
import { isReady, suites } from './suites/all.ts';

const [name = '', directory = '', extent = ''] = process.argv.slice(2);
const context = { directory, full: extent === 'full', quick: extent === 'quick' };
const suite = suites[name];
if (suite === undefined) throw new Error(`no suite ${name}; there are ${Object.keys(suites).join(', ')}`);
if (!isReady(name, context)) throw new Error(`suite ${name} lacks its pack`);
process.stdout.write(JSON.stringify(await suite(context)));
