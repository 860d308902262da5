/**
 * A look-up after its stretch, against the least that it could be: the two MACs that the format cuts prefix and tag from,
 * reading the bucket, hashing it, decrypting it, in a loop with everything at hand. Beside it, what one would use instead: an encrypted SQLite table, and a plain sorted file.
 */
import { createDecipheriv, createHmac, createSecretKey, hash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import type { StretchedIdentifier } from '../../src/core/bytes/bytes.ts';
import { randomBytes } from '../../src/core/crypto/symmetric.ts';
import { deriveBucketKey, deriveTagKey } from '../../src/core/pack/keys.ts';
import { bucketIndexOf } from '../../src/core/pack/layout.ts';
import { packIdBytes } from '../../src/core/pack/reader.ts';
import { atMost, type Figure, note, quantile, reported } from '../measure.ts';
import { openPackFile } from '../support/packs.ts';

const lookUps = 20_000;
const warmUps = 3_000;

export interface LookUpOptions {
  readonly path: string;
  /** `1M`, `10M`: what the figures are called after. */
  readonly label: string;
  readonly listed: (sample: number) => StretchedIdentifier | Promise<StretchedIdentifier>;
  readonly besideSqlite: boolean;
}

export async function measureLookUps({ path, label, listed, besideSqlite }: LookUpOptions): Promise<Figure[]> {
  const pack = await openPackFile(path);
  const { manifest } = pack.sealed;
  const targets: { stretched: StretchedIdentifier; listed: boolean }[] = [];
  for (let i = 0; i < 4_000; i++) {
    const isListed = i % 2 === 0;
    const stretched = isListed ? await listed(i) : (randomBytes(32) as StretchedIdentifier);
    targets.push({ stretched, listed: isListed });
  }
  // First of all, that what is measured is right.
  for (const target of targets) {
    const found = await pack.open.findStretched(target.stretched.slice() as Uint8Array as StretchedIdentifier);
    if ((found !== null) !== target.listed) throw new Error('a look-up gave a wrong answer');
  }
  const bare = bareLoop(path, pack);
  const times = { bare: [] as number[], ours: [] as number[] };
  for (let i = -warmUps; i < lookUps; i++) {
    const { stretched } = targets[(i + warmUps) % targets.length] ?? { stretched: new Uint8Array(0) };
    const own = stretched.slice() as Uint8Array as StretchedIdentifier;
    const bucket = bucketIndexOf(stretched, manifest.prefixBits);
    const timeBare = () => {
      const startedAt = performance.now();
      bare.read(stretched, bucket);
      const us = (performance.now() - startedAt) * 1000;
      if (i >= 0) times.bare.push(us);
    };
    const timeOurs = async () => {
      const startedAt = performance.now();
      await pack.open.findStretched(own);
      const us = (performance.now() - startedAt) * 1000;
      if (i >= 0) times.ours.push(us);
    };
    // Whoever comes second finds the bucket in the processor's cache.
    if (i % 2 === 0) timeBare();
    await timeOurs();
    if (i % 2 !== 0) timeBare();
  }
  bare.close();
  await pack.close();
  const p = (samples: readonly number[], fraction: number) => quantile(samples, fraction);
  const figures = [
    atMost(
      `look-up ${label}, p50 over bare MACs + read + SHA-256 + AES-GCM`,
      p(times.ours, 0.5) / p(times.bare, 0.5),
      1.1,
    ),
    reported(`look-up ${label}, p50`, p(times.ours, 0.5), 'µs'),
    reported(`look-up ${label}, p99`, p(times.ours, 0.99), 'µs'),
    reported(`bare loop ${label}, p50`, p(times.bare, 0.5), 'µs'),
    reported(`bare loop ${label}, p99`, p(times.bare, 0.99), 'µs'),
  ];
  return [...figures, ...measureOthers(manifest.entryCount, label, besideSqlite)];
}

/** Everything prepared, one buffer for all reads, nothing judged: the floor. */
export function bareLoop(path: string, pack: Awaited<ReturnType<typeof openPackFile>>) {
  const { layout, manifest } = pack.sealed;
  const packId = packIdBytes(manifest);
  // The kind of key that the product keeps (docs/adr/0016).
  const key = createSecretKey(deriveBucketKey(pack.contentKey, packId));
  const { salt, prefixKey } = pack.open.family;
  const macKeys = [prefixKey, deriveTagKey(pack.contentKey, salt)].map((bytes) => createSecretKey(bytes));
  const file = openSync(path, 'r');
  const buffer = Buffer.allocUnsafeSlow(layout.bucketBytes);
  const nonce = Buffer.alloc(12);
  const associated = Buffer.concat([
    Buffer.from('vigie/pack/v1/bucket\0'),
    packId,
    Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]),
  ]);
  return {
    read(stretched: Uint8Array, bucket: number): void {
      for (const macKey of macKeys) createHmac('sha256', macKey).update(stretched).digest();
      readSync(file, buffer, 0, layout.bucketBytes, layout.bucketsOffset + bucket * layout.bucketBytes);
      hash('sha256', buffer, 'buffer');
      nonce.writeUInt32LE(bucket, 0);
      associated.writeUInt32LE(bucket, associated.length - 4);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce);
      decipher.setAAD(associated);
      decipher.setAuthTag(buffer.subarray(layout.bucketBytes - 16));
      decipher.update(buffer.subarray(0, layout.bucketBytes - 16));
      decipher.final();
    },
    close: () => closeSync(file),
  };
}

const recordBytes = 18;

/** Tag number `i` of `count`, spread evenly: sorted as they come. */
function spreadTag(i: number, count: number): Buffer {
  const tag = Buffer.alloc(16, 0x5a);
  tag.writeBigUInt64BE(BigInt(i) * (0xffff_ffff_ffff_ffffn / BigInt(count)), 0);
  return tag;
}

function measureOthers(count: number, label: string, besideSqlite: boolean): Figure[] {
  const directory = mkdtempSync(join(tmpdir(), 'vigie-bench-'));
  const samples = 5_000;
  const picks = Array.from({ length: samples }, (_, i) => Math.floor(((i * 0.618034) % 1) * count));
  const timed = (look: (tag: Buffer) => void) => {
    const times = picks.map((pick) => {
      const tag = spreadTag(pick, count);
      const startedAt = performance.now();
      look(tag);
      return (performance.now() - startedAt) * 1000;
    });
    return quantile(times, 0.5);
  };
  try {
    const figures = [reported(`plain sorted file ${label}, p50`, sortedFile(directory, count, timed), 'µs')];
    if (besideSqlite) {
      note(`filling an encrypted SQLite table with ${count} entries`);
      const { us, bytesPerEntry } = sqlite(directory, count, timed);
      figures.push(reported(`encrypted SQLite ${label}, p50`, us, 'µs'));
      figures.push(reported(`encrypted SQLite ${label}, size`, bytesPerEntry, 'bytes/entry'));
    }
    return figures;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function sortedFile(directory: string, count: number, timed: (look: (tag: Buffer) => void) => number): number {
  const path = join(directory, 'sorted');
  const file = openSync(path, 'w+');
  const perBlock = 65_536;
  for (let first = 0; first < count; first += perBlock) {
    const many = Math.min(perBlock, count - first);
    const block = Buffer.alloc(many * recordBytes);
    for (let i = 0; i < many; i++) spreadTag(first + i, count).copy(block, i * recordBytes);
    writeSync(file, block);
  }
  const record = Buffer.alloc(recordBytes);
  const us = timed((tag) => {
    let low = 0;
    let high = count - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      readSync(file, record, 0, recordBytes, middle * recordBytes);
      const order = record.compare(tag, 0, 16, 0, 16);
      if (order === 0) return;
      if (order < 0) low = middle + 1;
      else high = middle - 1;
    }
    throw new Error('not found');
  });
  closeSync(file);
  return us;
}

function sqlite(directory: string, count: number, timed: (look: (tag: Buffer) => void) => number) {
  const database = new Database(join(directory, 'table.sqlite'));
  database.pragma(`key = "x'${Buffer.from(randomBytes(32)).toString('hex')}'"`);
  database.pragma('journal_mode = OFF');
  database.exec('CREATE TABLE entry (tag BLOB PRIMARY KEY, exposure INTEGER NOT NULL) WITHOUT ROWID');
  const insert = database.prepare('INSERT INTO entry VALUES (?, 1)');
  database.transaction(() => {
    for (let i = 0; i < count; i++) insert.run(spreadTag(i, count));
  })();
  const select = database.prepare('SELECT exposure FROM entry WHERE tag = ?').pluck();
  const us = timed((tag) => {
    if (select.get(tag) !== 1) throw new Error('not found');
  });
  const pages = Number(database.pragma('page_count', { simple: true }));
  const pageBytes = Number(database.pragma('page_size', { simple: true }));
  database.close();
  return { us, bytesPerEntry: (pages * pageBytes) / count };
}
