/** Where the person is: the screen, the one dialog above it, and what was last announced to a screen reader. */
import { createStore, type StoreApi } from 'zustand/vanilla';

export type Screen = 'desk' | 'cases' | 'packs' | 'supervisor' | 'settings';
export type Dialog = 'palette' | 'shortcuts' | 'sheet' | 'leave-call' | 'ask' | 'hand-over';

export interface ViewState {
  readonly screen: Screen;
  readonly dialog: Dialog | null;
  readonly announcement: { readonly text: string; readonly urgent: boolean; readonly count: number };
  goTo(screen: Screen): void;
  openDialog(dialog: Dialog): void;
  closeDialog(): void;
  /** Speaks through the live region. `urgent` interrupts: verdicts and blocked look-ups only. */
  announce(text: string, urgent?: boolean): void;
  clear(): void;
}

const start = { screen: 'desk', dialog: null, announcement: { text: '', urgent: false, count: 0 } } as const;

export function createViewStore(): StoreApi<ViewState> {
  return createStore<ViewState>()((set, get) => ({
    ...start,
    goTo: (screen) => set({ screen, dialog: null }),
    openDialog: (dialog) => set({ dialog }),
    closeDialog: () => set({ dialog: null }),
    // The count makes the same sentence, said twice, two announcements.
    announce: (text, urgent = false) => set({ announcement: { text, urgent, count: get().announcement.count + 1 } }),
    clear: () => set({ ...start }),
  }));
}
