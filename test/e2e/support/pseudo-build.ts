/** The renderer in the pseudo-language: the product's own build, with the French tables replaced while they are read. */
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type Plugin } from 'vite';
import config from '../../../electron.vite.config.ts';
import { fr } from '../../../src/renderer/text/fr.ts';
import { problemsFr } from '../../../src/renderer/text/problems.ts';
import { pseudo } from '../../renderer/pseudo-locale.ts';

export const pseudoFr: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(fr).map(([key, message]) => [key, pseudo(message)]),
);

function pseudoTexts(): Plugin {
  const problems = Object.fromEntries(
    Object.entries(problemsFr).map(([code, words]) => [
      code,
      Object.fromEntries(Object.entries(words).map(([part, message]) => [part, pseudo(message)])),
    ]),
  );
  return {
    name: 'pseudo-texts',
    enforce: 'pre',
    load(id) {
      if (id.endsWith('/text/fr.ts')) return `export const fr = ${JSON.stringify(pseudoFr)};`;
      if (id.endsWith('/text/problems-fr.ts')) return `export const problemsFr = ${JSON.stringify(problems)};`;
      return null;
    },
  };
}

/** @param outDir directory for the build */
export async function buildPseudoRenderer(outDir: string): Promise<void> {
  const { renderer } = config as { renderer: Parameters<typeof build>[0] & { html: object; css: object } };
  await build({
    configFile: false,
    logLevel: 'error',
    root: resolve(import.meta.dirname, '../../../src/renderer'),
    base: './',
    html: renderer.html,
    css: renderer.css,
    plugins: [react(), pseudoTexts()],
    build: { ...renderer.build, outDir, emptyOutDir: true, minify: false },
  });
}
