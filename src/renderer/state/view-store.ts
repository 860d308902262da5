/** Where the person is: the screen, the dialogs above it, and what was last announced to a screen reader. */
import { createStore, type StoreApi } from 'zustand/vanilla';

export type Screen = 'desk' | 'cases' | 'packs' | 'supervisor' | 'settings';
export type DialogName = 'palette' | 'shortcuts' | 'sheet' | 'leave-call' | 'ask' | 'hand-over';

export interface ViewState {
  readonly screen: Screen;
  /** Open dialogs, the topmost last: what one is asked for over another (the shortcuts, over a half-filled form) leaves that one as it was. */
  readonly dialogs: readonly DialogName[];
  readonly announcement: { readonly text: string; readonly urgent: boolean; readonly count: number };
  goTo(screen: Screen): void;
  /** Puts it on top. If it is open already, what lies above it is closed instead. */
  openDialog(dialog: DialogName): void;
  closeDialog(dialog: DialogName): void;
  closeDialogs(): void;
  /** Speaks through the live region. `urgent` interrupts: verdicts and blocked look-ups only. */
  announce(text: string, urgent?: boolean): void;
  clear(): void;
}

const start = { screen: 'desk', dialogs: [], announcement: { text: '', urgent: false, count: 0 } } as const;

export function createViewStore(): StoreApi<ViewState> {
  return createStore<ViewState>()((set, get) => ({
    ...start,
    goTo: (screen) => set({ screen, dialogs: [] }),
    openDialog(dialog) {
      const { dialogs } = get();
      const at = dialogs.indexOf(dialog);
      set({ dialogs: at === -1 ? [...dialogs, dialog] : dialogs.slice(0, at + 1) });
    },
    closeDialog: (dialog) => set({ dialogs: get().dialogs.filter((open) => open !== dialog) }),
    closeDialogs: () => set({ dialogs: [] }),
    // The count makes the same sentence, said twice, two announcements.
    announce: (text, urgent = false) => set({ announcement: { text, urgent, count: get().announcement.count + 1 } }),
    clear: () => set({ ...start }),
  }));
}
