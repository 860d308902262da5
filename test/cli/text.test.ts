/** The words of the command line: complete in both languages, with the same blanks to fill, and well set in French. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '../../src/cli/text/en.ts';
import { fr } from '../../src/cli/text/fr.ts';
import {
  chooseLanguage,
  fill,
  formatBytes,
  formatDuration,
  formatNumber,
  labelNames,
  reasonIn,
} from '../../src/cli/text/text.ts';
import { printableText } from '../../src/core/bytes/misleading.ts';
import { errorCodes } from '../../src/core/error-codes.ts';
import { secondWordsIn } from '../../src/core/guide/second-words.ts';
import { identifierKinds, identifierProblems } from '../../src/core/vocabulary.ts';
import { columnRoles } from '../../src/leak/meaning/headers.ts';

const root = join(import.meta.dirname, '../..');
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

/** Every text, by where it stands. */
function everyText(text: typeof fr): [string, string][] {
  return [
    ['help', text.help],
    ...Object.entries(text.commandHelp).map(([name, value]): [string, string] => [`commandHelp.${name}`, value]),
    ...Object.entries(text.labels).map(([name, value]): [string, string] => [`labels.${name}`, value]),
    ...Object.entries(text.reasons).map(([name, value]): [string, string] => [`reasons.${name}`, value]),
    ...Object.entries(text.errors).flatMap(([code, { error, hint }]): [string, string][] => [
      [`errors.${code}.error`, error],
      [`errors.${code}.hint`, hint],
    ]),
  ];
}

describe.each([
  ['fr', fr],
  ['en', en],
] as const)('%s', (_language, text) => {
  it('names every kind of identifier, and every class, where help says what a column or a line may hold', () => {
    for (const kind of identifierKinds) {
      expect(text.commandHelp.look).toMatch(new RegExp(`--columns[^-]*\\b${kind}\\b`, 's'));
      expect(text.commandHelp.check).toMatch(new RegExp(`--kind.*\\b${kind}\\b`));
    }
    for (const role of columnRoles.filter((one) => one !== 'hash' && one !== 'ameli-login')) {
      expect(text.commandHelp.look).toContain(role);
    }
  });

  it('has a sentence and a hint for every error code', () => {
    expect(Object.keys(text.errors).sort()).toEqual([...errorCodes].sort());
    for (const code of errorCodes) {
      expect(text.errors[code].error.length, code).toBeGreaterThan(3);
      expect(text.errors[code].hint.length, code).toBeGreaterThan(3);
    }
  });

  it('has words for every label and for every reason that the sources give', () => {
    expect(Object.keys(text.labels).sort()).toEqual([...labelNames].sort());
    const given = new Set<string>(identifierProblems);
    for (const folder of ['src/cli']) {
      for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
        const source = readFileSync(join(entry.parentPath, entry.name), 'utf8');
        for (const [, reason = ''] of source.matchAll(/reason: '([a-z-]+)'/g)) given.add(reason);
      }
    }
    expect(given.size).toBeGreaterThan(25);
    for (const reason of given) expect(Object.keys(text.reasons), reason).toContain(reason);
  });

  it('writes errors and hints in lower case, without a full stop', () => {
    for (const [where, words] of everyText(text).filter(([name]) => name.startsWith('errors.'))) {
      expect(words, where).not.toMatch(/\.$/);
      // Proper names may begin with a capital.
      if (!/^(?:Vigie|Argon2id|Ed25519)/.test(words))
        expect(words.charAt(0), where).toBe(words.charAt(0).toLowerCase());
    }
  });
});

describe('both languages', () => {
  it('have the same texts', () => {
    expect(
      everyText(fr)
        .map(([where]) => where)
        .sort(),
    ).toEqual(
      everyText(en)
        .map(([where]) => where)
        .sort(),
    );
  });

  it('leave the same blanks to fill', () => {
    const english = new Map(everyText(en));
    for (const [where, words] of everyText(fr)) {
      expect(holes(words), where).toEqual(holes(english.get(where) ?? ''));
    }
  });
});

describe('French typography', () => {
  it('has its no-break spaces: narrow before ; ! ? and full before : and inside « »', () => {
    for (const [where, words] of everyText(fr)) {
      expect(words, where).not.toMatch(/[^\u202f][;!?]/u);
      // A colon inside an option, an address, an emphasis of time or `identifiant:mot de passe` is no punctuation.
      expect(words, where).not.toMatch(/ :|\p{L}:(?=\s|$)/u);
      expect(words, where).not.toMatch(/«[^\u00a0]|[^\u00a0]»/u);
      expect(words, where).not.toMatch(/\p{L}'\p{L}/u);
    }
  });
});

describe('helpers', () => {
  it('choose the language: VIGIE_LANG, then the locale, then French', () => {
    expect(chooseLanguage({})).toBe('fr');
    expect(chooseLanguage({ LANG: 'en_GB.UTF-8' })).toBe('en');
    expect(chooseLanguage({ LC_ALL: 'fr_FR.UTF-8', LANG: 'en_GB.UTF-8' })).toBe('fr');
    expect(chooseLanguage({ VIGIE_LANG: 'en', LC_ALL: 'fr_FR.UTF-8' })).toBe('en');
    expect(chooseLanguage({ LANG: 'C.UTF-8' })).toBe('fr');
  });

  it('fill blanks, and leave out what there is nothing for', () => {
    expect(fill('a {b} c', { b: 1 })).toBe('a 1 c');
    expect(fill('file not found {path}', {})).toBe('file not found');
    expect(fill('{a}{b}', { a: '', b: 'x' })).toBe('x');
    // What is filled in is never read as a pattern.
    expect(fill('a {b}', { b: '{c} $& $1', c: 'no' })).toBe('a {c} $& $1');
    expect(reasonIn(fr, 'no-shards')).toBe('aucun morceau');
    expect(reasonIn(fr, 'toString')).toBe('toString');
  });

  it('write numbers, bytes and durations as people read them', () => {
    expect(formatNumber('fr', 1234567)).toBe('1\u202f234\u202f567');
    expect(formatNumber('en', 1234.5, 2)).toBe('1,234.50');
    expect(formatBytes('fr', 999)).toBe('999 o');
    expect(formatBytes('en', 201_965_568)).toBe('202.0 MB');
    expect(formatBytes('fr', 1_437_597_696)).toBe('1,4 Go');
    expect([0.4, 59.4, 200, 3720, Number.NaN].map(formatDuration)).toEqual(['0 s', '59 s', '3 min 20', '1 h 02', '…']);
  });
});

describe('a text from a stranger', () => {
  it('writes no line of its own, moves no cursor and turns no text around', () => {
    const hostile = 'a\nEmpreinte : 0000\u001b[2K\r\u202eb\u2028c\u0085d\ud800';
    const shown = fill('{file}', { file: hostile });
    expect(shown).toBe('a\\u{a}Empreinte : 0000\\u{1b}[2K\\u{d}\\u{202e}b\\u{2028}c\\u{85}d\\u{d800}');
    expect(printableText('Cnam\u00a0: l’été, 10 %\t🙂')).toBe('Cnam\u00a0: l’été, 10 %\t🙂');
  });
});

describe('the words of French', () => {
  it('are those of the screens: one word for a thing', () => {
    const templates = readFileSync(join(root, 'packaging/policies/fr-FR/Vigie.adml'), 'utf8');
    // Names that are typed stay as they are: `email=…`, `vigie-email`.
    const second =
      /(?<![\p{L}=-])(?:jeux?|e-mails?|mails?|adresse électronique|allégué\p{L}*|hameçonnage)(?![\p{L}=-])/iu;
    const faults = [...everyText(fr), ['Vigie.adml', templates] as const].flatMap(([place, text]) => {
      const found = second.exec(text);
      return found === null ? [] : [`${place}: ${found[0]}`];
    });
    expect(faults).toEqual([]);
  });
});

it('has one word a thing, as the guide and the screens: a folder is no case', () => {
  // `email` is typed as it is.
  const told = (text: string) => secondWordsIn(text.replaceAll(/(?<!\p{L})email(?!\p{L})/gu, ''));
  const faults = everyText(fr).flatMap(([where, text]) => told(text).map(({ found }) => `${where}: ${found}`));
  expect(faults).toEqual([]);
  // A « dossier » is a case, of which these speak alone.
  const cases = everyText(fr).filter(([, text]) => /dossiers?(?!\p{L})/iu.test(text));
  expect(cases.map(([where]) => where).filter((where) => !/case|hand-over|journal/i.test(where))).toEqual([]);
});
