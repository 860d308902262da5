/** Prints, as JSON, every file of the built renderer as the product serves it: path → status, headers, body in base 64. */
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { serveAsset } from '../../src/app/shell/assets.ts';
import { appUrl } from '../../src/main/hardening.ts';

const dir = join(import.meta.dirname, '..', '..', 'out', 'renderer');
const files = readdirSync(dir, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(dir, join(entry.parentPath, entry.name)));
const served: Record<string, object> = {};
for (const path of ['', ...files]) {
  const { status, headers, body } = await serveAsset(dir, `${appUrl}${path}`, 'GET');
  served[`/${path}`] = { status, headers, body: Buffer.from(body).toString('base64') };
}
process.stdout.write(JSON.stringify(served));
