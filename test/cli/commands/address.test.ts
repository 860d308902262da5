/** A pack at an address whose server says nothing: Ctrl+C is not kept waiting for it. */
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startFaultServer } from '../../files/http/support/fault-server.ts';
import { openWorkshop, startVigie } from '../support/run-vigie.ts';

describe.each(['inspect', 'verify', 'check'])('vigie %s of an address', (command) => {
  it('stops at once when it is interrupted', async () => {
    const shop = openWorkshop();
    const server = await startFaultServer(shop.read('pack.vigie'));
    server.fault = 'silent';
    try {
      const trust = command === 'inspect' ? [] : ['--trust', 'signer.pub.pem'];
      const running = startVigie([command, server.url, ...trust], { cwd: shop.dir });
      while (server.asked.length === 0) await pause(5);
      const askedAt = performance.now();
      running.child.kill('SIGINT');
      expect(await running.done).toMatchObject({ code: 130, stdout: '' });
      // One attempt alone would last five seconds.
      expect(performance.now() - askedAt).toBeLessThan(4_000);
    } finally {
      await server.stop();
      shop.remove();
    }
  });
});
