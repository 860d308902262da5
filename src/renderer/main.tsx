/** Entry of the renderer: the stores over `window.vigie`, the words, the theme; then the first question to the application. */
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import './design/mantine.css';
import './design/tokens.css';
import './design/base.css';
import './design/controls.css';
// Before the screens' own styles, which compose from it and win over it.
import './components/card.module.css';
import { createRoot } from 'react-dom/client';
import type { VigieApi } from '../contract/channels.ts';
import { App } from './app.tsx';
import { writeLiveRegions } from './components/live-regions.ts';
import { createDesk } from './state/desk.ts';
import { createI18n } from './text/i18n.ts';

declare global {
  interface Window {
    /** Put there by the preload script; the renderer's only door. */
    readonly vigie: VigieApi;
  }
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
const desk = createDesk(window.vigie);
// Before any screen has something to say.
writeLiveRegions(desk.view);
// A file dropped beside the drop zone must not make the window leave the application.
for (const kind of ['dragover', 'drop'] as const) window.addEventListener(kind, (event) => event.preventDefault());
createRoot(root).render(<App desk={desk} i18n={createI18n('fr')} />);
void desk.session.getState().load();
