/** The sheet as HTML and as text: its words, and what a hostile text cannot do to it. */
import jsQR from 'jsqr';
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../src/core/error-codes.ts';
import { buildPlan } from '../../../src/core/guide/plan.ts';
import type { CaseVerdict } from '../../../src/core/journal/case-record.ts';
import { renderLetter } from '../../../src/core/print/letter.ts';
import { buildSheetModel, type SheetCase, type SheetIncident } from '../../../src/core/print/model.ts';
import { qrModules } from '../../../src/core/print/qr.ts';
import { sheetVerdict } from '../../../src/core/print/sheet-case.ts';
import { makeSheet, type RenderOptions, renderLong } from '../../../src/core/print/sheet-html.ts';
import { renderSheetText } from '../../../src/core/print/sheet-text.ts';
import { otherPersonKinds, personKinds, type SheetEdition, sheetEditions } from '../../../src/core/vocabulary.ts';
import { writeDate, writeTime } from '../../../src/core/written-dates.ts';
import { emptySituation, outcome, shippedGuide } from '../guide/shipped-guide.ts';
import { asked, deceased, longest, rumour, shortest, soldFile, usual } from './sheet-cases.ts';

const fonts = { regular: 'a.woff2', bold: 'b.woff2', regularExtended: 'c.woff2', boldExtended: 'd.woff2' };
const page = (sheetCase: SheetCase, edition: SheetEdition = 'standard', options: Partial<RenderOptions> = {}) =>
  renderLong(makeSheet(buildSheetModel(shippedGuide, sheetCase), { edition, largePrint: false }), {
    fonts,
    ...options,
  });
const text = (sheetCase: SheetCase, edition: SheetEdition = 'standard') =>
  renderSheetText(buildSheetModel(shippedGuide, sheetCase), edition);

describe('the words of the sheet', () => {
  it('says after « not listed » that absence is no safety, in each edition', () => {
    expect(text(shortest)).toContain('Absence de résultat ne veut pas dire absence de risque.');
    expect(text(shortest, 'easy-to-read')).toContain('Absence de résultat ne veut pas dire absence de risque.');
    expect(text(shortest, 'english')).toContain('No result does not mean no risk.');
  });

  it.each(['done', 'refused', 'later', null] as const)(
    'leaves the emergency number with who is threatened, in each edition, whatever became of the step (%s)',
    (kind) => {
      const outcomes = kind === null ? {} : { 'h-blackmail': outcome(kind) };
      const plan = buildPlan(shippedGuide, { ...emptySituation, answers: { threatened: true }, outcomes });
      for (const edition of sheetEditions) {
        for (const written of [text({ ...shortest, plan }, edition), page({ ...shortest, plan }, edition)]) {
          expect(written.replace(/<[^>]+>/g, ' ')).toMatch(/danger[^.]*\b17\b|\b17\b[^.]*danger/iu);
        }
      }
    },
  );

  it('says of a check that failed that nothing is known', () => {
    const failed = text({
      ...shortest,
      verdicts: [{ kind: 'could-not-check', identifierKind: 'nir', dataAsOf: null }],
    });
    expect(failed).toContain('nous ne savons pas si vous êtes concerné');
    expect(failed).not.toContain('Absence de résultat');
  });

  it('names confirmed and claimed classes apart', () => {
    expect(text(usual)).toContain(
      'Vos données concernées\u00a0: numéro et mot de passe ameli, adresse de courriel, numéro de sécurité sociale.',
    );
    expect(text(usual)).toContain('Annoncé, non vérifié\u00a0: coordonnées bancaires (IBAN).');
  });

  it.each(sheetEditions)('tells classes of other people in the file from those of the reader (%s)', (edition) => {
    const key = edition === 'english' ? 'en' : edition === 'standard' ? 'fr' : 'easy';
    const { labels, classes } = shippedGuide.texts;
    const plain = (written: string) => written.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    for (const written of [text(usual, edition), page(usual, edition)].map(plain)) {
      const named = (label: { readonly [of in typeof key]: string }, name: { readonly [of in typeof key]: string }) =>
        expect(written).toContain(plain(`${label[key]} ${name[key]}`));
      named(labels.claimed, classes.iban);
      named(labels.others, classes.phone);
      named(labels['claimed-of-others'], classes.card);
    }
  });

  it.each(sheetEditions)(
    'says that a file cannot be searched by that kind, and not that something failed (%s)',
    (edition) => {
      const set = { answer: 'not-listed', problem: null } as const;
      const unanswered = (code: ErrorCode) => ({ answer: 'could-not-check', problem: { code, details: {} } }) as const;
      const key = edition === 'english' ? 'en' : edition === 'standard' ? 'fr' : 'easy';
      for (const [answers, expected] of [
        [[unanswered('kind-not-indexed')], 'not-indexed'],
        [[set, unanswered('kind-not-indexed')], 'not-indexed'],
        [[unanswered('bucket-corrupt'), unanswered('kind-not-indexed')], 'could-not-check'],
        [[unanswered('source-unreachable'), set], 'could-not-check'],
        [[], 'could-not-check'],
      ] as const) {
        const sets = answers.map((answer) => ({ ...answer, dataAsOf: '2026-11-01' })) as unknown as CaseVerdict['sets'];
        const made = { kind: 'could-not-check', sets, identifierKind: 'email', exposures: [] };
        const verdict = sheetVerdict(made as never, {});
        expect(verdict.kind).toBe(expected);
        for (const who of ['caller', 'child'] as const) {
          const { verdicts } = who === 'caller' ? shippedGuide.texts : shippedGuide.texts.forOthers;
          const [said] = [verdicts[expected][key]].flat();
          const other = [verdicts[expected === 'not-indexed' ? 'could-not-check' : 'not-indexed'][key]].flat()[0];
          const written = text({ ...shortest, who, verdicts: [verdict] }, edition);
          expect(written).toContain(said);
          expect(written).not.toContain(other);
        }
      }
    },
  );

  it.each(otherPersonKinds)('leaves room in each letter for who the person is, born when and where (%s)', (who) => {
    for (const id of shippedGuide.letters.keys()) {
      for (const [locale, born, ownNote] of [
        ['fr', /(?:enfant mineur|représentée|décédée)\s: nom, date et lieu de naissance/, 'vos enfants mineurs'],
        ['en', /(?:minor child|represented|who died): name, date and place of birth/, 'your minor children'],
      ] as const) {
        const letter = renderLetter(shippedGuide, id, { locale, who }, { fonts });
        if (letter === null) continue;
        expect(letter.html).toMatch(born);
        expect(letter.html).not.toContain(ownNote);
      }
    }
  });

  it('says of other people nothing that it would not say of the reader', () => {
    const of = (status: SheetIncident['status'], askedAbout = false) =>
      buildSheetModel(shippedGuide, { ...usual, incidents: [{ ...soldFile, status, askedAbout }] }).incidents[0];
    expect(of('confirmed')).toMatchObject({ others: ['phone'], claimedOfOthers: ['card'] });
    expect(of('claimed')).toMatchObject({ others: [], claimedOfOthers: ['phone', 'card'] });
    expect(of('refuted')).toMatchObject({ others: [], claimedOfOthers: [] });
    expect(of('confirmed', true)).toMatchObject({ others: [], claimedOfOthers: [] });
  });

  it.each([
    ['done', 'Nous avons suspendu l’accès', false],
    ['requested', 'Nous avons demandé la suspension', false],
    ['no-right', 'Pour faire suspendre l’accès, appelez le 3646', true],
  ] as const)('sends nobody to ask for what the adviser did: suspension %s', (kind, wording, isLeftToDo) => {
    const answers = { 'account-lost': true, 'ameli-lost': true };
    const outcomes = { 'own-suspend': outcome(kind) };
    const of = (edition: SheetEdition) =>
      text({ ...shortest, plan: buildPlan(shippedGuide, { ...emptySituation, answers, outcomes }) }, edition);
    expect(of('standard')).toContain(wording);
    expect(of('standard').includes('Pour faire suspendre')).toBe(isLeftToDo);
    expect(of('easy-to-read').includes('Demandez à bloquer l’accès')).toBe(isLeftToDo);
    expect(of('english').includes('To have access suspended')).toBe(isLeftToDo);
  });

  it('tells a relative the rights that are left of somebody who died, and no others', () => {
    for (const edition of sheetEditions) {
      expect(text(deceased, edition)).not.toMatch(/article 34|cnil\.fr\b.*(?:plainte|complain)|vous plaindre/);
    }
    expect(text(deceased)).toContain('Les héritiers peuvent demander');
    expect(text(usual)).not.toContain('héritiers');
  });

  it.each(sheetEditions)('never says that anything leaked in a rumour (%s)', (edition) => {
    const words = text(asked, edition);
    expect(words).not.toContain(shippedGuide.texts.labels.exposed.fr);
    expect(words).not.toContain(shippedGuide.texts.labels.exposed.en);
    expect(words).not.toContain(shippedGuide.texts.labels.exposed.easy);
    expect(words).not.toMatch(/piraté|hacked/i);
    expect(words).toMatch(/Rien ne prouve|Nothing proves/);
  });

  it('words the four statuses differently', () => {
    const of = (status: typeof rumour.status) => text({ ...asked, incidents: [{ ...rumour, status }] });
    const all = (['confirmed', 'partly-confirmed', 'claimed', 'refuted'] as const).map(of);
    expect(new Set(all).size).toBe(4);
    expect(all[3]).toContain('démentie');
  });

  it('writes what was filled in, and blanks for the rest', () => {
    expect(text(longest)).toContain('Numéro d’opposition\u00a0: 4471 223 981');
    expect(text(longest)).toContain('Heure de l’opposition\u00a0: 14\u00a0h\u00a032');
    expect(text(longest)).toContain('Numéro du récépissé Perceval\u00a0: ____');
  });

  it.each(sheetEditions)(
    'prints nothing of what nobody knows, neither its name nor a date of a check (%s)',
    (edition) => {
      // Contacts whose last check has no date, and whose date is known: the sheet is the same.
      const contacts = new Map(
        [...shippedGuide.contacts].map(([id, contact]) => [id, { ...contact, checkedOn: '2026-01-02' }] as const),
      );
      expect([...shippedGuide.contacts.values()].some(({ checkedOn }) => checkedOn === null)).toBe(true);
      for (const sheetCase of [shortest, usual, longest, deceased]) {
        const texts = [text(sheetCase, edition), page(sheetCase, edition).replace(/<style[\s\S]*?<\/style>/g, '')];
        for (const one of texts) expect(one).not.toMatch(/\b(?:null|undefined|NaN|Invalid Date|1970)\b/);
        expect(renderSheetText(buildSheetModel({ ...shippedGuide, contacts }, sheetCase), edition)).toBe(texts[0]);
      }
    },
  );

  it('warns against 118 400 and names the rights in each edition', () => {
    for (const edition of sheetEditions) {
      expect(text(shortest, edition)).toContain('118\u202f400');
      expect(text(shortest, edition)).toContain('cnil.fr');
    }
  });

  it('says on the demonstration’s sheet that it is one', () => {
    expect(text(longest)).toContain('Démonstration');
    expect(text(usual)).not.toContain('Démonstration');
  });
});

describe('the HTML of the sheet', () => {
  it.each(sheetEditions)('is self-contained: no script, no style attribute, no outside address (%s)', (edition) => {
    const markup = page(longest, edition);
    expect(markup).not.toMatch(/<script|\son\w+=|\sstyle=|https?:|<link|<iframe|@import/i);
    expect(markup.match(/<style/g)).toHaveLength(1);
    expect([...markup.matchAll(/url\(([^)]*)\)/g)].map((match) => match[1])).toEqual([
      '"a.woff2"',
      '"b.woff2"',
      '"c.woff2"',
      '"d.woff2"',
    ]);
    expect(markup).toContain(edition === 'english' ? '<html lang="en">' : '<html lang="fr">');
  });

  it('escapes every text that comes from a person or a file', () => {
    const hostile = '</style><img src=x onerror=alert(1)>"\'&';
    const both = { fr: hostile, en: hostile };
    const spoilt = {
      ...usual,
      adviser: hostile,
      organisation: hostile,
      incidents: [{ ...soldFile, title: both, statement: both }],
    };
    for (const edition of sheetEditions) {
      expect(page(spoilt, edition)).not.toContain('<img');
      expect(page(spoilt, edition).match(/<\/style>/g)).toHaveLength(1);
    }
  });

  it('lets no font address out of its string', () => {
    const markup = page(usual, 'standard', {
      fonts: { ...fonts, regular: 'x");}</style><u>', bold: 'y\\' },
      styleNonce: 'n"><u>',
    });
    expect(markup).not.toContain('<u>');
    expect(markup.match(/<\/style>/g)).toHaveLength(1);
  });

  it('carries the nonce that the window asks for', () => {
    expect(page(usual, 'standard', { styleNonce: 'abc' })).toContain('<style nonce="abc">');
    expect(page(usual)).toContain('<style>');
  });

  it('has one h1, then h2 for each section and h3 for each step', () => {
    const levels = [...page(longest).matchAll(/<h(\d)/g)].map((match) => Number(match[1]));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
  });
});

describe('the QR code', () => {
  it('holds the reference and nothing else', () => {
    const modules = qrModules('VG-7K3M-Q2XA');
    const scale = 4;
    const side = (modules.length + 8) * scale;
    const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        if (modules[Math.floor(y / scale) - 4]?.[Math.floor(x / scale) - 4])
          pixels.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
      }
    }
    expect(jsQR(pixels, side, side)?.data).toBe('VG-7K3M-Q2XA');
  });
});

/** A letter in both languages, for each person about whom it can be written. */
function lettersOf(id: string) {
  return (['fr', 'en'] as const).flatMap((locale) =>
    personKinds.flatMap((who) => {
      const html = renderLetter(shippedGuide, id, { locale, who }, { fonts })?.html;
      return html === undefined ? [] : [{ locale, who, html }];
    }),
  );
}

describe('letters', () => {
  it('are none about somebody who died that only a living person can write', () => {
    for (const { id, notFor } of shippedGuide.letters.values()) {
      const kinds = new Set(lettersOf(id).map(({ who }) => who));
      expect([...kinds]).toEqual(personKinds.filter((who) => !notFor.includes(who)));
    }
    expect(shippedGuide.letters.get('creditor-list')?.notFor).toEqual(['deceased']);
  });

  it.each([...shippedGuide.letters.keys()])('%s has blanks and no data, in both languages', (id) => {
    for (const { locale, who, html } of lettersOf(id)) {
      expect(html).toContain('class="blank"');
      const body = html.slice(html.indexOf('<body'));
      expect(body).not.toMatch(/\{\{|\}\}|\[ \]|<script|\sstyle=/);
      expect(html).toContain(`<html lang="${locale}">`);
      // Signed for another, it says so, and speaks of nothing of that person's as of the signer's.
      if (who === 'caller') continue;
      const text = body.replace(/<[^>]+>/g, ' ');
      expect(text).toMatch(locale === 'fr' ? /Je vous écris (?:pour|au sujet de)/ : /I write (?:for|about)/);
      expect(text).not.toMatch(/(?<!\p{L})(?:mon|ma|mes) (?!enfant|qualité|courrier|salutations)/iu);
      expect(text).not.toMatch(/\bmy (?!minor child|letter|standing)/i);
    }
  });

  it('there is none of an unknown id', () => {
    expect(renderLetter(shippedGuide, 'no-letter', { locale: 'fr', who: 'caller' }, { fonts })).toBeNull();
  });
});

describe('dates', () => {
  it('are written in full', () => {
    expect(writeDate('2026-11-01', 'fr')).toBe('1er\u00a0novembre\u00a02026');
    expect(writeDate('2026-11-01T23:00:00Z', 'en')).toBe('1\u00a0November\u00a02026');
    expect(writeDate('hier', 'fr')).toBe('hier');
    expect(writeTime('09:05', 'fr')).toBe('9\u00a0h\u00a005');
    expect(writeTime('09:05', 'en')).toBe('09:05');
    expect(writeTime('midi', 'fr')).toBe('midi');
  });
});
