import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyBuckets } from '../../../src/core/pack/reader.ts';
import { openHttpSource } from '../../../src/files/http-source.ts';
import { testPassphrase } from '../../core/pack/memory-pack.ts';
import { type Nginx, nginxProgram, opensslProgram, startNginx } from './support/nginx.ts';
import { absent, check, listed, makeServedPack, openServed, testLimits } from './support/served-pack.ts';

describe.skipIf(nginxProgram === null)('a pack on a real nginx', () => {
  let pack: Awaited<ReturnType<typeof makeServedPack>>;
  let nginx: Nginx;

  beforeAll(async () => {
    pack = await makeServedPack();
    nginx = await startNginx();
    publish('set.vigie', pack.bytes);
  });
  afterAll(() => nginx.stop());

  function publish(name: string, bytes: Uint8Array) {
    writeFileSync(join(nginx.root, name), bytes);
  }

  async function opened(path: string, limits = testLimits) {
    const source = await openHttpSource(`${nginx.origin}${path}`, { limits });
    return { source, ...(await openServed(source, pack)) };
  }

  it('answers as the file does, with one request a check', async () => {
    const { source, sealed, open } = await opened('/set.vigie');
    // The opening, the table, the private part, the padding between: the rest came with the first.
    expect(await nginx.takeRequests(4)).toHaveLength(4);
    await open.requireCanaries();
    // Sixteen a kind; this pack has two kinds.
    expect(await nginx.takeRequests(32)).toHaveLength(32);
    const { bucketsOffset, bucketBytes } = sealed.layout;
    for (const [identifier, kind] of [
      [listed, 'listed'],
      [absent, 'not-listed'],
    ] as const) {
      expect((await check(open, identifier)).kind).toBe(kind);
      const requests = await nginx.takeRequests(1);
      expect(requests).toHaveLength(1);
      const [, first, last] = /^206 bytes=(\d+)-(\d+) "[0-9a-f-]+"$/.exec(requests[0] ?? '') ?? [];
      expect((Number(first) - bucketsOffset) % bucketBytes).toBe(0);
      expect(Number(last) - Number(first) + 1).toBe(bucketBytes);
    }
    await verifyBuckets(sealed);
    await source.close();
  });

  it('opens without a request where its version is known, and finds out if that is no longer it', async () => {
    publish('moving.vigie', pack.bytes);
    const first = await opened('/moving.vigie');
    await first.source.close();
    await nginx.takeRequests(4);
    const again = await openHttpSource(`${nginx.origin}/moving.vigie`, { known: first.source.version });
    expect(await nginx.takeRequests(0)).toHaveLength(0);
    const { open } = await openServed(again, pack);
    expect((await check(open, listed)).kind).toBe('listed');
    // Another pack of the same length takes its place.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    publish('moving.vigie', Uint8Array.from(pack.bytes).reverse());
    expect(await check(open, listed)).toMatchObject({ kind: 'could-not-check', fault: { code: 'source-changed' } });
    expect(await check(open, absent)).toMatchObject({ kind: 'could-not-check', fault: { code: 'source-changed' } });
    await again.close();
  });

  it('notices another version by its date where the server gives no name to versions', async () => {
    publish('dated.vigie', pack.bytes);
    const { source, open } = await opened('/unnamed/dated.vigie');
    expect(source.version.etag).toBeNull();
    expect((await check(open, listed)).kind).toBe('listed');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    publish('dated.vigie', pack.bytes);
    expect(await check(open, listed)).toMatchObject({ kind: 'could-not-check', fault: { code: 'source-changed' } });
    await source.close();
  });

  it('an altered byte on the server is could not check', async () => {
    const altered = Uint8Array.from(pack.bytes);
    const { sealed, source: whole } = await opened('/set.vigie');
    await whole.close();
    for (let bucket = 0; bucket < sealed.layout.bucketCount; bucket++) {
      const at = sealed.layout.bucketsOffset + bucket * sealed.layout.bucketBytes + 100;
      altered[at] = (altered[at] ?? 0) ^ 1;
    }
    publish('altered.vigie', altered);
    const { source, open } = await opened('/altered.vigie');
    for (const identifier of [listed, absent]) {
      expect(await check(open, identifier)).toMatchObject({
        kind: 'could-not-check',
        fault: { code: 'bucket-corrupt' },
      });
    }
    await source.close();
  });

  it.each([
    ['/no-ranges/set.vigie', 'source-range-unsupported'],
    ['/moved/set.vigie', 'source-refused'],
    ['/forbidden/set.vigie', 'source-refused'],
    ['/missing.vigie', 'source-refused'],
    ['/busy/set.vigie', 'source-unreachable'],
    ['/slow/set.vigie', 'source-timeout'],
  ])('%s: %s', async (path, code) => {
    await expect(opened(path)).rejects.toMatchObject({ code });
  });

  it('asks for plain bytes, so that a server that would compress does not', async () => {
    const { source, open } = await opened('/gzipped/set.vigie');
    expect((await check(open, listed)).kind).toBe('listed');
    await source.close();
  });

  it('a server that stops is could not check, and answers again when it is back', async () => {
    const own = await startNginx();
    writeFileSync(join(own.root, 'set.vigie'), pack.bytes);
    const source = await openHttpSource(`${own.origin}/set.vigie`, { limits: testLimits });
    const { open } = await openServed(source, pack);
    expect((await check(open, listed)).kind).toBe('listed');
    await own.stop();
    expect(await check(open, listed)).toMatchObject({ kind: 'could-not-check', fault: { code: 'source-unreachable' } });
    await source.close();
  });

  describe.skipIf(opensslProgram === null)('over TLS', () => {
    it('answers where the authority is trusted', async () => {
      const source = await openHttpSource(`${nginx.secureOrigin}/set.vigie`, {
        trustedCertificates: [nginx.certificate ?? ''],
        limits: testLimits,
      });
      const { open } = await openServed(source, pack);
      expect((await check(open, listed)).kind).toBe('listed');
      expect((await check(open, absent)).kind).toBe('not-listed');
      await source.close();
    });

    it('an unknown authority is refused, whatever the environment says', async () => {
      process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
      try {
        await expect(openHttpSource(`${nginx.secureOrigin}/set.vigie`)).rejects.toMatchObject({
          code: 'source-certificate',
        });
      } finally {
        delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      }
    });

    it('a certificate of another name is refused', async () => {
      const address = `${nginx.secureOrigin}/set.vigie`.replace('localhost', '127.0.0.1');
      await expect(openHttpSource(address, { trustedCertificates: [nginx.certificate ?? ''] })).rejects.toMatchObject({
        code: 'source-certificate',
      });
    });

    it('a server without TLS is insecure', async () => {
      await expect(openHttpSource(`${nginx.origin.replace('http:', 'https:')}/set.vigie`)).rejects.toMatchObject({
        code: 'source-insecure',
        details: { reason: 'no-tls' },
      });
    });
  });

  describe('from the command line', () => {
    const run = promisify(execFile);
    const files = () => {
      const key = join(nginx.root, '..', 'signer.pub.pem');
      writeFileSync(key, pack.signingKey.publicKey.export({ type: 'spki', format: 'pem' }));
      const passphrase = join(nginx.root, '..', 'passphrase.txt');
      writeFileSync(passphrase, testPassphrase, { mode: 0o600 });
      return { key, passphrase };
    };
    const vigie = (...words: string[]) => {
      return run(process.execPath, ['bin/vigie.mjs', ...words], { env: { ...process.env, VIGIE_LANG: 'en' } });
    };

    it('inspects, verifies and checks an address', async () => {
      const { key, passphrase } = files();
      const address = `${nginx.origin}/set.vigie`;
      const inspected = JSON.parse((await vigie('inspect', address, '--json')).stdout);
      expect(inspected.fileBytes).toBe(pack.bytes.length);
      const verified = JSON.parse((await vigie('verify', address, '--trust', key, '--json')).stdout);
      expect(verified.verified).toBe(true);
      const checking = vigie('check', address, '--trust', key, '--slot-passphrase-file', passphrase, '--json');
      checking.child.stdin?.end(`${listed}\n${absent}\n`);
      const answers = (await checking).stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(answers.map(({ kind }) => kind)).toEqual(['listed', 'not-listed']);
    });

    it('says which fault it met, and ends with 3 where the network is at fault', async () => {
      const { key } = files();
      await expect(vigie('verify', `${nginx.origin}/missing.vigie`, '--trust', key)).rejects.toMatchObject({
        code: 3,
        stderr: expect.stringContaining('error: the server refuses to serve the pack (status 404)'),
      });
      await expect(vigie('verify', 'http://packs.example.fr/a.vigie', '--trust', key)).rejects.toMatchObject({
        code: 2,
        stderr: expect.stringContaining("error: the pack's address is not secure"),
      });
    });
  });
});
