/** Language, theme, shortcuts: the only settings that are kept in clear; the lock screen needs them, and none is about a person. */

import { join } from 'node:path';
import { z } from 'zod';
import { decodeUtf8, utf8 } from '../../core/bytes/bytes.ts';
import { locales } from '../../core/vocabulary.ts';
import { readFileIfThere, writeFileAtomic } from '../../files/atomic-write.ts';

const preferencesSchema = z.object({
  locale: z.enum(locales).catch('fr'),
  theme: z.enum(['system', 'light', 'dark', 'contrast']).catch('system'),
  // WCAG 2.2, 2.1.4: shortcuts of one character can be turned off.
  digitKeys: z.boolean().catch(true),
  // On Windows and macOS the window is left out of screenshots; magnifiers and remote assistance then show it black.
  hideFromCapture: z.boolean().catch(true),
});
export type Preferences = z.infer<typeof preferencesSchema>;

const defaults: Preferences = { locale: 'fr', theme: 'system', digitKeys: true, hideFromCapture: true };

export interface PreferenceStore {
  readonly current: Preferences;
  /** Applies at once, then writes. @throws VigieError 'disk-full', 'read-only', 'file-unwritable' */
  change(change: { readonly [Key in keyof Preferences]?: Preferences[Key] | undefined }): void;
}

/** A file that cannot be read or understood is not worth stopping for: the defaults are used, and it is replaced at the next change. */
function readPreferences(path: string): Preferences {
  try {
    const bytes = readFileIfThere(path);
    return preferencesSchema.parse(JSON.parse(decodeUtf8(bytes ?? utf8('{}')) ?? ''));
  } catch {
    return defaults;
  }
}

export function openPreferences(profileDir: string): PreferenceStore {
  const path = join(profileDir, 'preferences.json');
  let current = readPreferences(path);
  return {
    get current() {
      return current;
    },
    change: ({ locale, theme, digitKeys, hideFromCapture }) => {
      current = {
        locale: locale ?? current.locale,
        theme: theme ?? current.theme,
        digitKeys: digitKeys ?? current.digitKeys,
        hideFromCapture: hideFromCapture ?? current.hideFromCapture,
      };
      writeFileAtomic(path, utf8(`${JSON.stringify(current)}\n`));
    },
  };
}
