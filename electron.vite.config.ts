/**
 * The build of the product: `out/main` (Electron's main process), `out/preload` (one CommonJS file), `out/renderer`
 * (what both shells show). No source maps: they would carry the sources into the package.
 */
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import postcssPresetMantine from 'postcss-preset-mantine';
import postcssSimpleVars from 'postcss-simple-vars';
import { noncePlaceholder } from './src/app/shell/assets.ts';
import { contract, events } from './src/contract/channels.ts';

const contractNames = { channels: Object.keys(contract), events: Object.keys(events) };

// Mantine's own breakpoints, for use in media queries: https://mantine.dev/styles/postcss-preset
const breakpoints = {
  'mantine-breakpoint-xs': '36em',
  'mantine-breakpoint-sm': '48em',
  'mantine-breakpoint-md': '62em',
  'mantine-breakpoint-lg': '75em',
  'mantine-breakpoint-xl': '88em',
};

export default defineConfig({
  main: {
    build: {
      sourcemap: false,
      rollupOptions: { input: resolve(import.meta.dirname, 'src/main/index.ts') },
    },
  },
  preload: {
    define: { __VIGIE_CONTRACT__: JSON.stringify(contractNames) },
    build: {
      sourcemap: false,
      externalizeDeps: false,
      rollupOptions: {
        input: resolve(import.meta.dirname, 'src/preload/index.ts'),
        // A sandboxed preload script is CommonJS: https://www.electronjs.org/docs/latest/tutorial/esm
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    root: resolve(import.meta.dirname, 'src/renderer'),
    base: './',
    html: { cspNonce: noncePlaceholder },
    plugins: [react()],
    css: { postcss: { plugins: [postcssPresetMantine(), postcssSimpleVars({ variables: breakpoints })] } },
    build: {
      sourcemap: false,
      // electron-vite leaves code as it is; a renderer that starts at each shift had better be small.
      minify: true,
      // Inlined assets would need `data:` in more directives of the policy than it grants.
      assetsInlineLimit: 0,
      // The polyfill is an inline script in old templates and needless in the browsers that Electron 45 matches.
      modulePreload: { polyfill: false },
      rollupOptions: { input: resolve(import.meta.dirname, 'src/renderer/index.html') },
    },
  },
});
