/** What the guide marks as not confirmed may be said with that caution, and is on no paper: every step, every edition, every letter. */
import { describe, expect, it } from 'vitest';
import { buildPlan, type PlanInput } from '../../../src/core/guide/plan.ts';
import type { Guide } from '../../../src/core/guide/schema.ts';
import { renderLetter } from '../../../src/core/print/letter.ts';
import { buildSheetModel } from '../../../src/core/print/model.ts';
import { makeSheet, renderGalley } from '../../../src/core/print/sheet-html.ts';
import { renderSheetText } from '../../../src/core/print/sheet-text.ts';
import {
  type About,
  accountKinds,
  dataClasses,
  otherPersonKinds,
  sheetEditions,
} from '../../../src/core/vocabulary.ts';
import { emptySituation, shippedGuide } from '../guide/shipped-guide.ts';
import { fonts, usual } from './sheet-cases.ts';

const plain = (text: string) => text.replace(/<[^>]+>/g, ' ').replace(/\s+/gu, ' ');

/** Plans in which, together, every step of the guide comes up. */
function plansOf(guide: Guide) {
  const yes = Object.fromEntries(guide.questions.map(({ id }) => [id, true]));
  const caller = { who: 'caller', account: 'general' } as const;
  const everything = { confirmed: [...dataClasses], incidentStatuses: ['confirmed', 'claimed'] as const };
  const situations: readonly (Partial<PlanInput> & { readonly about: About })[] = [
    { about: caller },
    { about: caller, confirmed: ['email'], incidentStatuses: ['confirmed'] },
    ...[{}, yes, { ...yes, 'card-held': false }, { ...yes, 'scam-online': false }, { 'account-lost': true }].map(
      (answers) => ({ about: caller, ...everything, answers }),
    ),
    ...accountKinds.map((account) => ({ about: { ...caller, account }, ...everything, answers: yes })),
    ...otherPersonKinds.map((who) => ({ about: { ...caller, who }, ...everything, answers: yes })),
    { about: { who: 'deceased', account: 'other-scheme' }, ...everything },
  ];
  return situations.map((situation) => ({
    who: situation.about.who,
    plan: buildPlan(guide, { ...emptySituation, ...situation }),
  }));
}

/** Everything that a guide can put on paper, in both forms of each block. */
function papersOf(guide: Guide): string[] {
  const sheets = plansOf(guide).flatMap(({ who, plan }) => {
    const model = buildSheetModel(guide, { ...usual, who, plan });
    return sheetEditions.flatMap((edition) => {
      const sheet = makeSheet(model, { edition, largePrint: false });
      return [
        plain(renderGalley(sheet, sheet.frames[0], { fonts }).split('<body')[1] ?? ''),
        plain(renderSheetText(model, edition)),
      ];
    });
  });
  const letters = [...guide.letters.keys()].flatMap((id) =>
    (['fr', 'en'] as const).map((locale) =>
      plain(renderLetter(guide, id, { locale, who: 'caller' }, { fonts })?.html.split('<body')[1] ?? ''),
    ),
  );
  return [...sheets, ...letters];
}

/** Words that no paper may hold, by what the guide marks. */
function unconfirmedIn(guide: Guide): string[] {
  const contacts = [...guide.contacts.values()];
  const whole = contacts.filter(({ printed }) => !printed).flatMap(({ name, address }) => [name.fr, name.en, address]);
  const facts = contacts.flatMap((contact) => contact.unconfirmed.map((fact) => contact[fact]));
  const steps = guide.steps.filter(({ sheet, by }) => sheet === null && by === 'caller').map(({ title }) => title);
  return [
    ...whole,
    ...[...facts, ...steps].flatMap((text) => (typeof text === 'string' ? [text] : [text?.fr, text?.en])),
  ].filter((text) => text !== undefined && text !== null);
}

function found(guide: Guide): string[] {
  const papers = papersOf(guide);
  // The same hours may be another contact's, of whom they are confirmed.
  const confirmed = new Set(
    [...guide.contacts.values()].flatMap(({ hours, price, unconfirmed }) => [
      ...(unconfirmed.includes('hours') ? [] : [hours?.fr, hours?.en]),
      ...(unconfirmed.includes('price') ? [] : [price?.fr, price?.en]),
    ]),
  );
  return unconfirmedIn(guide).filter(
    (text) => !confirmed.has(text) && papers.some((paper) => paper.toLowerCase().includes(plain(text).toLowerCase())),
  );
}

describe('what is not confirmed', () => {
  it('is tried on every step that is printed', () => {
    const met = new Set(plansOf(shippedGuide).flatMap(({ plan }) => plan.steps.map(({ id }) => id)));
    const printable = shippedGuide.steps.filter(({ sheet, retired }) => sheet !== null && !retired);
    expect(printable.map(({ id }) => id).filter((id) => !met.has(id))).toEqual([]);
    expect(unconfirmedIn(shippedGuide).length).toBeGreaterThan(6);
  });

  it('is on no sheet and in no letter of the shipped guide', () => {
    expect(found(shippedGuide)).toEqual([]);
  });

  it('would be found there', () => {
    const contacts = new Map(shippedGuide.contacts);
    const cpam = contacts.get('cpam');
    if (cpam === undefined) throw new Error('the guide has the fund');
    contacts.set('cpam', { ...cpam, printed: false });
    expect(found({ ...shippedGuide, contacts })).toContain('3646');
  });
});
