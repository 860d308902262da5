/**
 * Where the project is, and how its tools are run. Everything here works on any Node ≥ 20 before anything is installed.
 *
 * The project's own Node (the `node` development dependency, same major as Electron's) does all the work; the Node that
 * npm runs under may be older. So each child gets `node_modules/.bin` first on its path, and Node programs are started
 * with that binary by name.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const binDir = join(projectRoot, 'node_modules', '.bin');

const isWindows = process.platform === 'win32';

/** @returns path of the project's own Node. It exists only after set-up. */
export function projectNode() {
  return join(projectRoot, 'node_modules', 'node', 'bin', isWindows ? 'node.exe' : 'node');
}

/** The environment of every child: the project's tools first on the path. */
export function projectEnv(extra = {}) {
  // Windows names the variable `Path`; two spellings in one block would leave the choice to chance.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.toUpperCase() !== 'PATH'));
  env.PATH = `${binDir}${delimiter}${process.env.PATH ?? process.env.Path ?? ''}`;
  return { ...env, ...extra };
}

/** The script behind a package's command: what `node_modules/.bin/<name>` points to, without a shell in between. */
function commandScript(name) {
  const packageOf = { tsc: 'typescript', biome: '@biomejs/biome', depcruise: 'dependency-cruiser' };
  const packageName = packageOf[name] ?? name;
  const dir = join(projectRoot, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
  return join(dir, typeof bin === 'string' ? bin : bin[name]);
}

/** @returns program and arguments for a Node program (`node`) or a command of a development dependency (`tsc`). */
export function projectCommand(name, args) {
  return name === 'node' ? [projectNode(), args] : [projectNode(), [commandScript(name), ...args]];
}

/**
 * Runs a program to its end.
 * @param options.capture collects both outputs instead of showing them
 * @returns exit code (128 + signal number where a signal ended it), output and milliseconds
 */
export function run(program, args, options = {}) {
  const { capture = false, env = projectEnv(), cwd = projectRoot, shell = false } = options;
  const startedAt = performance.now();
  return new Promise((done, fail) => {
    const child = spawn(program, args, {
      cwd,
      env,
      shell,
      stdio: ['ignore', capture ? 'pipe' : 'inherit', capture ? 'pipe' : 'inherit'],
    });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.on('error', fail);
    child.on('close', (code, signal) =>
      done({ code: code ?? 128 + (signal === 'SIGINT' ? 2 : 15), output, ms: performance.now() - startedAt }),
    );
  });
}

/** Runs a project tool: `runTool('tsc', ['-p', '.'])`. */
export function runTool(name, args, options = {}) {
  const [program, programArgs] = projectCommand(name, args);
  return run(program, programArgs, options);
}

/** @returns the parsed `package.json` of the project. */
export function readPackage() {
  return JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
}

/** @returns true once the project's own Node can be started. */
export function hasProjectNode() {
  return existsSync(projectNode());
}

/** Seconds with one decimal, for people. */
export function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}
