/** Every state that is rare or should never be, in every theme, language and size (`support/examine.ts`). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PreparedDesk, prepareDesk } from '../../scripts/pictures/desk.ts';
import { rareStates, stateNames } from '../../scripts/pictures/walk.ts';
import { walkRare } from '../../scripts/pictures/walk-rare.ts';
import { examineStates, lookNames } from './support/examine.ts';

let prepared: PreparedDesk;
const { walker, faultsIn } = examineStates();

beforeAll(async () => {
  prepared = await prepareDesk();
  await walkRare(prepared, walker);
}, 1_800_000);
afterAll(() => prepared?.remove());

describe('every rare state', () => {
  it.each(lookNames)('has no fault %s', (look) => {
    // Not every machine lets a disk be filled.
    const reachable = rareStates.filter((state) => stateNames.includes(state));
    expect(faultsIn(look)).toEqual(Object.fromEntries(reachable.map((state) => [state, []])));
  });
});
