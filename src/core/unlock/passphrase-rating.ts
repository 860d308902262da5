/**
 * How hard a passphrase is to guess: at least 12 characters, and zxcvbn's estimate with French dictionaries. Here and
 * not in the renderer, which stays small.
 */
import { ZxcvbnFactory, type ZxcvbnResult } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as commonDictionary } from '@zxcvbn-ts/language-common';
import { dictionary as frenchDictionary } from '@zxcvbn-ts/language-fr';
import { normalisePassphrase } from '../crypto/argon2id.ts';
import { VigieError } from '../errors.ts';

export interface PassphraseRating {
  /** zxcvbn's, 0 to 4. */
  readonly score: 0 | 1 | 2 | 3 | 4;
  readonly acceptable: boolean;
  /** Codes that the interface has words for; empty where there is nothing to better. */
  readonly hints: string[];
}

/** ANSSI, « Recommandations relatives à l'authentification multifacteur et aux mots de passe » (2021): 12 for ordinary use. */
const shortestCharacters = 12;
/** zxcvbn: 3 is 10^8 guesses and more, "safely unguessable" against a slow hash such as ours. */
const leastScore = 3;

/** Words that an attacker of this very product tries first. */
const productWords = ['vigie', 'ameli', 'cpam', 'cnam', 'assurance', 'maladie', 'securite', 'sociale', '3646'];

let estimator: ZxcvbnFactory | null = null;

/** Made at first use: the dictionaries take a tenth of a second to load. */
function estimate(passphrase: string): ZxcvbnResult {
  estimator ??= new ZxcvbnFactory({
    dictionary: { ...commonDictionary, ...frenchDictionary },
    graphs: adjacencyGraphs,
  });
  return estimator.check(passphrase, productWords);
}

/** zxcvbn's names of what it recognised, as the hints that the interface has words for. */
const hintOfPattern: Readonly<Record<string, string>> = {
  repeat: 'repeats',
  sequence: 'sequence',
  spatial: 'keyboard',
  date: 'date',
  regex: 'date',
};

function hintsOf(result: ZxcvbnResult): string[] {
  const hints = result.sequence.map((match) => {
    if (match.pattern !== 'dictionary') return hintOfPattern[match.pattern];
    return /names/.test(String(match.dictionaryName)) ? 'name' : 'common';
  });
  return [...new Set(hints.filter((hint) => hint !== undefined))];
}

/** @returns the rating of what will really be hashed: normalised, so that trailing spaces count for nothing */
export function ratePassphrase(passphrase: string): PassphraseRating {
  const normalised = normalisePassphrase(passphrase);
  const result = estimate(normalised);
  const longEnough = [...normalised].length >= shortestCharacters;
  const acceptable = longEnough && result.score >= leastScore;
  const hints = longEnough ? [] : ['too-short'];
  if (result.score < leastScore) {
    const found = hintsOf(result);
    hints.push(...(found.length > 0 ? found : ['few-words']));
  }
  return { score: result.score, acceptable, hints };
}

/** @throws VigieError 'passphrase-weak' */
export function requireGoodPassphrase(passphrase: string): void {
  const { acceptable, score } = ratePassphrase(passphrase);
  if (!acceptable) throw new VigieError('passphrase-weak', { score });
}
