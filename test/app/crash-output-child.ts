/**
 * A process that knows secrets and dies, in the way it is told: what it leaves behind must hold none of them. Secrets come
 * over standard input, so that no command line or environment has them.
 */
import { readFileSync } from 'node:fs';
import { Harness } from './harness.ts';

const [way = '', profileDir = '', reportDir = ''] = process.argv.slice(2);
const { passphrase, identifier } = JSON.parse(readFileSync(0, 'utf8')) as { passphrase: string; identifier: string };
process.report.directory = reportDir;
process.report.reportOnFatalError = true;
process.report.reportOnUncaughtException = true;

const desk = new Harness({ profileDir });
await desk.unlock(passphrase);
const reference = await desk.openCase();
await desk.check(reference, identifier);
const underWay = desk.check(reference, identifier);
switch (way) {
  case 'uncaught':
    setImmediate(() => {
      throw new Error('a fault that nobody expected');
    });
    break;
  case 'abort':
    setImmediate(() => process.abort());
    break;
  case 'out-of-memory': {
    const held: unknown[] = [];
    for (;;) held.push(new Array(1_000_000).fill(held.length));
  }
}
await underWay;
// An abort comes from the event loop: stay until it does.
setInterval(() => {}, 1_000);
