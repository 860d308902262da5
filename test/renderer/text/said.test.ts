/** The sentences that the screens themselves have an adviser say: held to what the guide's are held to. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { saidFaults } from '../../../src/core/guide/said-faults.ts';
import { secondWordsIn } from '../../../src/core/guide/second-words.ts';
import { otherPersonKinds } from '../../../src/core/vocabulary.ts';
import { en } from '../../../src/renderer/text/en.ts';
import { fr } from '../../../src/renderer/text/fr.ts';

const languages = { fr, en } as const;
const isSaid = (key: string) =>
  (key.startsWith('script.') && key !== 'script.title') || /^call-back\.say(?!-label)/.test(key);

/** @returns the sentence with each person whom it may name; the fund is one word, as in the guide */
function filled(table: Readonly<Record<string, string>>, key: string): string[] {
  const sentence = (table[key] ?? '').replace('{reference}', 'VG').replace('{fund}', 'ameli');
  return sentence.includes('{person}')
    ? otherPersonKinds.map((who) => sentence.replace('{person}', table[`person.said.${who}`] ?? ''))
    : [sentence];
}

describe.each(['fr', 'en'] as const)('what is said (%s)', (language) => {
  const table: Readonly<Record<string, string>> = languages[language];
  const keys = Object.keys(table).filter(isSaid);

  it.each(keys)('%s stands alone, is short, and has no word of the trade', (key) => {
    for (const sentence of filled(table, key))
      expect([sentence, saidFaults(sentence, language)]).toEqual([sentence, []]);
  });

  it('is there for who calls for another, wherever a sentence names what is the person’s', () => {
    const forOthers = keys.filter((key) => key.startsWith('script.for.'));
    expect(forOthers.map((key) => key.replace('.for', ''))).toEqual(
      expect.arrayContaining(['script.listed', 'script.fault']),
    );
    for (const key of forOthers) {
      for (const sentence of filled(table, key)) {
        expect(sentence).not.toMatch(
          language === 'fr' ? /\b(?:votre (?!enfant)|vos|vôtre)\b/u : /\byours?\b(?! child)/,
        );
      }
    }
  });
});

describe('the words of the screens', () => {
  it('have one word a thing, and one thing a word', () => {
    const faults = Object.entries(fr).flatMap(([key, sentence]) =>
      secondWordsIn(sentence).map(({ found }) => `${key}: ${found}`),
    );
    expect(faults).toEqual([]);
    // « jeu » says nothing to a caller, and « allégué » is no word of anybody's.
    const told = Object.entries(fr).filter(([, sentence]) =>
      /(?<![\p{L}-])(?:jeux?|allégu\p{L}*)(?!\p{L})/iu.test(sentence),
    );
    expect(told).toEqual([]);
  });

  it.each(['guide-utilisateur.md', 'aide-memoire.html'])('are those of %s', (name) => {
    const page = readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
    const prose = page.replace(/```[\s\S]*?```|`[^`\n]*`|<style[\s\S]*?<\/style>|<[^>]*>/g, ' ');
    expect(secondWordsIn(prose)).toEqual([]);
  });

  // An « agent » is whoever has an account here; « conseiller » and « responsable » are what an agent may be.
  it('call a person of the workstation an agent, and a conseiller only by role', () => {
    const told = Object.entries(fr).flatMap(([key, sentence]) =>
      /(?<!\p{L})conseillers?(?!\p{L})/iu.test(sentence) ? [key] : [],
    );
    expect(told).toEqual(['role.adviser', 'advisers.make-adviser', 'contacts.lead']);
  });

  it('call « non vérifié » what somebody claims, and a check that could not be made otherwise', () => {
    const keys = Object.entries(fr).flatMap(([key, sentence]) =>
      /non vérifiée?s?(?!\p{L})/iu.test(sentence) ? [key] : [],
    );
    expect(keys.filter((key) => !/claimed|status|unverified/.test(key))).toEqual([]);
    expect(fr['cases.verdict.could-not-check']).toBe(fr['verdict.fault']);
  });
});

describe('a sentence that is said', () => {
  it.each([
    ['fr', 'Signalez ce courriel.'],
    ['fr', 'Le mot de passe de ce compte sert-il aussi ailleurs ?'],
    ['fr', 'Gardez ces messages.'],
    ['fr', 'Si vous voulez en parler, appelez le 116 006.'],
    ['fr', 'Le compte est perdu : allez-y vite.'],
    ['fr', 'Nous n’en savons rien.'],
    ['en', 'Report this e-mail.'],
  ] as const)('does not point at what was not named (%s): %s', (language, text) => {
    expect(saidFaults(text, language)).toEqual(['said-pronoun']);
  });

  it.each([
    ['fr', 'Ne cliquez pas dans un courriel douteux. Signalez ce courriel sur signal-spam.fr.'],
    ['fr', 'Y a-t-il des menaces au sujet de votre enfant ?'],
    ['fr', 'Une perte se déclare en mairie, en ligne ou en main propre.'],
    ['fr', 'Demandez ce que le fichier contient, et faites ce qui protège cette semaine.'],
    ['fr', 'En danger immédiat, appelez le 17.'],
    ['en', 'Dispute the debit. If this debit was never authorised, the bank refunds.'],
  ] as const)('may point at what was named, or at what follows (%s): %s', (language, text) => {
    expect(saidFaults(text, language)).toEqual([]);
  });
});
