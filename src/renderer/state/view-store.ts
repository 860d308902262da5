/** Where the person is: the screen, the dialogs above it, and what a screen reader is being told. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { createAnnouncer, type Manner, type Spoken } from './announcer.ts';

export type Screen = 'desk' | 'cases' | 'packs' | 'supervisor' | 'settings';
export type DialogName =
  | 'palette'
  | 'shortcuts'
  | 'sheet'
  | 'leave-call'
  | 'ask'
  | 'hand-over'
  | 'person'
  | 'person-more';

export interface ViewState {
  readonly screen: Screen;
  /** Open dialogs, the topmost last: what one is asked for over another (the shortcuts, over a half-filled form) leaves that one as it was. */
  readonly dialogs: readonly DialogName[];
  /** What stands in the live regions now. */
  readonly spoken: Spoken;
  goTo(screen: Screen): void;
  /** Puts it on top. If it is open already, what lies above it is closed instead. */
  openDialog(dialog: DialogName): void;
  closeDialog(dialog: DialogName): void;
  closeDialogs(): void;
  /** Says a sentence through the live regions, when those before it were said. An empty one says nothing. */
  announce(text: string, manner?: Manner): void;
  /** Drops what is being said and what waits to be. */
  hush(): void;
  clear(): void;
}

const start = { screen: 'desk', dialogs: [], spoken: { polite: '', urgent: '' } } as const;

export function createViewStore(): StoreApi<ViewState> {
  return createStore<ViewState>()((set, get) => {
    const announcer = createAnnouncer((spoken) => set({ spoken }));
    return {
      ...start,
      goTo: (screen) => set({ screen, dialogs: [] }),
      openDialog(dialog) {
        const { dialogs } = get();
        const at = dialogs.indexOf(dialog);
        set({ dialogs: at === -1 ? [...dialogs, dialog] : dialogs.slice(0, at + 1) });
      },
      closeDialog: (dialog) => set({ dialogs: get().dialogs.filter((open) => open !== dialog) }),
      closeDialogs: () => set({ dialogs: [] }),
      announce: announcer.announce,
      hush: announcer.clear,
      clear() {
        announcer.clear();
        set({ ...start });
      },
    };
  });
}
