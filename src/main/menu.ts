/**
 * The application menu. macOS needs one for copy and paste to work; elsewhere there is none, so that no accelerator
 * reloads the page or opens tools.
 */
import type { Menu } from 'electron';

const words = {
  fr: { edit: 'Édition', undo: 'Annuler', redo: 'Rétablir', cut: 'Couper', copy: 'Copier', paste: 'Coller' },
  en: { edit: 'Edit', undo: 'Undo', redo: 'Redo', cut: 'Cut', copy: 'Copy', paste: 'Paste' },
};
const more = {
  fr: { selectAll: 'Tout sélectionner', hide: 'Masquer Vigie', quit: 'Quitter Vigie' },
  en: { selectAll: 'Select all', hide: 'Hide Vigie', quit: 'Quit Vigie' },
};

export function installMenu(menu: typeof Menu, platform: NodeJS.Platform, locale: string): void {
  if (platform !== 'darwin') {
    menu.setApplicationMenu(null);
    return;
  }
  const language = locale.toLowerCase().startsWith('en') ? 'en' : 'fr';
  const say = { ...words[language], ...more[language] };
  menu.setApplicationMenu(
    menu.buildFromTemplate([
      {
        label: 'Vigie',
        submenu: [{ role: 'hide', label: say.hide }, { type: 'separator' }, { role: 'quit', label: say.quit }],
      },
      {
        label: say.edit,
        submenu: [
          { role: 'undo', label: say.undo },
          { role: 'redo', label: say.redo },
          { type: 'separator' },
          { role: 'cut', label: say.cut },
          { role: 'copy', label: say.copy },
          { role: 'paste', label: say.paste },
          { role: 'selectAll', label: say.selectAll },
        ],
      },
    ]),
  );
}
