/**
 * The arrows of the architecture (docs/ARCHITECTURE.md), each with its reason. TypeScript 7 has no JavaScript API, so
 * the sources are parsed with swc; type-only imports count like any other.
 */

/** The steps of the main job, in the order in which data flows: a step knows only those to its left. */
const steps = ['identifier', 'pack', 'unlock', 'check', 'guide', 'journal', 'print'];

/**
 * The rooms of the application, in the order in which one may build on another: a room reaches only those above it here,
 * and none on its own line. `context` is a single file, what the handlers of the rooms below it share.
 */
const floors = [
  {
    fleet:
      'what the administrator of the machine fixes holds whatever the application does: it may depend on none of it',
    door: 'who may call is judged before anything else runs: the door may know no room whose calls it lets in',
  },
  { shell: 'what Electron or the browser must offer is said in terms of no step, so that another shell can offer it' },
  { vault: 'session, keys and sealed files serve every step alike: a step known here would be tied to all others' },
  { pack: 'sets and notices answer without knowing who asks: no call, no case, no adviser' },
  { context: 'what handlers share is made before any of them' },
  {
    unlock: 'the way in and out of the vault knows no call: quotas and alarms belong to the steps below',
    case: 'the case is where check, guide and journal meet: it may know none of them',
  },
  {
    check: 'steps meet in the case, never in each other: a check works without guide and journal screens',
    guide: 'steps meet in the case, never in each other: the guide works on a case, however it was checked',
    journal: 'steps meet in the case, never in each other: the journal finds a case, however it was made',
    print: 'steps meet in the case, never in each other: the sheet says what the case holds, whoever filled it',
  },
];

const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

/** `folder` may reach, inside `src`, only itself and `allowed`. */
const only = (folder, allowed, comment) =>
  forbid(
    `${folder.replaceAll('/', '-')}-reaches-only-what-it-may`,
    comment,
    { path: `^src/${folder}/` },
    { path: '^src/', pathNot: [`^src/${folder}/`, ...allowed.map((one) => `^src/${one}`)] },
  );

export default {
  forbidden: [
    only(
      'core',
      [],
      'core is the specified part: it must be readable, testable and portable without any layer above it',
    ),
    only('files', ['core/'], 'files turns bytes on disk into what core asks for and knows no application'),
    only(
      'leak',
      ['core/'],
      'reading what is sold is a part of its own, which knows neither packs on disk nor the command line',
    ),
    only(
      'leak/scan',
      [],
      'the scan is the second opinion on every reading: a line of code shared with the first would share its mistakes',
    ),
    only(
      'assess',
      ['core/', 'leak/'],
      'what a file is worth is measured on what the reader gives, and knows neither packs on disk nor who asks',
    ),
    only(
      'contract',
      ['core/vocabulary[.]ts$', 'core/error-codes[.]ts$'],
      'the contract is bundled into the sandboxed renderer: it may carry constants and schemas, never code of core',
    ),
    only('app', ['core/', 'files/', 'contract/'], 'the application runs under any shell, so it may know none'),
    only(
      'main',
      ['app/', 'core/', 'files/'],
      'a shell drives the application and is interchangeable: it may know neither the other shell nor the screens',
    ),
    only(
      'chromium',
      ['app/', 'core/', 'files/', 'contract/channels[.]ts$', 'preload/(api|drag-out)[.]ts$'],
      'this shell is its own preload: it sends the same window.vigie into the page; all else as for the other shell',
    ),
    only(
      'preload',
      ['contract/'],
      'the preload script is the narrow door: only what the contract says passes through it',
    ),
    only('renderer', ['contract/'], 'the renderer is untrusted: it must not be able to reach a key, a file or a pack'),
    only(
      'cli',
      ['core/', 'files/', 'leak/', 'assess/'],
      'the command line is for the security team and works without the application',
    ),
    ...floors.flatMap((floor, index) => {
      const above = floors.slice(0, index).flatMap((earlier) => Object.keys(earlier));
      const path = (room) => (room === 'context' ? '^src/app/context[.]ts$' : `^src/app/${room}/`);
      return Object.entries(floor).map(([room, reason]) =>
        forbid(
          `app-${room}-knows-only-rooms-above`,
          reason,
          { path: path(room) },
          { path: '^src/app/', pathNot: [room, ...above].map(path) },
        ),
      );
    }),
    forbid(
      'app-has-no-circle',
      'a circle of types ties files together as a circle of calls does: neither can be understood without the other',
      { path: '^src/app/' },
      { circular: true },
    ),
    forbid(
      'contract-is-schemas',
      'the contract crosses into the renderer: zod is all it needs',
      { path: '^src/contract/' },
      { pathNot: ['^src/', '(^|/)node_modules/zod/'] },
    ),
    ...steps.map((step, index) =>
      forbid(
        `core-${step}-knows-only-earlier-steps`,
        `data flows ${steps.join(' → ')}; an arrow back would tie ${step} to what comes after it`,
        { path: `^src/core/${step}/` },
        {
          path: '^src/core/',
          pathNot: [...steps.slice(0, index + 1), 'bytes', 'crypto']
            .map((one) => `^src/core/${one}/`)
            .concat('^src/core/error(s|-codes)[.]ts$', '^src/core/(vocabulary|written-dates)[.]ts$'),
        },
      ),
    ),
    forbid(
      'core-foundations-know-no-step',
      'bytes, crypto, errors, their codes, the vocabulary and written dates lie under every step',
      { path: '^src/core/(bytes/|crypto/|errors\\.ts|error-codes\\.ts|vocabulary\\.ts|written-dates\\.ts)' },
      { path: `^src/core/(${steps.join('|')})/` },
    ),
    forbid(
      'only-core-crypto-does-cryptography',
      'one folder to audit: whoever reviews the cryptography reads src/core/crypto and nothing else',
      { path: '^src/', pathNot: '^src/core/crypto/' },
      { path: '^(node:)?crypto$|(^|/)node_modules/(argon2|@node-rs/argon2|@noble)/' },
    ),
    forbid(
      'core-touches-no-machine',
      'core takes bytes and returns bytes; opening files, sockets and processes belongs to files and above',
      { path: '^src/core/' },
      { path: '^(node:)?(fs|fs/promises|net|http|https|tls|dgram|child_process|worker_threads|cluster|os|path)$' },
    ),
    forbid(
      'database-in-journal-only',
      'one place opens the journal, so that one place is responsible for its encryption; the lock file and the databases that criminals sell hold none of our data',
      { path: '^src/', pathNot: '^src/(core/journal/|files/lock-file[.]ts$|leak/containers/sqlite[.]ts$)' },
      { path: '(^|/)node_modules/better-sqlite3' },
    ),
    forbid(
      'electron-in-its-shell-only',
      'the application must run, and be tested, without Electron',
      { path: '^src/', pathNot: '^src/(main|preload)/' },
      { path: '^electron$|(^|/)node_modules/electron/' },
    ),
    forbid(
      'playwright-in-its-shell-only',
      'playwright-core drives the Chromium shell and is never packaged',
      { path: '^src/', pathNot: '^src/chromium/' },
      { path: '(^|/)node_modules/playwright-core/' },
    ),
    forbid(
      'renderer-has-no-node',
      'the renderer is sandboxed: a Node module there would break it, or worse, be shimmed',
      { path: '^src/(renderer|contract)/' },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'preload-requires-only-electron',
      'a sandboxed preload script can require nothing else',
      { path: '^src/preload/' },
      { pathNot: ['^src/(preload|contract)/', '^electron$|(^|/)node_modules/electron/'] },
    ),
    forbid(
      'product-not-tests',
      'nothing of the product may depend on tests, benches or scripts',
      { path: '^src/' },
      { path: '^(test|bench|scripts)/' },
    ),
    forbid(
      'no-cycles',
      'a cycle cannot be read, tested or taken out piece by piece; type-only cycles vanish at run time and are left alone',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbid(
      'resolvable',
      'an import that resolves to nothing fails only when it is reached',
      {},
      { couldNotResolve: true },
    ),
    forbid(
      'declared-dependencies',
      'what is packaged must be among the dependencies of package.json; the renderer and the preload are bundled',
      { path: '^src/', pathNot: '^src/(renderer|preload|chromium|main)/' },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    ),
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '[.](css|woff2|svg|png|json)' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.d.ts'],
    },
  },
};
