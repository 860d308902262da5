import { describe, expect, it } from 'vitest';
import type { ToldIncidentView } from '../../../src/contract/values.ts';
import { createCallStore, hasPlan } from '../../../src/renderer/state/call-store.ts';
import { caseView, createScriptedApi, ok, planOf, refused, step } from '../scripted-api.ts';

const incident: ToldIncidentView = {
  id: 'ameli-2022-06',
  title: { fr: 'Comptes ameli', en: 'Ameli accounts' },
  occurredOn: null,
  disclosedOn: '2022-06-23',
  status: 'claimed',
  source: 'presse',
  dataClasses: { everyone: [], some: [], claimed: ['nir'] },
  statement: { fr: 'Rien n’est établi.', en: 'Nothing is established.' },
  verification: null,
  assessment: null,
  toldBy: { signer: 'a'.repeat(64), name: 'Cnam' },
};
const asked = caseView({ askedIncidents: [incident], noticeIncidentIds: [incident.id], plan: planOf(step('x-phish')) });

describe('an incident that the caller mentions', () => {
  it('brings a plan without a look-up, and can be taken back', async () => {
    const api = createScriptedApi({
      openCase: () => ok(caseView()),
      askAboutIncident: (input) => ok(input.asked ? asked : caseView()),
    });
    const store = createCallStore(api, () => 0);
    await store.getState().newCall();
    expect(store.getState().identifying).toBe(true);
    expect(await store.getState().askAbout(incident, true)).toBe(true);
    expect(store.getState()).toMatchObject({ identifying: false, stepId: 'x-phish' });
    expect(api.inputs('checkIdentifier')).toEqual([]);
    expect(await store.getState().askAbout(incident, false)).toBe(true);
    expect(store.getState()).toMatchObject({ identifying: true, stepId: null });
  });

  it('that may no longer be read changes nothing but says why', async () => {
    const api = createScriptedApi({
      openCase: () => ok(caseView()),
      askAboutIncident: () => refused('notice-expired'),
    });
    const store = createCallStore(api, () => 0);
    await store.getState().newCall();
    expect(await store.getState().askAbout(incident, true)).toBe(false);
    expect(store.getState()).toMatchObject({ identifying: true, problem: { code: 'notice-expired' } });
  });
});

describe('a further person who is on screen', () => {
  it('stays there when an incident is asked about, and when the case is reopened', async () => {
    const child = { person: 'p00c0ffee', about: { who: 'child', account: 'general' } } as const;
    const api = createScriptedApi({
      readCase: () => ok({ ...asked, ...child, status: 'closed' }),
      reopenCase: ({ person = 'p1' }) => ok({ ...asked, ...child, person }),
      askAboutIncident: ({ person = 'p1' }) => ok({ ...asked, ...child, person }),
    });
    const store = createCallStore(api, () => 0);
    await store.getState().resume(asked.reference);
    expect(await store.getState().reopen()).toBe(true);
    expect(store.getState().case).toMatchObject({ person: 'p00c0ffee', status: 'open' });
    for (const again of [true, false]) {
      expect(await store.getState().askAbout(incident, again)).toBe(true);
      expect(store.getState().case?.person).toBe('p00c0ffee');
    }
  });
});

describe('a case that arrives', () => {
  const arrived = caseView({ reference: 'VG-0EF3-Y3V7', plan: planOf(step('a')) });
  const handOver = { kind: 'code', at: '2026-11-21T10:00:00Z', from: null, confirmed: [], claimed: [] } as const;

  it('is shown with its plan, and with how it came', () => {
    const store = createCallStore(createScriptedApi(), () => 0);
    const withCode = { ...arrived, handOver: { ...handOver, confirmed: [], claimed: [] } };
    expect(hasPlan(withCode)).toBe(true);
    expect(store.getState().enterArrived({ kind: 'merged', case: withCode })).toBe(true);
    expect(store.getState()).toMatchObject({ arrival: 'merged', identifying: false, stepId: 'a' });
  });

  it('does not take the place of a call that is under way', async () => {
    const store = createCallStore(createScriptedApi({ openCase: () => ok(caseView()) }), () => 0);
    await store.getState().newCall();
    expect(store.getState().enterArrived({ kind: 'opened', case: arrived })).toBe(false);
    expect(store.getState().case?.reference).toBe('VG-7K3M-Q2XA');
  });
});

describe('a closed case', () => {
  const closed = caseView({ status: 'closed', closedAt: '2026-11-21T11:00:00Z', askedIncidents: [incident] });

  it('is put away without a word to the application, or reopened', async () => {
    const api = createScriptedApi({ readCase: () => ok(closed), reopenCase: () => ok(asked) });
    const store = createCallStore(api, () => 0);
    await store.getState().resume(closed.reference);
    expect(await store.getState().reopen()).toBe(true);
    expect(store.getState().case?.status).toBe('open');
    store.getState().leaveClosed();
    expect(store.getState().case).not.toBeNull();
    await store.getState().resume(closed.reference);
    store.getState().leaveClosed();
    expect(store.getState().case).toBeNull();
    expect(api.inputs('closeCase')).toEqual([]);
  });
});
