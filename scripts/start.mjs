/**
 * `npm start`: set-up, build, demonstration profile, window. Electron where its binary is present (nothing here
 * downloads it), else the machine's browser; without a display the same tour headless, with pictures.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfStale, demoDigest } from './lib/build.mjs';
import { chooseShells, runElectron, sandboxObstacle, untilEnd } from './lib/electron-sandbox.mjs';
import { freedMemoryEnv } from './lib/freed-memory.mjs';
import { projectEnv, projectNode, projectRoot, runTool } from './lib/project.mjs';
import { failWith, setUp } from './setup.mjs';

const demoDir = join(projectRoot, '.vigie', 'demo');
const isEnglish = /^en/i.test(process.env.VIGIE_LANG ?? process.env.LC_ALL ?? process.env.LANG ?? '');
const say = (fr, en) => console.log(isEnglish ? en : fr);

/** @returns the path of Electron's binary, or null. Never calls Electron's own code, which would download it. */
function findElectron() {
  const dir = join(projectRoot, 'node_modules', 'electron');
  const pathFile = join(dir, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const binary = join(
    process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(dir, 'dist'),
    readFileSync(pathFile, 'utf8').trim(),
  );
  return existsSync(binary) ? binary : null;
}

/** Why not Electron, in words. The browser's sandbox has its own ways. */
const reasons = {
  missing: [
    'Le programme d’Electron n’est pas installé : Vigie s’ouvre dans le navigateur de cette machine, hors ligne.',
    'Electron’s binary is not installed: Vigie opens in this machine’s browser, off line.',
  ],
  root: [
    'Electron ne démarre pas pour l’administrateur (root) avec son bac à sable : Vigie s’ouvre dans le navigateur.',
    'Electron does not start for root with its sandbox: Vigie opens in the browser.',
  ],
  namespaces: [
    'Ce système refuse à Electron les espaces de noms de son bac à sable (Ubuntu 24.04 et suivants) : Vigie s’ouvre dans le navigateur.\nLe paquet Debian apporte ce qu’il faut (docs/deploy.md).',
    'This system denies Electron the namespaces of its sandbox (Ubuntu 24.04 and later): Vigie opens in the browser.\nThe Debian package brings what it takes (docs/deploy.md).',
  ],
  ended: [
    'Electron s’est arrêté faute de bac à sable : Vigie s’ouvre dans le navigateur.\nLe paquet Debian apporte ce qu’il faut (docs/deploy.md).',
    'Electron ended for want of its sandbox: Vigie opens in the browser.\nThe Debian package brings what it takes (docs/deploy.md).',
  ],
};

function hasDisplay() {
  if (process.argv.includes('--headless')) return false;
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
}

async function foreground(program, args) {
  const child = spawn(program, args, {
    cwd: projectRoot,
    env: { ...projectEnv(), ...freedMemoryEnv },
    stdio: 'inherit',
  });
  return (await untilEnd(child)) ?? 0;
}

function isDemoFresh() {
  const file = join(demoDir, 'demo.json');
  return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).madeBy === demoDigest();
}

async function prepareDemo() {
  if (isDemoFresh()) return;
  say(
    'Préparation de la démonstration (fichier fictif de 20 000 lignes)…',
    'Making the demonstration (made-up set of 20,000 rows)…',
  );
  const { code } = await runTool('node', [join(projectRoot, 'scripts', 'demo', 'prepare.ts'), demoDir]);
  if (code !== 0) throw new Error('the demonstration profile could not be made');
}

try {
  const electron = findElectron();
  const obstacle = electron === null ? null : sandboxObstacle(electron);
  const { shells, because } = chooseShells({ electron, obstacle, hasDisplay: hasDisplay() });
  const [first] = shells;
  const tell = (what) => console.log(`set-up: ${what}`);
  let browser = await setUp({ browser: first !== 'electron', say: tell });
  await buildIfStale(tell);
  await prepareDemo();
  if (because !== null) say(...reasons[because]);
  let isDone = false;
  if (first === 'electron') {
    const { code, hadNoSandbox } = await runElectron(electron, ['.', '--demo'], {
      cwd: projectRoot,
      env: projectEnv(),
    });
    process.exitCode = code;
    isDone = !hadNoSandbox;
    if (hadNoSandbox) {
      say(...reasons.ended);
      browser = await setUp({ browser: true, say: tell });
    }
  }
  if (first === 'tour') {
    say(
      'Pas d’écran sur cette machine : la visite guidée se déroule sans fenêtre.',
      'No display on this machine: the guided tour runs without a window.',
    );
    const tour = join(projectRoot, 'scripts', 'demo', 'tour.ts');
    process.exitCode = await foreground(projectNode(), [tour, '--browser', browser]);
  } else if (!isDone) {
    const shell = join(projectRoot, 'src', 'chromium', 'main.ts');
    process.exitCode = await foreground(projectNode(), [shell, '--demo', '--browser', browser]);
  }
} catch (error) {
  failWith(error);
}
