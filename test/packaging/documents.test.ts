/** Documents that point nowhere, or show settings that the product refuses, are found here and not by their readers. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAdminSettings } from '../../src/app/fleet/admin-settings.ts';
import { generateSigner } from '../../src/core/crypto/signing.ts';
import { root } from './support/pack.ts';

const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].map((name) => join(root, name)),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(root, 'docs', name)),
];

/** GitHub's way: lower case, punctuation dropped, spaces to hyphens. */
function anchorsOf(file: string): Set<string> {
  const text = readFileSync(file, 'utf8').replace(/```[\s\S]*?```/g, '');
  const headings = [...text.matchAll(/^#+\s+(.+)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-'),
    ),
  );
}

function linksOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
    .replace(/```[\s\S]*?```/g, '')
    .replace(/`[^`\n]*`/g, '');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g), ...text.matchAll(/<img[^>]*\ssrc="([^"]+)"/g)];
  return links.map(([, target = '']) => target).filter((target) => !/^[a-z]+:/.test(target));
}

/** Whatever says to a person, or to a machine, which command to type. */
const instructions = [
  ...documents,
  ...['.github', 'src', 'packaging'].flatMap((dir) =>
    readdirSync(join(root, dir), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|tsx|yml|json|md)$/.test(name) && !name.includes('node_modules'))
      .map((name) => join(root, dir, name)),
  ),
];

describe('the documents', () => {
  it('name no command that runs a stranger’s package', () => {
    // Outside the project these ask the registry for a package of that name, and run whatever it has.
    const fetching = /\b(npx|bunx|(npm|yarn|pnpm|bun) (exec|x|dlx))\s/;
    const found = instructions.filter((file) => fetching.test(readFileSync(file, 'utf8')));
    expect(found.map((file) => relative(root, file))).toEqual([]);
  });

  it.each(documents.map((file) => [relative(root, file), file]))('%s links to what exists', (_name, file) => {
    const broken = linksOf(file).filter((target) => {
      const [path = '', anchor] = target.split('#');
      const to = path === '' ? file : resolve(dirname(file), path);
      // Pictures are made from the running application (`npm run pictures`).
      if (to.startsWith(join(root, 'docs', 'pictures'))) return false;
      if (!existsSync(to)) return true;
      return anchor !== undefined && to.endsWith('.md') && !anchorsOf(to).has(decodeURIComponent(anchor));
    });
    expect(broken).toEqual([]);
  });

  it('show settings that the product reads', () => {
    const deploy = readFileSync(join(root, 'docs', 'deploy.md'), 'utf8');
    const example = /```json\n([\s\S]*?)```/.exec(deploy)?.[1] ?? '';
    const dir = mkdtempSync(join(tmpdir(), 'vigie-documents-'));
    try {
      const key = join(dir, 'cert.pub.pem');
      const { publicPem } = generateSigner('sans importance ici');
      writeFileSync(key, publicPem, { mode: 0o644 });
      const shown = JSON.parse(example) as { trustedSigners: Record<string, string>[] };
      expect(shown.trustedSigners.map((signer) => Object.keys(signer))).toEqual([
        ['name', 'file'],
        ['name', 'pem'],
      ]);
      const [first, second] = shown.trustedSigners;
      const trustedSigners = [
        { ...first, file: key },
        { ...second, pem: generateSigner('de même').publicPem },
      ];
      const path = join(dir, 'settings.json');
      writeFileSync(path, JSON.stringify({ ...shown, trustedSigners }), { mode: 0o644 });
      const settings = readAdminSettings(
        path,
        process.platform === 'win32'
          ? { platform: 'win32', describeFile: () => 'O:BAD:P(A;;FA;;;BA)' }
          : { platform: 'posix', uids: [process.getuid?.() ?? 0] },
      );
      expect(settings.signers.size).toBe(2);
      expect(settings.supervisorsMayTrustSigners).toBe(false);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
