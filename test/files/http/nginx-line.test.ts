/** A real nginx behind a bad line: cut, slow, silent, or with a proxy on it that rewrites. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHttpSource } from '../../../src/files/http-source.ts';
import { afterHead, type Damage, headWith, type Line, startLine } from './support/line.ts';
import { type Nginx, nginxProgram, startNginx } from './support/nginx.ts';
import { absent, check, listed, makeServedPack, openServed, testLimits } from './support/served-pack.ts';

/** Each with the code that it must be told as, and how often it is tried. */
const faults: readonly [string, Damage, string, number][] = [
  ['cut before the answer', (client) => client.resetAndDestroy(), 'source-unreachable', 3],
  ['cut in the head', (client, answer) => client.end(answer.subarray(0, 40)), 'source-unreachable', 3],
  ['cut in the body', afterHead((client, body) => client.end(body.subarray(0, 1000))), 'source-unreachable', 3],
  [
    'reset in the body',
    afterHead((client, body) => client.write(body.subarray(0, 1000), () => client.resetAndDestroy())),
    'source-unreachable',
    3,
  ],
  ['silent', () => {}, 'source-timeout', 3],
  ['silent after the head', afterHead(() => {}), 'source-timeout', 3],
  ['a drop at a time', afterHead((client, body) => drip(client, body)), 'source-timeout', 3],
  ['another Content-Range', headWith(/(Content-Range: bytes )\d+/, '$17'), 'source-malformed', 1],
  ['no Content-Range', headWith(/Content-Range: .*\r\n/, ''), 'source-malformed', 1],
  ['another total', headWith(/(Content-Range: .*\/)\d+/, '$19999999'), 'source-changed', 1],
  ['another Content-Length', headWith(/(Content-Length: )\d+/, '$1100'), 'source-malformed', 1],
  ['another ETag', headWith(/(ETag: ")/, '$1x'), 'source-changed', 1],
  ['200 for 206', headWith(/206 Partial Content/, '200 OK'), 'source-range-unsupported', 1],
  ['one byte altered', afterHead((client, body) => client.write(flipped(body))), 'bucket-corrupt', 1],
];

function drip(client: Parameters<Damage>[0], body: Buffer): void {
  let at = 0;
  const dripping = setInterval(() => client.write(body.subarray(at, ++at)), 20);
  client.once('close', () => clearInterval(dripping));
}

function flipped(body: Buffer): Buffer {
  const altered = Buffer.from(body);
  altered[100] = (altered[100] ?? 0) ^ 1;
  return altered;
}

describe.skipIf(nginxProgram === null)('a pack on a real nginx, behind a bad line', () => {
  let pack: Awaited<ReturnType<typeof makeServedPack>>;
  let nginx: Nginx;
  let line: Line;

  beforeAll(async () => {
    pack = await makeServedPack();
    nginx = await startNginx();
    writeFileSync(join(nginx.root, 'set.vigie'), pack.bytes);
    line = await startLine(nginx.origin);
  });
  afterAll(async () => {
    await line.stop();
    await nginx.stop();
  });

  it.each(faults)('%s: could not check, never not listed', async (_what, damage, code, attempts) => {
    await line.become(null);
    const source = await openHttpSource(`${line.origin}/set.vigie`, { limits: testLimits });
    const { open } = await openServed(source, pack);
    for (const identifier of [listed, absent]) {
      await line.become(damage);
      expect(await check(open, identifier)).toMatchObject({ kind: 'could-not-check', fault: { code } });
      expect(line.connections).toBe(attempts);
    }
    await line.become(null);
    expect((await check(open, listed)).kind).toBe('listed');
    expect((await check(open, absent)).kind).toBe('not-listed');
    open.close();
    await source.close();
  });
});
