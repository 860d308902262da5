/**
 * A real nginx on loopback ports, with a configuration of its own in a directory of its own, ended after the test. Where
 * there is none, tests that need it are skipped, and the reason is printed.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

function findProgram(name: string): string | null {
  const directories = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return directories.map((directory) => join(directory, name)).find((path) => existsSync(path)) ?? null;
}

export const nginxProgram = findProgram('nginx');
export const opensslProgram = findProgram('openssl');

if (nginxProgram === null) {
  process.stderr.write('SKIPPED: tests against a real web server need nginx (Debian: apt-get install nginx)\n');
}

export interface Nginx {
  /** `http://127.0.0.1:PORT`, no final slash. */
  readonly origin: string;
  /** `https://localhost:PORT`, under the certificate `certificate`; null without openssl. */
  readonly secureOrigin: string | null;
  /** PEM of the self-signed certificate, for `trustedCertificates`. */
  readonly certificate: string | null;
  /** Served files. */
  readonly root: string;
  /** Requests since the last call, as `STATUS RANGE IF-RANGE`; waits a little for `expected`, and for one too many. */
  takeRequests(expected: number): Promise<string[]>;
  stop(): Promise<void>;
}

/**
 * Beside the plain files, the same ones under other paths: `/slow/` (1 kB/s), `/no-ranges/`, `/moved/` (302),
 * `/forbidden/` (403), `/busy/` (503), `/gzipped/` (compressed), `/unnamed/` (no ETag).
 */
export async function startNginx(): Promise<Nginx> {
  if (nginxProgram === null) throw new Error('nginx is missing');
  const directory = mkdtempSync(join(tmpdir(), 'vigie-nginx-'));
  const root = join(directory, 'root');
  mkdirSync(root);
  const [port, securePort] = await freePorts();
  const certificate = opensslProgram === null ? null : makeCertificate(directory);
  writeFileSync(
    join(directory, 'nginx.conf'),
    configuration(directory, port, certificate === null ? null : securePort),
  );
  const child = spawn(nginxProgram, ['-p', directory, '-c', join(directory, 'nginx.conf')], { stdio: 'pipe' });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const origin = `http://127.0.0.1:${port}`;
  await answering(origin, child, () => said);
  const log = join(directory, 'access.log');
  let read = readFileSync(log, 'utf8').length;
  return {
    origin,
    secureOrigin: certificate === null ? null : `https://localhost:${securePort}`,
    certificate,
    root,
    async takeRequests(expected) {
      const lines = () => readFileSync(log, 'utf8').slice(read).split('\n').filter(Boolean);
      // nginx writes its line after the answer has gone.
      for (let tries = 0; tries < 2_000 && lines().length < expected; tries++) await pause(10);
      await pause(50);
      const taken = lines();
      read = readFileSync(log, 'utf8').length;
      return taken;
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => {
          rmSync(directory, { recursive: true, force: true });
          resolve();
        });
        child.kill('SIGTERM');
      }),
  };
}

function configuration(directory: string, port: number, securePort: number | null): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${directory}/${name};`)
    .join(' ');
  const secure =
    securePort === null
      ? ''
      : `listen 127.0.0.1:${securePort} ssl; ssl_certificate ${directory}/tls.pem; ssl_certificate_key ${directory}/tls.key;`;
  return `
daemon off; master_process off; pid ${directory}/nginx.pid; error_log stderr error;
events { worker_connections 64; }
http {
  ${temporary}
  log_format short escape=none '$status $http_range $http_if_range';
  access_log ${directory}/access.log short;
  default_type application/octet-stream;
  server {
    listen 127.0.0.1:${port}; ${secure}
    location / { root ${directory}/root; }
    location /slow/ { alias ${directory}/root/; limit_rate 1k; }
    location /no-ranges/ { alias ${directory}/root/; max_ranges 0; }
    location /moved/ { return 302 /other.vigie; }
    location /forbidden/ { deny all; }
    location /busy/ { return 503; }
    location /gzipped/ { alias ${directory}/root/; gzip on; gzip_types *; gzip_min_length 1; }
    location /unnamed/ { alias ${directory}/root/; etag off; }
  }
}
`;
}

/** @returns PEM of a certificate for `localhost` that is its own authority */
function makeCertificate(directory: string): string {
  execFileSync(
    opensslProgram ?? 'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'].concat(
      ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
      ['-keyout', join(directory, 'tls.key'), '-out', join(directory, 'tls.pem')],
    ),
    { stdio: 'pipe' },
  );
  return readFileSync(join(directory, 'tls.pem'), 'utf8');
}

async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()];
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          server.listen(0, '127.0.0.1', () => {
            const address = server.address();
            resolve(typeof address === 'object' && address !== null ? address.port : 0);
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return [ports[0] ?? 0, ports[1] ?? 0];
}

async function answering(origin: string, child: ChildProcess, said: () => string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${said()}`);
    const answered = await fetch(origin).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await pause(50);
  }
  child.kill('SIGTERM');
  throw new Error(`nginx does not answer: ${said()}`);
}
