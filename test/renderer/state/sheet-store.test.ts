import { describe, expect, it } from 'vitest';
import { createSheetStore } from '../../../src/renderer/state/sheet-store.ts';
import { createScriptedApi, later, ok, refused } from '../scripted-api.ts';

const reference = 'VG-7K3M-Q2XA';
const page = (html: string) => ok({ html, pages: 1, mailboxInDoubt: false });
const letters = [
  { id: 'dispute-debit', title: { fr: 'Contestation', en: 'Dispute' }, suggested: false },
  { id: 'ficoba-request', title: { fr: 'Demande', en: 'Request' }, suggested: true },
];
const noLetters = () => ok({ letters: [] });

describe('the sheet', () => {
  it('shows the edition that was chosen last', async () => {
    const slow = later<ReturnType<typeof page>>();
    const api = createScriptedApi({
      listLetters: noLetters,
      previewSheet: ({ edition }) => (edition === 'standard' ? slow.promise : page(edition)),
    });
    const store = createSheetStore(api);
    const first = store.getState().open(reference, 'p1');
    await store.getState().chooseEdition('english');
    slow.resolve(page('standard'));
    await first;
    expect(store.getState()).toMatchObject({ edition: 'english', html: 'english', pages: 1 });
  });

  it('asks for large print in the editions that have it', async () => {
    const api = createScriptedApi({
      listLetters: noLetters,
      previewSheet: ({ edition, largePrint }) => page(`${edition} ${largePrint}`),
    });
    const store = createSheetStore(api);
    await store.getState().open(reference, 'p1');
    await store.getState().setLargePrint(true);
    expect(store.getState().html).toBe('standard true');
    await store.getState().chooseEdition('easy-to-read');
    expect(store.getState().html).toBe('easy-to-read false');
    await store.getState().chooseEdition('english');
    expect(store.getState().html).toBe('english true');
  });

  it('says where it was saved, or that it was not', async () => {
    const api = createScriptedApi({
      listLetters: noLetters,
      previewSheet: () => page(''),
      saveSheet: () => ok({ path: '/documents/fiche.pdf' }),
    });
    const store = createSheetStore(api);
    await store.getState().open(reference, 'p1');
    await store.getState().save();
    expect(store.getState().result).toEqual({ kind: 'saved', path: '/documents/fiche.pdf' });
    api.script({ saveSheet: () => ok({ path: null }) });
    await store.getState().save();
    expect(store.getState().result).toEqual({ kind: 'cancelled' });
    api.script({ printSheet: () => refused('print-failed') });
    await store.getState().print();
    expect(store.getState()).toMatchObject({ busy: null, result: null, problem: { code: 'print-failed' } });
  });

  it('copies its text, and says so if the clipboard refuses it', async () => {
    const api = createScriptedApi({
      listLetters: noLetters,
      previewSheet: () => page(''),
      readSheetText: ({ edition }) => ok({ text: `texte ${edition}` }),
    });
    const store = createSheetStore(api);
    await store.getState().open(reference, 'p1');
    const copied: string[] = [];
    await store.getState().copyText(async (text) => copied.push(text) > 0);
    expect(copied).toEqual(['texte standard']);
    expect(store.getState()).toMatchObject({ busy: null, result: { kind: 'copied' } });
    await store.getState().copyText(async () => false);
    expect(store.getState().result).toEqual({ kind: 'not-copied' });
  });
});

describe('a letter', () => {
  it('takes the place of the sheet until an edition is chosen again', async () => {
    const api = createScriptedApi({
      listLetters: () => ok({ letters }),
      previewSheet: () => page('fiche'),
      previewLetter: ({ letterId, locale }) => ok({ html: `${letterId} ${locale}` }),
      printLetter: () => ok({ kind: 'printed' }),
      saveLetter: ({ letterId }) => ok({ path: `/documents/${letterId}.pdf` }),
    });
    const store = createSheetStore(api);
    await store.getState().open(reference, 'p1');
    expect(store.getState()).toMatchObject({ letters, letterId: null, html: 'fiche', pages: 1 });
    await store.getState().chooseLetter('ficoba-request');
    expect(store.getState()).toMatchObject({ html: 'ficoba-request fr', pages: null });
    await store.getState().setLetterLocale('en');
    expect(store.getState().html).toBe('ficoba-request en');
    await store.getState().print();
    expect(store.getState().result).toEqual({ kind: 'printed' });
    await store.getState().save();
    expect(store.getState().result).toEqual({ kind: 'saved', path: '/documents/ficoba-request.pdf' });
    await store.getState().chooseEdition('standard');
    expect(store.getState()).toMatchObject({ html: 'fiche', letterId: null, result: null });
  });

  it('is not offered where the list cannot be read; the sheet still is', async () => {
    const api = createScriptedApi({ listLetters: () => refused('case-not-found'), previewSheet: () => page('fiche') });
    const store = createSheetStore(api);
    await store.getState().open(reference, 'p1');
    expect(store.getState()).toMatchObject({ letters: [], html: 'fiche', problem: null });
  });

  it('is forgotten with the rest when the workstation is locked', async () => {
    const api = createScriptedApi({ listLetters: () => ok({ letters }), previewSheet: () => page('fiche') });
    const store = createSheetStore(api);
    await store.getState().open(reference, 'p1');
    store.getState().clear();
    expect(store.getState()).toMatchObject({ reference: null, letters: [], html: null, edition: 'standard' });
  });
});
