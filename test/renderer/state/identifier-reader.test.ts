import { describe, expect, it } from 'vitest';
import type { IdentifierReading } from '../../../src/contract/values.ts';
import { createIdentifierReader, emptyReading } from '../../../src/renderer/state/identifier-reader.ts';
import { createScriptedApi, later, ok } from '../scripted-api.ts';

const reading = (group: string): IdentifierReading => ({ ...emptyReading, kind: 'nir', groups: [group] });

describe('reading what is typed', () => {
  it('shows the latest key, whatever the order of the answers', async () => {
    const shown: IdentifierReading[] = [];
    const slow = later<ReturnType<typeof ok<IdentifierReading>>>();
    const api = createScriptedApi({
      describeIdentifier: ({ text }) => (text === '2' ? slow.promise : ok(reading(text))),
    });
    const reader = createIdentifierReader(api, (value) => shown.push(value));
    reader.read('2');
    reader.read('28');
    await Promise.resolve();
    slow.resolve(ok(reading('2')));
    await new Promise((done) => setTimeout(done));
    expect(shown.map((value) => value.groups)).toEqual([['28']]);
  });

  it('forgets at once, and drops what is still under way', async () => {
    const shown: IdentifierReading[] = [];
    const slow = later<ReturnType<typeof ok<IdentifierReading>>>();
    const reader = createIdentifierReader(createScriptedApi({ describeIdentifier: () => slow.promise }), (value) =>
      shown.push(value),
    );
    reader.read('2840588321025');
    reader.forget();
    slow.resolve(ok(reading('2840588321025')));
    await new Promise((done) => setTimeout(done));
    expect(shown).toEqual([emptyReading]);
  });

  it('settles on the reading of the latest text, however many came before it was there', async () => {
    const slow = later<ReturnType<typeof ok<IdentifierReading>>>();
    const api = createScriptedApi({
      describeIdentifier: ({ text }) => (text === '28' ? slow.promise : ok(reading(text))),
    });
    const reader = createIdentifierReader(api, () => {});
    expect(await reader.settled()).toEqual(emptyReading);
    reader.read('2');
    const settled = reader.settled();
    reader.read('28');
    slow.resolve(ok(reading('28')));
    expect((await settled).groups).toEqual(['28']);
    reader.forget();
    expect(await reader.settled()).toEqual(emptyReading);
  });

  it('asks nothing about an empty field', () => {
    const api = createScriptedApi();
    createIdentifierReader(api, () => {}).read('  ');
    expect(api.calls).toEqual([]);
  });
});
