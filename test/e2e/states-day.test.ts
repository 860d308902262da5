/** Every state of a first start and of an ordinary day, in every theme, language and size (`support/examine.ts`). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PreparedDesk, prepareDesk } from '../../scripts/pictures/desk.ts';
import { dayStates, firstRunStates, walkDay, walkFirstRun } from '../../scripts/pictures/walk.ts';
import { examineStates, lookNames } from './support/examine.ts';

let prepared: PreparedDesk;
const { walker, faultsIn } = examineStates();

beforeAll(async () => {
  prepared = await prepareDesk();
  await walkFirstRun(prepared, walker);
  await walkDay(prepared, walker);
}, 1_800_000);
afterAll(() => prepared?.remove());

describe('every state of a first start and of a day', () => {
  it.each(lookNames)('has no fault %s', (look) => {
    const none = Object.fromEntries([...firstRunStates, ...dayStates].map((state) => [state, []]));
    expect(faultsIn(look)).toEqual(none);
  });
});
