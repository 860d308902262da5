import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectCommand } from '../../scripts/lib/project.mjs';

/** Each forbidden import, planted alone in a project of its own: file, what it imports, the rule that must refuse it. */
const planted = [
  ['src/core/pack/a.ts', '../../files/source.ts', 'core-reaches-only-what-it-may'],
  ['src/core/pack/b.ts', '../check/check.ts', 'core-pack-knows-only-earlier-steps'],
  ['src/core/identifier/a.ts', '../pack/pack.ts', 'core-identifier-knows-only-earlier-steps'],
  // The last step has none to its right; a file of core that is no step is refused as well.
  ['src/core/print/a.ts', '../stray.ts', 'core-print-knows-only-earlier-steps'],
  ['src/core/bytes/a.ts', '../pack/pack.ts', 'core-foundations-know-no-step'],
  ['src/core/check/a.ts', 'node:crypto', 'only-core-crypto-does-cryptography'],
  ['src/app/a.ts', 'argon2', 'only-core-crypto-does-cryptography'],
  ['src/core/check/b.ts', 'node:fs', 'core-touches-no-machine'],
  ['src/core/check/c.ts', 'node:https', 'core-touches-no-machine'],
  ['src/files/a.ts', '../app/app.ts', 'files-reaches-only-what-it-may'],
  ['src/contract/a.ts', '../core/errors.ts', 'contract-reaches-only-what-it-may'],
  ['src/contract/b.ts', 'node:path', 'contract-is-schemas'],
  ['src/app/b.ts', '../main/index.ts', 'app-reaches-only-what-it-may'],
  ['src/app/c.ts', 'electron', 'electron-in-its-shell-only'],
  ['src/app/d.ts', 'playwright-core', 'playwright-in-its-shell-only'],
  ['src/app/e.ts', 'better-sqlite3-multiple-ciphers', 'database-in-journal-only'],
  ['src/renderer/a.ts', '../core/errors.ts', 'renderer-reaches-only-what-it-may'],
  ['src/renderer/b.ts', 'node:fs', 'renderer-has-no-node'],
  ['src/preload/a.ts', '../core/errors.ts', 'preload-reaches-only-what-it-may'],
  ['src/preload/b.ts', 'zod', 'preload-requires-only-electron'],
  ['src/cli/a.ts', '../app/app.ts', 'cli-reaches-only-what-it-may'],
  ['src/leak/a.ts', '../files/source.ts', 'leak-reaches-only-what-it-may'],
  ['src/assess/a.ts', '../files/source.ts', 'assess-reaches-only-what-it-may'],
  ['src/leak/b.ts', '../assess/assessment.ts', 'leak-reaches-only-what-it-may'],
  ['src/app/j.ts', '../assess/assessment.ts', 'app-reaches-only-what-it-may'],
  ['src/leak/scan/a.ts', '../shapes/shape.ts', 'leak-scan-reaches-only-what-it-may'],
  ['src/leak/scan/b.ts', '../meaning/headers.ts', 'leak-scan-reaches-only-what-it-may'],
  ['src/leak/scan/c.ts', '../../core/identifier/nir.ts', 'leak-scan-reaches-only-what-it-may'],
  ['src/core/guide/a.ts', '../../leak/shapes/shape.ts', 'core-reaches-only-what-it-may'],
  ['src/app/i.ts', '../leak/shapes/shape.ts', 'app-reaches-only-what-it-may'],
  ['src/main/a.ts', '../chromium/main.ts', 'main-reaches-only-what-it-may'],
  ['src/chromium/a.ts', '../preload/index.ts', 'chromium-reaches-only-what-it-may'],
  ['src/chromium/b.ts', '../renderer/main.ts', 'chromium-reaches-only-what-it-may'],
  ['src/app/f.ts', '../../test/support/x.ts', 'product-not-tests'],
  ['src/app/g.ts', './missing.ts', 'resolvable'],
  ['src/app/h.ts', 'vitest', 'declared-dependencies'],
] as const;

/** The rooms of the application, each line above the next: a room reaches those on lines above its own, and no other. */
const floors = [
  ['fleet', 'door'],
  ['shell'],
  ['vault'],
  ['pack'],
  ['context'],
  ['unlock', 'case'],
  ['check', 'guide', 'journal', 'print'],
];
const rooms = floors.flat();
const fileOf = (room: string) => (room === 'context' ? 'src/app/context.ts' : `src/app/${room}/room.ts`);
const floorOf = (room: string) => floors.findIndex((floor) => floor.includes(room));

/** The steps of core: a step reaches those to its left. */
const steps = ['identifier', 'pack', 'unlock', 'check', 'guide', 'journal', 'print'];

interface Arrow {
  readonly file: string;
  readonly target: string;
  readonly rule: string;
  readonly isAllowed: boolean;
}

/** Every arrow that could be drawn between two rooms, and between two steps. */
const everyArrow: readonly Arrow[] = [
  ...rooms.flatMap((from) =>
    rooms
      .filter((to) => to !== from)
      .map((to) => ({
        file: from === 'context' ? `src/app/context.ts` : `src/app/${from}/to-${to}.ts`,
        target: fileOf(to),
        rule: `app-${from}-knows-only-rooms-above`,
        isAllowed: floorOf(to) < floorOf(from),
      })),
  ),
  ...steps.flatMap((from, index) =>
    steps
      .filter((to) => to !== from)
      .map((to) => ({
        file: `src/core/${from}/to-${to}.ts`,
        target: `src/core/${to}/step.ts`,
        rule: `core-${from}-knows-only-earlier-steps`,
        isAllowed: steps.indexOf(to) < index,
      })),
  ),
];

const allowed = [
  ['src/core/check/ok.ts', '../pack/pack.ts'],
  ['src/core/crypto/ok.ts', 'node:crypto'],
  ['src/core/journal/ok.ts', 'better-sqlite3-multiple-ciphers'],
  ['src/leak/shapes/ok.ts', '../../core/identifier/nir.ts'],
  ['src/assess/ok.ts', '../leak/shapes/shape.ts'],
  ['src/cli/ok-assess.ts', '../assess/assessment.ts'],
  ['src/cli/ok.ts', '../leak/shapes/shape.ts'],
  ['src/files/ok.ts', '../core/errors.ts'],
  ['src/app/ok.ts', '../files/source.ts'],
  ['src/contract/ok.ts', '../core/vocabulary.ts'],
  ['src/renderer/ok.ts', '../contract/channels.ts'],
  ['src/chromium/ok.ts', '../preload/api.ts'],
] as const;

const root = resolve(import.meta.dirname, '..', '..');
let dir = '';
let violations: { from: string; to: string; rule: { name: string } }[] = [];

function plant(file: string, text: string): void {
  mkdirSync(dirname(join(dir, file)), { recursive: true });
  writeFileSync(join(dir, file), text);
}

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigie-arrows-'));
  symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'));
  symlinkSync(join(root, 'package.json'), join(dir, 'package.json'));
  const targets = [
    ...['core/stray', 'core/identifier/nir', 'leak/shapes/shape', 'leak/meaning/headers', 'assess/assessment'],
    ...['core/errors', 'core/vocabulary', 'core/pack/pack', 'core/check/check', 'files/source', 'app/app'],
    ...['contract/channels', 'main/index', 'chromium/main', 'renderer/main', 'preload/api', 'preload/index'],
  ];
  for (const target of targets) plant(`src/${target}.ts`, 'export const one = 1;\n');
  for (const room of rooms) if (room !== 'context') plant(fileOf(room), 'export const one = 1;\n');
  for (const step of steps) plant(`src/core/${step}/step.ts`, 'export const one = 1;\n');
  plant('test/support/x.ts', 'export const one = 1;\n');
  for (const [file, arrows] of Map.groupBy(everyArrow, (arrow) => arrow.file)) {
    const lines = arrows.map(
      ({ target }, at) => `import * as other${at} from '${relative(dirname(file), target).replace(/^(?!\.)/, './')}';`,
    );
    plant(file, `${lines.join('\n')}\nexport { ${arrows.map((_, at) => `other${at}`).join(', ')} };\n`);
  }
  for (const [file, target] of [...planted, ...allowed])
    plant(file, `import * as other from '${target}';\nexport { other };\n`);
  // The same arrow, drawn by a type alone and by a dynamic import, which a parser could lose.
  plant('src/renderer/type.ts', "import type { one } from '../core/errors.ts';\nexport type One = typeof one;\n");
  plant('src/renderer/late.ts', "export const late = () => import('../core/errors.ts');\n");
  plant('src/app/ring-a.ts', "import './ring-b.ts';\n");
  plant('src/app/ring-b.ts', "import './ring-a.ts';\n");
  plant('src/app/case/types-a.ts', "import type { B } from './types-b.ts';\nexport type A = B | 1;\n");
  plant('src/app/case/types-b.ts', "import type { A } from './types-a.ts';\nexport type B = A | 2;\n");
  const config = join(root, '.dependency-cruiser.mjs');
  const [program, args] = projectCommand('depcruise', ['--config', config, '--output-type', 'json', 'src']);
  const { stdout, stderr } = spawnSync(program, args, { cwd: dir, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (stdout === '') throw new Error(stderr);
  violations = JSON.parse(stdout).summary.violations;
});
afterAll(() => rmSync(dir, { recursive: true }));

/** In the order of the floors. Read from the real sources. */
function roomsReachedFrom(room: string): string[] {
  const app = join(root, 'src', 'app');
  const files = ['context', 'app'].includes(room) ? [`${room}.ts`] : globSync(`${room}/**/*.ts`, { cwd: app });
  const reached = new Set(
    files.flatMap((file) =>
      [...readFileSync(join(app, file), 'utf8').matchAll(/from '(\.[^']+)'/g)].map(
        ([, target = '']) => join(dirname(file), target).replace(/\.ts$/, '').split('/')[0],
      ),
    ),
  );
  return rooms.filter((one) => one !== room && reached.has(one));
}

const rulesBrokenBy = (file: string) => violations.filter(({ from }) => from === file).map(({ rule }) => rule.name);

describe('the arrows of the architecture', () => {
  it.each(planted)('refuse %s → %s by %s', (file, _target, rule) => {
    expect(rulesBrokenBy(file)).toContain(rule);
  });

  it.each(everyArrow)('$rule: $file → $target is allowed: $isAllowed', ({ file, target, rule, isAllowed }) => {
    const broken = violations.filter((one) => one.from === file && one.to === target).map((one) => one.rule.name);
    if (isAllowed) expect(broken).not.toContain(rule);
    else expect(broken).toContain(rule);
  });

  it('are each tried by a breach', async () => {
    const names = new Set(
      [
        ...planted.map(([, , rule]) => rule),
        ...everyArrow.filter((one) => !one.isAllowed).map(({ rule }) => rule),
      ].concat(['no-cycles', 'app-has-no-circle']),
    );
    const config = (await import(join(root, '.dependency-cruiser.mjs'))) as {
      default: { forbidden: { name: string }[] };
    };
    expect(config.default.forbidden.map(({ name }) => name).filter((name) => !names.has(name))).toEqual([]);
  });

  it('between rooms are those that docs/ARCHITECTURE.md lists', () => {
    const text = readFileSync(join(root, 'docs', 'ARCHITECTURE.md'), 'utf8');
    const listed = new Map(
      [...text.matchAll(/^\| `(\w+)` → \| ([^|]*) \|$/gm)].map(([, room = '', reached = '']) => [
        room,
        reached
          .split(', ')
          .filter((one) => one !== 'none')
          .map((one) => one.replaceAll('`', '')),
      ]),
    );
    expect(listed).toEqual(new Map([...rooms, 'app'].map((room) => [room, roomsReachedFrom(room)])));
  });

  it.each(allowed)('allow %s → %s', (file) => {
    expect(rulesBrokenBy(file)).toEqual([]);
  });

  it('count a type and a dynamic import like any other', () => {
    expect(rulesBrokenBy('src/renderer/type.ts')).toContain('renderer-reaches-only-what-it-may');
    expect(rulesBrokenBy('src/renderer/late.ts')).toContain('renderer-reaches-only-what-it-may');
  });

  it('refuse a cycle', () => {
    expect(rulesBrokenBy('src/app/ring-a.ts')).toContain('no-cycles');
    expect(rulesBrokenBy('src/app/case/types-a.ts')).toContain('app-has-no-circle');
  });
});

describe('lint', () => {
  const importing = (name: string) => `import { ${name} } from 'node:crypto';\n\nexport { ${name} };\n`;
  const expecting = (call: string) => `import { expect } from 'vitest';\n\nexpect(() => 1).${call};\n`;
  const files = {
    'src/core/crypto/allowed.ts': importing('createHash'),
    'src/core/crypto/refused.ts': importing('argon2'),
    'src/core/crypto/whole.ts': "import * as all from 'node:crypto';\n\nexport { all };\n",
    'src/app/console.ts': 'console.log(1);\n',
    'src/cli/terminal.ts': 'console.log(1);\n',
    'test/bare.test.ts': expecting('toThrow()'),
    'test/coded.test.ts': expecting("toThrow('pack-truncated')"),
  };
  let messages: Record<keyof typeof files, string>;

  beforeAll(() => {
    cpSync(join(root, 'biome.json'), join(dir, 'biome.json'));
    cpSync(join(root, 'scripts', 'lint'), join(dir, 'scripts', 'lint'), { recursive: true });
    cpSync(join(root, '.gitignore'), join(dir, '.gitignore'));
    for (const [file, text] of Object.entries(files)) plant(file, text);
    const [program, args] = projectCommand('biome', ['lint', '--reporter=github', ...Object.keys(files)]);
    const { stdout, stderr } = spawnSync(program, args, { cwd: dir, encoding: 'utf8' });
    const lines = `${stdout}\n${stderr}`.split('\n');
    messages = Object.fromEntries(
      Object.keys(files).map((file) => [file, lines.filter((line) => line.includes(`${file},line=`)).join('\n')]),
    ) as typeof messages;
  });

  it('allows only what BoringSSL has of node:crypto', () => {
    expect(messages['src/core/crypto/allowed.ts']).toBe('');
    expect(messages['src/core/crypto/refused.ts']).toContain('BoringSSL');
    expect(messages['src/core/crypto/whole.ts']).toContain('BoringSSL');
  });

  it('refuses a test that would pass for any error', () => {
    expect(messages['test/bare.test.ts']).toContain('passes for the wrong reason');
    expect(messages['test/coded.test.ts']).toBe('');
  });

  it('refuses console in the product, and lets the terminal of the command line have it', () => {
    expect(messages['src/app/console.ts']).toContain('noConsole');
    expect(messages['src/cli/terminal.ts']).toBe('');
  });
});
