/**
 * Words that depend on the person's account: 3646 answers for this fund's insured people, not for those of another scheme.
 * Texts of steps name them as `{fund}`. Step `guide` of the flow; pure.
 */
import type { AccountKind } from '../vocabulary.ts';
import { type BilingualText, type GuideTexts, type StepSheet, termNames } from './schema.ts';

export interface Terms {
  both(text: BilingualText): BilingualText;
  sheet(sheet: StepSheet): StepSheet;
}

const placeholder = new RegExp(`\\{(${termNames.join('|')})\\}`, 'g');

export function termsOf({ terms }: Pick<GuideTexts, 'terms'>, account: AccountKind): Terms {
  const fill = (text: string, key: 'fr' | 'easy' | 'en') =>
    text.includes('{')
      ? text.replace(placeholder, (_, name: (typeof termNames)[number]) => terms[name][account][key])
      : text;
  return {
    both: ({ fr, en }) => ({ fr: fill(fr, 'fr'), en: fill(en, 'en') }),
    sheet: ({ fr, easy, en, easyTitle }) => ({
      fr: fill(fr, 'fr'),
      easy: easy.map((line) => fill(line, 'easy')),
      en: fill(en, 'en'),
      easyTitle: fill(easyTitle, 'easy'),
    }),
  };
}
