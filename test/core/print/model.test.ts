import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildPlan, isUrgent } from '../../../src/core/guide/plan.ts';
import { easyFlow } from '../../../src/core/print/easy-edition.ts';
import { html } from '../../../src/core/print/html.ts';
import { buildSheetModel, type SheetCase, sheetSections } from '../../../src/core/print/model.ts';
import { renderSheetText } from '../../../src/core/print/sheet-text.ts';
import { wordsOf } from '../../../src/core/print/words.ts';
import { incidentStatuses, otherPersonKinds, type SheetEdition } from '../../../src/core/vocabulary.ts';
import { emptySituation, outcome, shippedGuide, situations } from '../guide/shipped-guide.ts';
import { asked, longest, rumour, soldFile, usual } from './sheet-cases.ts';

const modelOf = (sheetCase: SheetCase) => buildSheetModel(shippedGuide, sheetCase);
const idsIn = (sheetCase: SheetCase, section: (typeof sheetSections)[number]) =>
  modelOf(sheetCase).sections[section].map((item) => item.id);

describe('buildSheetModel', () => {
  it('files each step by its outcome, its date and its urgency', () => {
    expect(idsIn(usual, 'done')).toEqual(['mail-first', 'ameli-pw', 'ameli-check']);
    expect(idsIn(usual, 'today')).toEqual(expect.arrayContaining(['iban-bank', 'fc-check', 'pw-reuse']));
    expect(idsIn(usual, 'week')).toEqual(['ficoba']);
    expect(modelOf(usual).sections.today.find((item) => item.id === 'fc-check')?.declined).toBe(true);
  });

  it('keeps what goes on after the call out of « done »', () => {
    expect(idsIn(usual, 'watch')).toEqual(expect.arrayContaining(['x-phish', 'nir-watch', 'login-mail']));
  });

  it('puts a step that is due today, or was due before, under today', () => {
    const due = (dueOn: string) => {
      const outcomes = { ficoba: outcome('later', { dueOn }) };
      const plan = buildPlan(shippedGuide, { ...emptySituation, confirmed: ['nir'], outcomes });
      // Taken up again the day after the call: « today » is the day on which the sheet is made.
      const sheetCase = { ...usual, date: '2026-11-20', today: '2026-11-21', plan };
      return sheetSections.find((section) => idsIn(sheetCase, section).includes('ficoba'));
    };
    expect([due('2026-11-20'), due('2026-11-21'), due('2026-11-22')]).toEqual(['today', 'today', 'week']);
  });

  it.each(['2026-11-21', '2026-11-22', '2026-12-24'])(
    'puts an urgent step that was put off to %s under today, whatever it is called for',
    (dueOn) => {
      for (const answers of [{ threatened: true }, { 'money-gone': true, 'card-debit-seen': true }]) {
        const before = buildPlan(shippedGuide, { ...emptySituation, answers }).steps.filter(isUrgent);
        const outcomes = Object.fromEntries(before.map(({ id }) => [id, outcome('later', { dueOn })]));
        const plan = buildPlan(shippedGuide, { ...emptySituation, answers, outcomes });
        const { sections } = modelOf({ ...usual, date: '2026-11-20', plan });
        const printed = before.filter(({ sheet }) => sheet !== null).map(({ id }) => id);
        expect(sections.today.map(({ id }) => id).toSorted()).toEqual(printed.toSorted());
        expect(sections.today.map(({ atOnce, plannedOn }) => [atOnce, plannedOn])).toEqual(
          printed.map(() => [true, null]),
        );
      }
    },
  );

  it('begins with what was put off to the end of the call, after what it cannot be done without', () => {
    const today = (outcomes: Readonly<Record<string, ReturnType<typeof outcome>>>) => {
      const answers = { 'money-gone': true, 'card-debit-seen': true };
      const claimed = ['ameli-login'] as const;
      const situation = { ...emptySituation, claimed, incidentStatuses: ['claimed'] as const, answers };
      return idsIn({ ...usual, plan: buildPlan(shippedGuide, { ...situation, outcomes }) }, 'today');
    };
    const later = outcome('later', { dueOn: '2026-11-21' });
    expect(today({})[0]).toBe('iban-bank');
    expect(today({ 'card-stop': later }).slice(0, 2)).toEqual(['card-stop', 'iban-bank']);
    // Of the same day, and not of the call itself: after what cannot wait.
    const urgentNow = ['iban-bank', 'card-stop', 'mail-first', 'ameli-pw', 'ameli-check'];
    for (const id of ['x-proof', 'card-claim', 'money-complaint']) {
      expect(today({ [id]: later }).slice(0, urgentNow.length)).toEqual(urgentNow);
    }
    expect(today({ 'money-complaint': later }).slice(5, 7)).toEqual(['x-proof', 'money-complaint']);
    expect(new Set(today({ 'card-stop': later, 'money-complaint': later }))).toEqual(new Set(today({})));
  });

  it('puts what is more urgent first, whatever was put off, and moves what is only advised before nothing', () => {
    fc.assert(
      fc.property(situations(shippedGuide), fc.infiniteStream(fc.boolean()), (input, chosen) => {
        const outcomes = Object.fromEntries(
          buildPlan(shippedGuide, input).steps.flatMap(({ id, rank }) =>
            chosen.next().value ? [[id, outcome('later', { dueOn: usual.today, rank })]] : [],
          ),
        );
        const plan = buildPlan(shippedGuide, { ...input, outcomes });
        const printed = idsIn({ ...usual, plan }, 'today');
        const steps = new Map(plan.steps.map((step, at) => [step.id, { ...step, at }]));
        const placed = printed.flatMap((id) => steps.get(id) ?? []);
        // What an agreed step cannot be done without goes with it.
        const drawn = new Set(
          placed.flatMap(({ id, mandatory }) => (mandatory && outcomes[id] !== undefined ? [id] : [])),
        );
        for (const id of drawn) {
          const known = shippedGuide.steps.find((one) => one.id === id);
          for (const earlier of [...(known?.needs ?? []), ...(known?.after ?? [])]) drawn.add(earlier);
        }
        for (const [at, step] of placed.entries()) {
          const later = placed.slice(at + 1);
          expect(later.filter(({ urgency }) => urgency < step.urgency).map(({ id }) => id)).toEqual([]);
          // An advised step that was put off passes none that must be done as soon.
          const passed = later.filter((one) => one.urgency === step.urgency && one.mandatory && one.at < step.at);
          if (!drawn.has(step.id)) expect(passed.map(({ id }) => id)).toEqual([]);
          const known = shippedGuide.steps.find(({ id }) => id === step.id);
          for (const earlier of [...(known?.needs ?? []), ...(known?.after ?? [])]) {
            if (printed.includes(earlier)) expect(printed.indexOf(earlier)).toBeLessThan(at);
          }
        }
      }),
    );
  });

  it('leaves nothing urgent out of the easy-to-read edition', () => {
    fc.assert(
      fc.property(situations(shippedGuide), (input) => {
        const plan = buildPlan(shippedGuide, input);
        const model = modelOf({ ...usual, plan });
        const { sections } = easyFlow(model, wordsOf(model.texts, 'easy-to-read'));
        const today = sections.find(({ id }) => id.includes('today'));
        const urgent = plan.steps.filter((step) => isUrgent(step) && !step.ongoing && step.sheet !== null);
        expect(today?.blocks.length ?? 0).toBeGreaterThanOrEqual(urgent.length);
        const printed = today?.blocks.map(({ full }) => full.markup).join('') ?? '';
        for (const { sheet } of urgent) expect(printed).toContain(html`${sheet?.easyTitle ?? ''}`.markup);
      }),
    );
  });

  it('leaves out what does not apply, and what is never printed', () => {
    const everywhere = (sheetCase: SheetCase) => sheetSections.flatMap((section) => idsIn(sheetCase, section));
    expect(everywhere(usual)).not.toContain('spam-report');
    expect(longest.plan.steps.map((step) => step.id)).toContain('h-mes');
    expect(everywhere(longest)).not.toContain('h-mes');
  });

  it('loses no printable step of any plan', () => {
    fc.assert(
      fc.property(situations(shippedGuide), (input) => {
        const plan = buildPlan(shippedGuide, input);
        const model = modelOf({ ...usual, plan });
        const printed = sheetSections.flatMap((section) => model.sections[section].map((item) => item.id));
        const wanted = plan.steps.filter((step) => step.sheet !== null).map((step) => step.id);
        expect(printed.toSorted()).toEqual(wanted.toSorted());
      }),
    );
  });

  it.each(incidentStatuses)(
    'lists classes as exposed for a look-up in a %s incident only if it is a fact',
    (status) => {
      const isFact = status === 'confirmed' || status === 'partly-confirmed';
      const [incident] = modelOf({ ...usual, incidents: [{ ...soldFile, status }] }).incidents;
      expect(incident?.confirmed).toEqual(isFact ? ['ameli-login', 'email', 'nir'] : []);
      if (status === 'claimed') expect(incident?.claimed).toEqual(['ameli-login', 'email', 'nir', 'iban']);
      if (status === 'refuted') expect(incident?.claimed).toEqual([]);
    },
  );

  it.each(incidentStatuses)('lists nothing as exposed for a %s incident that was only asked about', (status) => {
    const model = modelOf({ ...asked, incidents: [{ ...soldFile, status, askedAbout: true }] });
    expect(model.incidents[0]?.confirmed).toEqual([]);
    expect(model.precautionOnly).toBe(true);
  });

  it('does not call a set verified when the caller is only in unverified ones', () => {
    const incidents = [{ ...rumour, askedAbout: false }];
    expect(modelOf({ ...usual, incidents }).verdicts.map((verdict) => verdict.key)).toEqual(['listed-unverified']);
    expect(modelOf(usual).verdicts.map((verdict) => verdict.key)).toEqual(['listed']);
  });

  it('does not call a set verified in which nothing of the caller is confirmed', () => {
    const incidents = [{ ...soldFile, status: 'partly-confirmed' as const, confirmed: [], claimed: ['iban' as const] }];
    expect(modelOf({ ...usual, incidents }).verdicts.map((verdict) => verdict.key)).toEqual(['listed-unverified']);
  });

  it('says the same verdict once', () => {
    const verdict = { kind: 'not-listed', identifierKind: 'nir', dataAsOf: '2026-11-01' } as const;
    expect(modelOf({ ...usual, verdicts: [verdict, verdict] }).verdicts).toHaveLength(1);
  });

  it.each([
    ['2 55 08 14 168 025 38'],
    ['jean@exemple.fr'],
    ['4111 1111 1111 1111'],
    ['FR76 3000 6000 0112 3456 7890 189'],
  ])('leaves a field blank that holds %s', (typed) => {
    const outcomes = { 'card-stop': outcome('done', { evidence: { 'opposition-number': typed } }) };
    const plan = buildPlan(shippedGuide, { ...emptySituation, confirmed: ['card'], outcomes });
    const model = modelOf({ ...usual, plan });
    expect(model.withheldFields).toBe(1);
    expect(JSON.stringify(model)).not.toContain(typed);
  });

  it('prints a registration number that has the shape of a phone number', () => {
    const outcomes = { 'card-stop': outcome('done', { evidence: { 'opposition-number': '0612345678' } }) };
    const plan = buildPlan(shippedGuide, { ...emptySituation, confirmed: ['card'], outcomes });
    expect(modelOf({ ...usual, plan }).sections.done[0]?.fields[0]?.value).toBe('0612345678');
  });

  it.each(otherPersonKinds)('speaks of a %s in the third person, and names whose sheet it is', (who) => {
    const text = (edition: SheetEdition) =>
      renderSheetText(modelOf({ ...usual, who, incidents: [soldFile, rumour] }), edition);
    for (const [edition, wording] of [
      ['standard', 'fr'],
      ['easy-to-read', 'easy'],
      ['english', 'en'],
    ] as const) {
      expect(text(edition)).toContain(shippedGuide.texts.forOthers.who[who][wording]);
    }
    expect(text('standard')).not.toMatch(/vous avons trouvé|Vos données concernées|vous y associe/);
    expect(text('easy-to-read')).not.toMatch(/Vous êtes dans|• ?votre/);
    expect(text('english')).not.toMatch(/found you|Your data concerned|links you/);
  });

  it('lists each contact of the printed plan once, and the CNIL', () => {
    const contacts = modelOf(longest).contacts.map((contact) => contact.id);
    expect(contacts).toEqual([...new Set(contacts)]);
    expect(contacts).toEqual(expect.arrayContaining(['cpam', 'own-bank', 'opposition']));
    expect(contacts.at(-1)).toBe('cnil');
  });

  it.each(['', 'vg-7k3m', 'VG"7K3M', 'VG-7K3M-Q2XA-VG-7K3M'])('refuses %j as a reference', (reference) => {
    expect(() => modelOf({ ...usual, reference })).toThrow(RangeError);
  });
});
