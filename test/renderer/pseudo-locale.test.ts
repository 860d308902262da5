import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { fr } from '../../src/renderer/text/fr.ts';
import { problemsFr } from '../../src/renderer/text/problems.ts';
import { pseudo } from './pseudo-locale.ts';

const messages = [
  ...Object.values(fr),
  ...Object.values(problemsFr).flatMap(({ what, lost, todo }) => [what, lost, todo]),
];

describe('the pseudo-language', () => {
  it('is at least two fifths longer, in brackets, and says the same numbers', () => {
    expect(pseudo('Vérifier')).toMatch(/^\[.{10,}\]$/u);
    const counted = pseudo('{count, plural, =0 {Aucun dossier} one {# dossier} other {# dossiers}}');
    expect(new IntlMessageFormat(counted, 'fr').format({ count: 1234 })).toMatch(/^\[1.234 döö.*\]$/u);
  });

  it('knows every kind of message that the interface has', () => {
    for (const message of messages) {
      const changed = pseudo(message);
      expect(new IntlMessageFormat(changed, 'fr').getAst().length).toBeGreaterThan(0);
      expect(changed.length).toBeGreaterThan(message.length);
    }
  });
});
