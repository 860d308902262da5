/**
 * A process of its own that opens a pack and checks a thousand identifiers, as `opening.ts` asks: what a first opening
 * costs in time and memory cannot be seen in a process that has done it before.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { checkIdentifier } from '../../src/core/check/check.ts';
import { stretch } from '../../src/core/crypto/argon2id.ts';
import { randomBytes } from '../../src/core/crypto/symmetric.ts';
import { OpenPack } from '../../src/core/pack/open-pack.ts';
import { readSealedPack } from '../../src/core/pack/reader.ts';
import { openSlots } from '../../src/core/pack/slots.ts';
import { openFileSource } from '../../src/files/file-source.ts';
import { emailOfRow } from './leak-file.ts';
import { cheapest, slotPassphrase } from './packs.ts';

const [path = ''] = process.argv.slice(2);
const checks = 1_000;

// The libraries' own pages are no part of what a pack adds.
for (let i = 0; i < 50; i++) await stretch(randomBytes(20), randomBytes(16), randomBytes(32), cheapest);
const before = process.memoryUsage().rss;
let peak = before;

const startedAt = performance.now();
const source = await openFileSource(path);
const sealed = await readSealedPack(source, 'any');
const openingMs = performance.now() - startedAt;

const { tableOffset, tableBytes } = sealed.layout;
const readStartedAt = performance.now();
const file = openSync(path, 'r');
readSync(file, Buffer.allocUnsafeSlow(tableBytes), 0, tableBytes, tableOffset);
closeSync(file);
const tableReadMs = performance.now() - readStartedAt;

const contentKey = await openSlots(sealed.manifest, slotPassphrase);
const pack = new OpenPack(sealed, contentKey);
for (let i = 0; i < checks; i++) {
  // Far beyond any row that was built: not listed, and every bucket as likely as another.
  const verdict = await checkIdentifier([{ set: 0, lookup: pack }], 'email', emailOfRow(1_000_000_000 + i));
  if (verdict.kind !== 'not-listed') throw new Error('a check gave a wrong answer');
  peak = Math.max(peak, process.memoryUsage.rss());
}
process.stdout.write(JSON.stringify({ openingMs, tableReadMs, tableBytes, addedBytes: peak - before }));
