/**
 * Every place that tells what a verdict came to, against what may be told: nobody is said to be listed whom nothing known lists, and
 * what was not searched is neither an absence nor a fault.
 */
import { describe, expect, it } from 'vitest';
import type { VerdictView } from '../../../src/contract/values.ts';
import { buildSheetModel, type SheetCase } from '../../../src/core/print/model.ts';
import { renderSheetText } from '../../../src/core/print/sheet-text.ts';
import { personKinds, sheetEditions, type VerdictMeaning, verdictMeanings } from '../../../src/core/vocabulary.ts';
import { lookOf, scriptFor } from '../../../src/renderer/screens/check/verdict-words.ts';
import { meaningKey } from '../../../src/renderer/screens/journal/case-words.tsx';
import { answers } from '../../../src/renderer/screens/supervisor/calls-charts.tsx';
import { en } from '../../../src/renderer/text/en.ts';
import { fr } from '../../../src/renderer/text/fr.ts';
import { shippedGuide } from '../../core/guide/shipped-guide.ts';
import { rumour, shortest } from '../../core/print/sheet-cases.ts';
import { verdict } from '../scripted-api.ts';

const languages = { fr, en } as const;

const figureOf: Readonly<Record<VerdictMeaning, (typeof answers)[number]['name']>> = {
  listed: 'listed',
  'listed-unverified': 'listed',
  'listed-number': 'listedNumber',
  'listed-number-unverified': 'listedNumber',
  'listed-number-of-another': 'listedNumber',
  'not-listed': 'notListed',
  'not-indexed': 'notIndexed',
  'could-not-check': 'couldNotCheck',
};

/** @returns what each place tells, by the place's name */
function toldOf(meaning: VerdictMeaning, language: 'fr' | 'en'): [place: string, told: string][] {
  const table: Readonly<Record<string, string>> = languages[language];
  const t = ((key: string, values: Record<string, string> = {}) =>
    (table[key] ?? `?${key}`).replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')) as never;
  const view: VerdictView = verdict({ meaning });
  const { title, sub, script } = lookOf(view);
  const figure = answers.find(({ name }) => name === figureOf[meaning]);
  const screens: [string, string][] = [
    ['heading', `${table[title]}. ${table[sub]}`],
    ...personKinds.map((who): [string, string] => [`script ${who}`, scriptFor({ t }, script, who)]),
    ['list of cases', table[meaningKey(meaning)] ?? ''],
    ['figure', table[figure?.key ?? ''] ?? ''],
    ['figure, short', table[figure?.short ?? ''] ?? ''],
  ];
  const sheets = personKinds.flatMap((who) =>
    sheetEditions
      .filter((edition) => (edition === 'english') === (language === 'en'))
      .map((edition): [string, string] => {
        const { incidents: _, ...rest } = shortest;
        const sheet: SheetCase = {
          ...rest,
          who,
          incidents: meaning === 'listed' || meaning.startsWith('listed-number') ? [confirmed] : [],
          verdicts: [{ kind: meaning, identifierKind: 'phone', dataAsOf: '2026-11-01' }],
        };
        const [, answer = ''] = renderSheetText(buildSheetModel(shippedGuide, sheet), edition).split('\n\n');
        return [`sheet ${edition} ${who}`, answer];
      }),
  );
  return [...screens, ...sheets];
}

const confirmed = { ...rumour, status: 'confirmed', askedAbout: false, claimed: [], tied: ['nir'] } as const;

/** The person, not the number, is in the file. */
const namesPerson =
  /vos informations figurent|(?:vous avons|avons) trouvé|vous figurez|personne (?:figure|est dans)|vous êtes dans|^figure dans|your information is|found (?:you|this person)|you appear|person appears|^listed in/imu;
const saysAbsent =
  /ne figure|pas trouv|ne (?:vous|le|la) trouve|n’êtes pas dans|n’est pas dans la liste|^absent|not listed|did not find|cannot find/imu;
const saysFault =
  /impossible|n’a pas pu être faite|n’avons pas pu vérifier|ne peux pas vérifier|could not|cannot check|failed/imu;
const namesNumber = /numéro|number/iu;

describe.each(['fr', 'en'] as const)('what is told of a verdict (%s)', (language) => {
  const told = new Map(verdictMeanings.map((meaning) => [meaning, toldOf(meaning, language)]));
  const all = (meaning: VerdictMeaning) => told.get(meaning) ?? [];
  const placesThat = (meaning: VerdictMeaning, pattern: RegExp) =>
    all(meaning).flatMap(([place, words]) => (pattern.test(words) ? [`${place}: ${words}`] : []));

  it.each(['listed-number', 'listed-number-unverified', 'listed-number-of-another'] as const)(
    '%s: speaks of the number everywhere, and calls nobody listed',
    (meaning) => {
      expect(placesThat(meaning, namesPerson)).toEqual([]);
      const silent = all(meaning).filter(
        ([place, words]) => !namesNumber.test(words) && !isScriptOfClaim(meaning, place),
      );
      expect(silent).toEqual([]);
    },
  );
  // Of a file that nobody verified the script says « votre identifiant », whatever it is.
  const isScriptOfClaim = (meaning: VerdictMeaning, place: string) =>
    meaning === 'listed-number-unverified' && place.startsWith('script');

  it('not-indexed: is neither an absence nor a fault anywhere', () => {
    expect(placesThat('not-indexed', saysAbsent)).toEqual([]);
    expect(placesThat('not-indexed', saysFault)).toEqual([]);
    expect(placesThat('not-indexed', namesPerson)).toEqual([]);
  });

  it('could-not-check: is no absence, and not-listed no fault, anywhere', () => {
    expect(placesThat('could-not-check', saysAbsent)).toEqual([]);
    expect(placesThat('not-listed', saysFault)).toEqual([]);
    // The patterns find what they look for, so that their silence above says something.
    expect(placesThat('could-not-check', saysFault).length).toBeGreaterThan(5);
    expect(placesThat('not-listed', saysAbsent).length).toBeGreaterThan(5);
    expect(placesThat('listed', namesPerson).length).toBeGreaterThan(5);
  });

  it('has words of its own for each meaning in the list of cases', () => {
    const table: Readonly<Record<string, string>> = languages[language];
    const words = verdictMeanings.map((meaning) => table[meaningKey(meaning)]);
    expect(words).not.toContain(undefined);
    expect(new Set(words).size).toBe(verdictMeanings.length);
  });
});
