/** A line between a workstation and a web server: passes bytes on as they are, until told to do to them what lines and proxies do. */
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What becomes of the server's answer; given all bytes of it so far, and the latest of them. */
export type Damage = (client: Socket, answer: Buffer, chunk: Buffer) => void;

export interface Line {
  readonly origin: string;
  /** From the next connection on; those that are open are cut. Null: nothing is damaged any more. */
  become(damage: Damage | null): Promise<void>;
  /** Connections since the last change. */
  connections: number;
  stop(): Promise<void>;
}

export async function startLine(origin: string): Promise<Line> {
  const sockets = new Set<Socket>();
  let current: Damage | null = null;
  const server = createServer((client) => {
    const upstream = connect(Number(new URL(origin).port), '127.0.0.1');
    const damage = current;
    line.connections++;
    let answer = Buffer.alloc(0);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
    }
    client.on('data', (bytes) => upstream.write(bytes));
    client.on('close', () => upstream.destroy());
    upstream.on('data', (chunk: Buffer) => {
      answer = Buffer.concat([answer, chunk]);
      if (damage === null) client.write(chunk);
      else damage(client, answer, chunk);
    });
    upstream.on('close', () => damage === null && client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const line: Line = {
    origin: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    connections: 0,
    async become(damage) {
      current = damage;
      for (const socket of sockets) socket.destroy();
      sockets.clear();
      // Until the other side has noticed that its idle connection is gone.
      await pause(50);
      line.connections = 0;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return line;
}

const headEnd = Buffer.from('\r\n\r\n');

/** Where the body begins, or -1 as long as the head is not whole. */
function bodyAt(answer: Buffer): number {
  const at = answer.indexOf(headEnd);
  return at < 0 ? -1 : at + headEnd.length;
}

/** The head alone, then `then` with what there is of the body, once. */
export function afterHead(then: (client: Socket, body: Buffer) => void): Damage {
  return (client, answer, chunk) => {
    const at = bodyAt(answer);
    if (at < 0 || at <= answer.length - chunk.length) return;
    client.write(answer.subarray(0, at));
    then(client, answer.subarray(at));
  };
}

/** The head with one text for another, and the body as it is. */
export function headWith(pattern: RegExp, replacement: string): Damage {
  return (client, answer, chunk) => {
    const at = bodyAt(answer);
    if (at < 0) return;
    if (at <= answer.length - chunk.length) {
      client.write(chunk);
      return;
    }
    client.write(Buffer.from(answer.subarray(0, at).toString('latin1').replace(pattern, replacement), 'latin1'));
    client.write(answer.subarray(at));
  };
}
