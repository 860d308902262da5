/**
 * A web server of ours that serves one pack rightly until told to misbehave, in the ways in which servers, proxies and
 * lines do. Counts what it is asked.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

export type Fault =
  | 'none'
  | 'cut-before-head'
  | 'cut-in-body'
  | 'silent'
  | 'slow-body'
  | 'wrong-content-range'
  | 'no-content-range'
  | 'wrong-total'
  | 'shorter-range'
  | 'longer-body'
  | 'shorter-body'
  | 'wrong-content-length'
  | 'whole-file'
  | 'other-version-206'
  | 'other-version-200'
  | 'precondition-failed'
  | 'not-satisfiable'
  | 'altered-byte'
  | 'other-bucket'
  | 'encoded'
  | 'not-found'
  | 'redirect'
  | 'busy'
  | 'not-http'
  | 'endless-head';

export interface AskedRange {
  readonly method: string;
  readonly url: string;
  readonly first: number;
  readonly last: number;
  readonly rawHeaders: readonly string[];
}

export interface FaultServer {
  readonly url: string;
  fault: Fault;
  /** Requests that `fault` applies to; after that, all is well again. */
  faultyRequests: number;
  readonly asked: AskedRange[];
  /** Bytes of bodies that were handed to the network. */
  sentBytes: number;
  stop(): Promise<void>;
}

const etag = '"v1"';

export async function startFaultServer(pack: Uint8Array): Promise<FaultServer> {
  const server: Server = createServer((request, response) => {
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    const first = Number(range?.[1] ?? 0);
    const last = Math.min(Number(range?.[2] ?? pack.length - 1), pack.length - 1);
    control.asked.push({
      method: request.method ?? '',
      url: request.url ?? '',
      first,
      last,
      rawHeaders: request.rawHeaders,
    });
    const fault = control.faultyRequests > 0 ? control.fault : 'none';
    control.faultyRequests--;
    answer(request, response, pack, first, last, fault, (byteCount) => {
      control.sentBytes += byteCount;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const control: FaultServer = {
    url: `http://127.0.0.1:${port}/pack.vigie`,
    fault: 'none',
    faultyRequests: Number.POSITIVE_INFINITY,
    asked: [],
    sentBytes: 0,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return control;
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  pack: Uint8Array,
  first: number,
  last: number,
  fault: Fault,
  sent: (byteCount: number) => void,
): void {
  const { socket } = request;
  let body = pack.slice(first, last + 1);
  const head: Record<string, string | number> = {
    ETag: etag,
    'Content-Range': `bytes ${first}-${last}/${pack.length}`,
    'Content-Length': body.length,
  };
  const send = (status: number, bytes: Uint8Array = body) => {
    sent(bytes.length);
    response.writeHead(status, head).end(bytes);
  };
  switch (fault) {
    case 'none':
      send(206);
      return;
    case 'cut-before-head':
      socket.destroy();
      return;
    case 'cut-in-body':
      response.writeHead(206, head);
      response.write(body.subarray(0, body.length >> 1), () => socket.destroy());
      return;
    case 'silent':
      return;
    case 'slow-body': {
      response.writeHead(206, head);
      let at = 0;
      const drip = setInterval(() => response.write(body.subarray(at, ++at)), 20);
      socket.once('close', () => clearInterval(drip));
      return;
    }
    case 'wrong-content-range':
      head['Content-Range'] = `bytes ${first + 1}-${last + 1}/${pack.length}`;
      send(206);
      return;
    case 'no-content-range':
      delete head['Content-Range'];
      send(206);
      return;
    case 'wrong-total':
      head['Content-Range'] = `bytes ${first}-${last}/${pack.length + 1}`;
      send(206);
      return;
    case 'shorter-range':
      head['Content-Range'] = `bytes ${first}-${last - 1}/${pack.length}`;
      head['Content-Length'] = body.length - 1;
      send(206, body.subarray(1));
      return;
    case 'longer-body':
      delete head['Content-Length'];
      send(206, Buffer.concat([body, Buffer.alloc(1)]));
      return;
    case 'shorter-body':
      delete head['Content-Length'];
      send(206, body.subarray(1));
      return;
    case 'wrong-content-length':
      head['Content-Length'] = body.length + 1;
      send(206, Buffer.concat([body, Buffer.alloc(1)]));
      return;
    case 'whole-file': {
      delete head['Content-Range'];
      delete head['Content-Length'];
      response.writeHead(200, head);
      // As much as the reader will take: it should take next to nothing.
      const more = () => {
        if (response.destroyed) return;
        const chunk = new Uint8Array(64 * 1024);
        response.write(chunk, (error) => {
          if (error != null) return;
          sent(chunk.length);
          more();
        });
      };
      more();
      return;
    }
    case 'other-version-206':
      head.ETag = '"v2"';
      send(206);
      return;
    case 'other-version-200':
      head.ETag = '"v2"';
      delete head['Content-Range'];
      head['Content-Length'] = pack.length;
      send(200, pack);
      return;
    case 'precondition-failed':
      send(412);
      return;
    case 'not-satisfiable':
      send(416);
      return;
    case 'altered-byte':
      body = Uint8Array.from(body);
      body[body.length >> 1] = (body[body.length >> 1] ?? 0) ^ 1;
      send(206, body);
      return;
    case 'other-bucket':
      // The right shape and honest bytes of the same file, from another place.
      send(206, pack.slice(0, body.length));
      return;
    case 'encoded':
      head['Content-Encoding'] = 'gzip';
      send(206);
      return;
    case 'not-found':
      send(404);
      return;
    case 'redirect':
      head.Location = '/elsewhere.vigie';
      send(302);
      return;
    case 'busy':
      send(503);
      return;
    case 'not-http':
      socket.end('this is not HTTP\r\n\r\n');
      return;
    case 'endless-head':
      socket.write('HTTP/1.1 206 Partial Content\r\n');
      socket.write(`X-Filler: ${'x'.repeat(64 * 1024)}\r\n`.repeat(4), () => {});
      socket.on('error', () => {});
      return;
  }
}
