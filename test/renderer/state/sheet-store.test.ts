import { describe, expect, it } from 'vitest';
import { createSheetStore } from '../../../src/renderer/state/sheet-store.ts';
import { createScriptedApi, later, ok, refused } from '../scripted-api.ts';

describe('the sheet', () => {
  it('shows the edition that was chosen last', async () => {
    const slow = later<ReturnType<typeof ok<{ html: string }>>>();
    const api = createScriptedApi({
      previewSheet: ({ edition }) => (edition === 'standard' ? slow.promise : ok({ html: edition })),
    });
    const store = createSheetStore(api);
    const first = store.getState().open('VG-7K3M-Q2XA');
    await store.getState().chooseEdition('english');
    slow.resolve(ok({ html: 'standard' }));
    await first;
    expect(store.getState()).toMatchObject({ edition: 'english', html: 'english' });
  });

  it('says where it was saved, or that it was not', async () => {
    const api = createScriptedApi({
      previewSheet: () => ok({ html: '' }),
      saveSheet: () => ok({ path: '/documents/fiche.pdf' }),
    });
    const store = createSheetStore(api);
    await store.getState().open('VG-7K3M-Q2XA');
    await store.getState().save();
    expect(store.getState().result).toEqual({ kind: 'saved', path: '/documents/fiche.pdf' });
    api.script({ saveSheet: () => ok({ path: null }) });
    await store.getState().save();
    expect(store.getState().result).toEqual({ kind: 'cancelled' });
    api.script({ printSheet: () => refused('print-failed') });
    await store.getState().print();
    expect(store.getState()).toMatchObject({ busy: null, result: null, problem: { code: 'print-failed' } });
  });
});
