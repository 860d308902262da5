import { beforeEach, describe, expect, it } from 'vitest';
import { createViewStore } from '../../../src/renderer/state/view-store.ts';

let view = createViewStore();
const open = () => view.getState().dialogs;
beforeEach(() => {
  view = createViewStore();
});

describe('dialogs', () => {
  it('lie one above the other, and each is closed by its name', () => {
    view.getState().openDialog('hand-over');
    view.getState().openDialog('shortcuts');
    expect(open()).toEqual(['hand-over', 'shortcuts']);
    view.getState().closeDialog('shortcuts');
    expect(open()).toEqual(['hand-over']);
  });

  it('are never open twice: asking again comes back to the one below', () => {
    view.getState().openDialog('shortcuts');
    view.getState().openDialog('palette');
    view.getState().openDialog('shortcuts');
    expect(open()).toEqual(['shortcuts']);
  });

  it('close out of order: what was left meanwhile takes only itself away', () => {
    view.getState().openDialog('leave-call');
    view.getState().openDialog('shortcuts');
    view.getState().closeDialog('leave-call');
    expect(open()).toEqual(['shortcuts']);
  });

  it('all go with the screen they lay above', () => {
    view.getState().openDialog('ask');
    view.getState().openDialog('palette');
    view.getState().goTo('cases');
    expect(open()).toEqual([]);
  });
});
