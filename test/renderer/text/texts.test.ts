import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../../src/core/error-codes.ts';
import { en } from '../../../src/renderer/text/en.ts';
import { fr, type TextKey } from '../../../src/renderer/text/fr.ts';
import { createI18n } from '../../../src/renderer/text/i18n.ts';
import { problemsEn, problemsFr, problemTextParts } from '../../../src/renderer/text/problems.ts';
import { typesetFrench } from '../../../src/renderer/text/typography.ts';
import { createText } from '../../../src/renderer/text/use-text.ts';

/** Names of the placeholders of a message, with the plural arguments. */
function placeholders(message: string, locale: string): string[] {
  const names = new Set<string>();
  const visit = (elements: readonly unknown[]) => {
    for (const element of elements as {
      type: number;
      value: string;
      options?: Record<string, { value: unknown[] }>;
    }[]) {
      // 0 is literal text, 7 the number sign inside a plural; every other kind of element has a name.
      if (element.type !== 0 && element.type !== 7) names.add(element.value);
      for (const option of Object.values(element.options ?? {})) visit(option.value);
    }
  };
  visit(new IntlMessageFormat(message, locale).getAst());
  return [...names].sort();
}

describe('the words of problems', () => {
  it.each([
    ['French', problemsFr],
    ['English', problemsEn],
  ])('say in %s, for every code of the core, what happened, whether anything was lost, what to do', (_, words) => {
    expect(Object.keys(words).sort()).toEqual([...errorCodes].sort());
    for (const code of errorCodes) {
      for (const part of problemTextParts) expect(words[code]?.[part], `${code} ${part}`).toMatch(/^\p{Lu}.*[.!?]$/u);
    }
  });
});

describe('the sentences', () => {
  it('have the same keys and the same placeholders in both languages', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(fr).sort());
    for (const key of Object.keys(fr) as (keyof typeof fr)[]) {
      expect(placeholders(en[key], 'en'), key).toEqual(placeholders(fr[key], 'fr'));
    }
  });

  it('are set in French with their no-break spaces', () => {
    expect(typesetFrench('« Un doute ? Raccrochez ; rappelez : 3646 ! »')).toBe(
      '«\u00a0Un doute\u202f? Raccrochez\u202f; rappelez\u00a0: 3646\u202f!\u00a0»',
    );
    const set = typesetFrench('Prêt ? Oui : prêt !');
    expect(typesetFrench(set)).toBe(set);
  });

  it('come to a component as the messages say, whether or not there is anything to fill', () => {
    const i18n = createI18n('fr');
    const [french, english] = [createText(i18n, 'fr'), createText(i18n, 'en')];
    for (const key of Object.keys(fr) as TextKey[]) {
      if ((fr as Record<string, string>)[key]?.includes('{')) continue;
      expect(french.t(key), key).toBe(i18n.t(key));
      expect(english.t(key), key).toBe(i18n.getFixedT('en')(key));
    }
    expect(french.t('cases.found', { count: 1 })).toBe('1 dossier');
    expect(english.t('cases.found', { count: 2 })).toBe('2 cases');
    expect(french.t('problem.no-set.what' as TextKey)).toBe('Aucun fichier vérifié n’est prêt.');
  });

  it('fill plurals and switch language at once', async () => {
    const i18n = createI18n('fr');
    expect(i18n.t('cases.found', { count: 0 })).toBe('Aucun dossier');
    expect(i18n.t('cases.found', { count: 1 })).toBe('1 dossier');
    expect(i18n.t('problem.no-set.what')).toBe('Aucun fichier vérifié n’est prêt.');
    await i18n.changeLanguage('en');
    expect(i18n.t('cases.found', { count: 2 })).toBe('2 cases');
    expect(i18n.t('problem.no-set.what')).toBe('No data set is ready.');
  });
});

describe('the wording of risk', () => {
  it('never calls an absence safe, nor a claim a fact', () => {
    const sentences = [...Object.values(fr), ...Object.values(en)].join('\n').toLowerCase();
    for (const word of ['ameli a été piraté', 'vous êtes en sécurité', 'aucun risque', 'you are safe', 'no risk.»']) {
      expect(sentences).not.toContain(word);
    }
    expect(fr['verdict.absent-caution']).toBe('Absence de résultat ne veut pas dire absence de risque.');
  });
});
