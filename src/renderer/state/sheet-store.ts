/**
 * What the caller is handed (step `print`) for the case on screen: the sheet in one of its editions, or a letter with
 * blanks. Preview, printing, saving, and the sheet as text for a message. No React.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallResult, Input, VigieApi } from '../../contract/channels.ts';
import type { LetterRow, Problem } from '../../contract/values.ts';
import { callSafely } from './call-safely.ts';

export type SheetEdition = Input<'previewSheet'>['edition'];
export type LetterLocale = Input<'previewLetter'>['locale'];
export type SheetResult =
  | { readonly kind: 'printed' }
  | { readonly kind: 'saved'; readonly path: string }
  | { readonly kind: 'copied' }
  /** The clipboard refused it. */
  | { readonly kind: 'not-copied' }
  | { readonly kind: 'cancelled' };

export interface SheetState {
  readonly reference: string | null;
  /** Whose sheet of the case; undefined while none is shown. */
  readonly person: string | undefined;
  readonly edition: SheetEdition;
  /** The standard and English editions in larger type; the easy-to-read one always is larger. */
  readonly largePrint: boolean;
  /** Letters that the guide holds, those that the case calls for among them; empty until they are read. */
  readonly letters: readonly LetterRow[];
  /** The letter that is shown instead of the sheet, or null. */
  readonly letterId: string | null;
  readonly letterLocale: LetterLocale;
  /** The document as the application laid it out; null while it is being made. */
  readonly html: string | null;
  /** Pages of the sheet, where they could be counted. */
  readonly pages: number | null;
  /** True if somebody else may read what is sent to this person's mailbox. */
  readonly mailboxInDoubt: boolean;
  readonly busy: 'printing' | 'saving' | 'copying' | null;
  readonly result: SheetResult | null;
  readonly problem: Problem | null;
  open(reference: string, person: string): Promise<void>;
  chooseEdition(edition: SheetEdition): Promise<void>;
  setLargePrint(largePrint: boolean): Promise<void>;
  chooseLetter(letterId: string): Promise<void>;
  setLetterLocale(locale: LetterLocale): Promise<void>;
  print(): Promise<void>;
  save(): Promise<void>;
  /** @param copy puts a text on the clipboard, and tells whether it did */
  copyText(copy: (text: string) => Promise<boolean>): Promise<void>;
  clear(): void;
}

const untouched = { html: null, pages: null, mailboxInDoubt: false, busy: null, result: null, problem: null } as const;
const closed = { ...untouched, reference: null, person: undefined, letters: [], letterId: null } as const;
const initial = { ...closed, edition: 'standard', largePrint: false, letterLocale: 'fr' } as const;

export function createSheetStore(api: VigieApi): StoreApi<SheetState> {
  let turn = 0;
  return createStore<SheetState>()((set, get) => {
    const sheetInput = (reference: string) => {
      const { person, edition, largePrint } = get();
      return { reference, person, edition, largePrint: largePrint && edition !== 'easy-to-read' };
    };
    const letterInput = (reference: string, letterId: string) => ({
      reference,
      person: get().person,
      letterId,
      locale: get().letterLocale,
    });

    /** Shows what the state now asks for. */
    const preview = async (change: Partial<SheetState>): Promise<void> => {
      turn += 1;
      const mine = turn;
      set({ ...untouched, ...change });
      const { reference, letterId } = get();
      if (reference === null) return;
      if (letterId !== null) {
        const result = await callSafely(api, 'previewLetter', letterInput(reference, letterId));
        if (mine === turn) set(result.ok ? { html: result.value.html } : { problem: result.problem });
        return;
      }
      const result = await callSafely(api, 'previewSheet', sheetInput(reference));
      if (mine === turn) set(result.ok ? result.value : { problem: result.problem });
    };

    /** Does one thing with the document on screen; its answer is dropped if another one is shown by then. */
    const act = async <T>(
      busy: NonNullable<SheetState['busy']>,
      ask: (reference: string, letterId: string | null) => Promise<CallResult<T>>,
      tell: (value: T) => SheetResult | Promise<SheetResult>,
    ): Promise<void> => {
      const { reference, letterId, busy: already } = get();
      if (reference === null || already !== null) return;
      const mine = turn;
      set({ busy, result: null, problem: null });
      const answer = await ask(reference, letterId);
      if (mine !== turn) return;
      if (!answer.ok) return set({ busy: null, problem: answer.problem });
      const result = await tell(answer.value);
      if (mine === turn) set({ busy: null, result });
    };

    return {
      ...initial,

      async open(reference, person) {
        const shown = preview({ ...closed, reference, person });
        const listed = await callSafely(api, 'listLetters', { reference, person });
        // Without the list the sheet is still there: the letters are then not offered.
        if (get().reference === reference && listed.ok) set({ letters: listed.value.letters });
        await shown;
      },
      chooseEdition: (edition) => preview({ edition, letterId: null }),
      setLargePrint: (largePrint) => preview({ largePrint }),
      chooseLetter: (letterId) => preview({ letterId }),
      setLetterLocale: (letterLocale) => preview({ letterLocale }),

      print: () =>
        act(
          'printing',
          (reference, letterId) =>
            letterId === null
              ? callSafely(api, 'printSheet', sheetInput(reference))
              : callSafely(api, 'printLetter', letterInput(reference, letterId)),
          ({ kind }) => ({ kind }),
        ),

      save: () =>
        act(
          'saving',
          (reference, letterId) =>
            letterId === null
              ? callSafely(api, 'saveSheet', sheetInput(reference))
              : callSafely(api, 'saveLetter', letterInput(reference, letterId)),
          ({ path }) => (path === null ? { kind: 'cancelled' } : { kind: 'saved', path }),
        ),

      copyText: (copy) =>
        act(
          'copying',
          (reference) => callSafely(api, 'readSheetText', { reference, person: get().person, edition: get().edition }),
          async ({ text }) => ({ kind: (await copy(text)) ? 'copied' : 'not-copied' }),
        ),

      clear() {
        turn += 1;
        set({ ...initial });
      },
    };
  });
}
