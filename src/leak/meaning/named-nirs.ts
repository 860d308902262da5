/**
 * Numbers without a key behind a word that says what they are: `nir=1850578006084`, « n° de sécurité sociale : 1 85 05 … ». The word is worth what a
 * column's header is: they are taken, wherever they stand.
 */
import { canonicaliseNir } from '../../core/identifier/identifier.ts';
import { groupsBehindSex } from './find-inside.ts';

/** Of `N° Sécurité Sociale`, `num_secu`, `nir13`, `INSEE`. */
const word = String.raw`(?<![\p{L}\d])(?:nir|nss|insee|(?:num_?)?s[eé]cu(?:rit[eé])?(?:[ _-]{0,2}soc(?:iale|\.)?)?|immatriculation)(?:[ _]?13)?(?![\p{L}\d])`;
/** Signs, and what people say before a number: « est le », « n° », « sans clé ». */
const between = String.raw`[^\p{L}\d\n]{0,6}(?:(?:num[eé]ro|n[°ºo]?|est|le|sans cl[eé])[^\p{L}\d\n]{1,4}){0,3}`;
const named = new RegExp(String.raw`${word}${between}(?<!\d)([12]${groupsBehindSex})(?!\d|\.\d{0,6}[1-9])`, 'giu');
const mayBeNamed = /nir|nss|insee|s(?:e|é|\xc3\xa9)cu|immat/i;

/** Calls `take` with each of them. @returns how many there were */
export function findNamedNirs(text: string, take: (canonical: string) => void): number {
  if (!mayBeNamed.test(text)) return 0;
  let count = 0;
  for (const [, number = ''] of text.matchAll(named)) {
    const canonical = canonicaliseNir(number);
    if (canonical === null) continue;
    count++;
    take(canonical);
  }
  return count;
}
