/**
 * The domain of an e-mail address in its one canonical form (FORMAT §10.2): each label that is not ASCII as Punycode
 * (`xn--…`), the form in which mail travels. So `été.example` and `xn--t-9faa.example` are one domain.
 *
 * Not UTS 46, whose tables change with each version of Unicode: what it maps beyond NFKC and lower case is left alone.
 */
import punycode from 'punycode/punycode.js';
import { hasLaterCharacters } from '../unicode.ts';

// RFC 1035 §2.3.4.
const longestLabel = 63;
/** RFC 5890 §2.3.2.1. */
const aceBeginning = 'xn--';

const label = /^[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u;
const ascii = /^[\0-\x7f]*$/;

/**
 * @param domain folded as the whole address is: NFKC, lower case, nothing invisible
 * @param fold that folding, for what Punycode hides
 * @returns null if it is no domain of two labels or more
 */
export function canonicalDomain(domain: string, fold: (text: string) => string): string | null {
  // Ideographic full stop; NFKC turns the other two that UTS 46 knows (U+FF0E, U+FF61) into `.` and this one.
  const labels = domain
    .replaceAll('\u3002', '.')
    .split('.')
    .map((one) => canonicalLabel(one, fold));
  const last = labels.at(-1) ?? '';
  if (labels.length < 2 || labels.includes(null) || last.length < 2 || /^\d+$/.test(last)) return null;
  return labels.join('.');
}

function canonicalLabel(written: string, fold: (text: string) => string): string | null {
  if (!label.test(written)) return null;
  const encoded = ascii.test(written) ? written : aceBeginning + punycode.encode(written);
  if (encoded.length > longestLabel) return null;
  if (encoded !== written || !written.startsWith(aceBeginning)) return encoded;
  const hidden = decodeLabel(written.slice(aceBeginning.length));
  // A label that hides what nobody would write, or hides nothing, has another writing: it is no canonical one.
  if (hidden === null || hasLaterCharacters(hidden) || ascii.test(hidden)) return null;
  const isFolded = fold(hidden) === hidden && label.test(hidden);
  return isFolded && aceBeginning + punycode.encode(hidden) === written ? written : null;
}

function decodeLabel(encoded: string): string | null {
  try {
    return punycode.decode(encoded);
  } catch {
    return null;
  }
}

/** The domain as people read it: Punycode undone. */
export function readableDomain(canonical: string): string {
  const readable = (one: string) =>
    one.startsWith(aceBeginning) ? (decodeLabel(one.slice(aceBeginning.length)) ?? one) : one;
  return canonical.split('.').map(readable).join('.');
}
