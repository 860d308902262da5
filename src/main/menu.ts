/**
 * Menus, in the language of the preference. macOS needs an application menu for copy and paste to work; elsewhere there
 * is none, so that no accelerator reloads the page or opens tools. The context menu of text is ours on every system:
 * Electron has none.
 */

import type { BrowserWindow, Menu, MenuItemConstructorOptions } from 'electron';
import type { Locale } from '../core/vocabulary.ts';
import type { Zoom } from './zoom.ts';

const words = {
  fr: {
    hide: 'Masquer Vigie',
    quit: 'Quitter Vigie',
    edit: 'Édition',
    undo: 'Annuler',
    redo: 'Rétablir',
    cut: 'Couper',
    copy: 'Copier',
    paste: 'Coller',
    selectAll: 'Tout sélectionner',
    view: 'Présentation',
    zoomIn: 'Agrandir le texte',
    zoomOut: 'Réduire le texte',
    zoomReset: 'Taille normale',
    window: 'Fenêtre',
    minimise: 'Réduire',
  },
  en: {
    hide: 'Hide Vigie',
    quit: 'Quit Vigie',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    view: 'View',
    zoomIn: 'Larger text',
    zoomOut: 'Smaller text',
    zoomReset: 'Normal size',
    window: 'Window',
    minimise: 'Minimise',
  },
} satisfies Record<Locale, Record<string, string>>;

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** Sets the application menu; called again whenever the language changes. */
export function installMenu(menu: typeof Menu, platform: NodeJS.Platform, locale: Locale, zoom: Zoom): void {
  if (platform !== 'darwin') {
    menu.setApplicationMenu(null);
    return;
  }
  const say = words[locale];
  menu.setApplicationMenu(
    menu.buildFromTemplate([
      {
        label: 'Vigie',
        submenu: [{ role: 'hide', label: say.hide }, separator, { role: 'quit', label: say.quit }],
      },
      {
        label: say.edit,
        submenu: [
          { role: 'undo', label: say.undo },
          { role: 'redo', label: say.redo },
          separator,
          { role: 'cut', label: say.cut },
          { role: 'copy', label: say.copy },
          { role: 'paste', label: say.paste },
          { role: 'selectAll', label: say.selectAll },
        ],
      },
      {
        label: say.view,
        submenu: [
          // Keys are listened for in zoom.ts; an accelerator here would act a second time.
          { label: say.zoomIn, click: zoom.in },
          { label: say.zoomOut, click: zoom.out },
          { label: say.zoomReset, click: zoom.reset },
        ],
      },
      { label: say.window, submenu: [{ role: 'minimize', label: say.minimise }] },
    ]),
  );
}

/** Cut, copy and paste by right click, where Chromium says that they apply: never copy out of a passphrase field. */
export function offerContextMenu(menu: typeof Menu, window: BrowserWindow, localeNow: () => Locale): void {
  window.webContents.on('context-menu', (_event, { isEditable, editFlags, selectionText }) => {
    const say = words[localeNow()];
    const copy: MenuItemConstructorOptions = { role: 'copy', label: say.copy, enabled: editFlags.canCopy };
    if (isEditable) {
      const template: MenuItemConstructorOptions[] = [
        { role: 'cut', label: say.cut, enabled: editFlags.canCut },
        copy,
        { role: 'paste', label: say.paste, enabled: editFlags.canPaste },
        separator,
        { role: 'selectAll', label: say.selectAll, enabled: editFlags.canSelectAll },
      ];
      menu.buildFromTemplate(template).popup({ window });
    } else if (selectionText.trim() !== '' && editFlags.canCopy) {
      menu.buildFromTemplate([copy]).popup({ window });
    }
  });
}
