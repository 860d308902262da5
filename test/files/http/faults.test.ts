import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { httpLimits, openHttpSource } from '../../../src/files/http-source.ts';
import { type Fault, type FaultServer, startFaultServer } from './support/fault-server.ts';
import { absent, check, listed, makeServedPack, openServed, testLimits } from './support/served-pack.ts';

let pack: Awaited<ReturnType<typeof makeServedPack>>;
let server: FaultServer;

beforeAll(async () => {
  pack = await makeServedPack();
  server = await startFaultServer(pack.bytes);
});
afterAll(() => server.stop());
afterEach(() => {
  server.fault = 'none';
  server.faultyRequests = Number.POSITIVE_INFINITY;
});

/** Opened while all is well. */
async function opened(limits = testLimits) {
  const source = await openHttpSource(server.url, { limits });
  const { sealed, open } = await openServed(source, pack);
  server.asked.length = 0;
  server.sentBytes = 0;
  return { source, sealed, open };
}

/** Every fault, the code it must be told as, and the requests after which that is known. */
const faults: readonly [Fault, string, number][] = [
  ['cut-before-head', 'source-unreachable', 3],
  ['cut-in-body', 'source-unreachable', 3],
  ['silent', 'source-timeout', 3],
  ['slow-body', 'source-timeout', 3],
  ['busy', 'source-unreachable', 3],
  ['wrong-content-range', 'source-malformed', 1],
  ['no-content-range', 'source-malformed', 1],
  ['shorter-range', 'source-malformed', 1],
  ['longer-body', 'source-malformed', 1],
  ['shorter-body', 'source-malformed', 1],
  ['wrong-content-length', 'source-malformed', 1],
  ['encoded', 'source-malformed', 1],
  ['not-http', 'source-malformed', 1],
  ['endless-head', 'source-malformed', 1],
  ['wrong-total', 'source-changed', 1],
  ['other-version-206', 'source-changed', 1],
  ['other-version-200', 'source-changed', 1],
  ['precondition-failed', 'source-changed', 1],
  ['not-satisfiable', 'source-changed', 1],
  ['whole-file', 'source-range-unsupported', 1],
  ['altered-byte', 'bucket-corrupt', 1],
  ['other-bucket', 'bucket-corrupt', 1],
  ['not-found', 'source-refused', 1],
  ['redirect', 'source-refused', 1],
];

describe('a served pack whose server misbehaves', () => {
  it.each(faults)('%s: could not check, %s, never not listed', async (fault, code, requests) => {
    const { source, open } = await opened();
    server.fault = fault;
    for (const identifier of [listed, absent]) {
      server.asked.length = 0;
      const verdict = await check(open, identifier);
      expect(verdict).toMatchObject({ kind: 'could-not-check', fault: { code } });
      expect(server.asked).toHaveLength(requests);
    }
    server.fault = 'none';
    expect((await check(open, listed)).kind).toBe('listed');
    expect((await check(open, absent)).kind).toBe('not-listed');
    open.close();
    await source.close();
  });

  it.each(faults.filter(([, , requests]) => requests > 1))('%s once: tried again, and answered', async (fault) => {
    const { source, open } = await opened();
    server.fault = fault;
    server.faultyRequests = 1;
    expect((await check(open, listed)).kind).toBe('listed');
    expect(server.asked).toHaveLength(2);
    await source.close();
  });

  /** Before any version is known, what only an earlier answer could contradict is judged by the structure. */
  const whileOpening: Partial<Record<Fault, string | null>> = {
    'wrong-total': 'pack-trailing-bytes',
    'other-version-206': null,
    'not-satisfiable': 'pack-truncated',
    'other-version-200': 'source-range-unsupported',
    'altered-byte': 'pack-padding-not-zero',
    'other-bucket': 'pack-padding-not-zero',
  };

  it.each(faults)('%s while it is being opened: refused', async (fault, code) => {
    server.fault = fault;
    const told = await openHttpSource(server.url, { limits: testLimits })
      .then((source) => openServed(source, pack))
      .then(
        () => null,
        (error: { code?: string }) => error.code,
      );
    expect(told).toBe(whileOpening[fault] === undefined ? code : whileOpening[fault]);
  });

  it('a server that is down: unreachable, after bounded attempts', async () => {
    const short = await startFaultServer(pack.bytes);
    const source = await openHttpSource(short.url, { limits: testLimits });
    const { open } = await openServed(source, pack);
    await short.stop();
    const startedAt = performance.now();
    expect(await check(open, listed)).toMatchObject({
      kind: 'could-not-check',
      fault: { code: 'source-unreachable', details: { system: 'ECONNREFUSED' } },
    });
    // Attempts without end would go on for the whole time of a read, and longer.
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    await source.close();
  });

  it('takes next to nothing of a whole file that was not asked for', async () => {
    const { source, open } = await opened();
    server.fault = 'whole-file';
    expect(await check(open, listed)).toMatchObject({ fault: { code: 'source-range-unsupported' } });
    await new Promise((resolve) => setTimeout(resolve, 200));
    // What fits in the buffers of two sockets, of a body without end.
    expect(server.sentBytes).toBeLessThan(8 * 1024 * 1024);
    await source.close();
  });

  it('ends every read within its time, however many attempts are left', async () => {
    const { source, open } = await opened({ ...testLimits, attempts: 100, readMs: 600 });
    server.fault = 'silent';
    const startedAt = performance.now();
    expect(await check(open, listed)).toMatchObject({ fault: { code: 'source-timeout' } });
    // A hundred attempts of 400 ms would be forty seconds.
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    await source.close();
    expect(httpLimits.readMs).toBeLessThanOrEqual(15_000);
  });
});

describe('what a request says', () => {
  it('one check is one request of one bucket, and its headers name nothing else', async () => {
    const { source, sealed, open } = await opened();
    const { bucketsOffset, bucketBytes } = sealed.layout;
    for (const identifier of [listed, absent]) {
      server.asked.length = 0;
      await check(open, identifier);
      expect(server.asked).toHaveLength(1);
      const [asked] = server.asked;
      expect(asked?.method).toBe('GET');
      expect(asked?.url).toBe('/pack.vigie');
      const first = asked?.first ?? 0;
      expect((first - bucketsOffset) % bucketBytes).toBe(0);
      expect((asked?.last ?? 0) - first + 1).toBe(bucketBytes);
      const names = asked?.rawHeaders.filter((_, i) => i % 2 === 0);
      expect(names?.sort()).toEqual(['Accept-Encoding', 'Connection', 'Host', 'If-Range', 'Range', 'User-Agent']);
      expect(asked?.rawHeaders).toContain('Vigie');
    }
    await source.close();
  });

  it('a cancelled check leaves the line', async () => {
    const { source, open } = await opened();
    server.fault = 'silent';
    const stop = new AbortController();
    const verdict = check(open, listed, stop.signal);
    setTimeout(() => stop.abort(), 50);
    expect(await verdict).toMatchObject({ kind: 'could-not-check', fault: { code: 'cancelled' } });
    await source.close();
  });

  it('a closed source asks nothing more', async () => {
    const { source } = await opened();
    await source.close();
    await expect(source.read(8192, 16)).rejects.toMatchObject({ code: 'cancelled' });
    expect(server.asked).toHaveLength(0);
  });

  it('a read beyond the end is refused without asking', async () => {
    const { source } = await opened();
    await expect(source.read(source.byteLength - 1, 2)).rejects.toMatchObject({ code: 'pack-truncated' });
    expect(server.asked).toHaveLength(0);
    await source.close();
  });
});
