/** The guide's texts in the wording of one edition of the sheet. Step `print` of the flow; pure. */
import type { EditionLines, EditionText, GuideTexts, LabelKey } from '../guide/schema.ts';
import { setEnglish, setFrench } from '../guide/typography.ts';
import type { Bilingual, DataClass, Locale, SheetEdition } from '../vocabulary.ts';
import { writeDate, writeTime } from '../written-dates.ts';
import type { SheetField } from './model.ts';

export interface Words {
  readonly locale: Locale;
  /** A label with its `{name}` parts filled in. */
  label(key: LabelKey, values?: Readonly<Record<string, string>>): string;
  text(text: EditionText): string;
  /** One line, or the several of the easy-to-read edition. */
  lines(lines: EditionLines): readonly string[];
  both(text: Bilingual): string;
  /** A text from outside the guide (an incident's title), with the spaces and quotation marks of the guide's. */
  set(text: Bilingual): string;
  classes(classes: readonly DataClass[]): readonly string[];
  date(iso: string): string;
  /** The value of a field that was filled in during the call. */
  value(field: SheetField): string;
}

export function wordsOf(texts: GuideTexts, edition: SheetEdition): Words {
  const key = edition === 'english' ? 'en' : edition === 'easy-to-read' ? 'easy' : 'fr';
  const locale: Locale = edition === 'english' ? 'en' : 'fr';
  const text = (one: EditionText) => one[key];
  return {
    locale,
    text,
    label: (name, values = {}) =>
      text(texts.labels[name]).replace(/\{(\w+)\}/g, (whole, part: string) => values[part] ?? whole),
    lines: (lines) => (key === 'easy' ? lines.easy : [lines[key]]),
    both: (one) => one[locale],
    set: (one) => (locale === 'fr' ? setFrench(one.fr) : setEnglish(one.en)),
    classes: (classes) => classes.map((name) => text(texts.classes[name])),
    date: (iso) => writeDate(iso, locale),
    value: ({ kind, value }) => {
      if (value === null) return '';
      return kind === 'date' ? writeDate(value, locale) : kind === 'time' ? writeTime(value, locale) : value;
    },
  };
}
