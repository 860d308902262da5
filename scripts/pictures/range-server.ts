/** A static web server with range requests, as a set is served by any; it can hold its answers back, and go away. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RangeServer {
  readonly url: string;
  /** Answers wait until this is set to false: a line that stalls. */
  holds: boolean;
  close(): Promise<void>;
}

export async function serveFile(path: string): Promise<RangeServer> {
  const file = readFileSync(path);
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    const answer = () => {
      const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
      const [first, last] = [Number(from ?? 0), Math.min(Number(to ?? file.length - 1), file.length - 1)];
      const body = file.subarray(first, last + 1);
      const headers = { etag: '"1"', 'accept-ranges': 'bytes', 'content-length': body.length };
      if (from === undefined) response.writeHead(200, headers);
      else response.writeHead(206, { ...headers, 'content-range': `bytes ${first}-${last}/${file.length}` });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    if (holds) waiting.add(answer);
    else answer();
  });
  let holds = false;
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/jeu-de-novembre.vigie`,
    get holds() {
      return holds;
    },
    set holds(value) {
      holds = value;
      if (value) return;
      for (const answer of waiting) answer();
      waiting.clear();
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}
