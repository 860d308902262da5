/**
 * Runs one of the project's tools under the project's own Node, installing what is missing first:
 * `node scripts/run.mjs electron-vite build`. What npm's scripts call, so that the Node npm runs under does not matter.
 */
import { spawn } from 'node:child_process';
import { projectCommand, projectEnv, projectRoot } from './lib/project.mjs';
import { failWith, setUp } from './setup.mjs';

const [name, ...args] = process.argv.slice(2);
try {
  if (name === undefined) throw new Error('usage: node scripts/run.mjs TOOL [ARGUMENT…]');
  await setUp({ browser: false, say: (what) => process.stderr.write(`set-up: ${what}\n`) });
  const [program, programArgs] = projectCommand(name, args);
  const child = spawn(program, programArgs, { cwd: projectRoot, env: projectEnv(), stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
} catch (error) {
  failWith(error);
}
