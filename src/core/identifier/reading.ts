/**
 * What the identifier field recognises at each keystroke: kind, read-back groups, how they are said, key, problems,
 * suggestions. Structurally equal to `identifierReading` of the contract. Keeps nothing of what it reads.
 */
import { canonicalEmailText, emailProblems } from './email.ts';
import {
  hasNirCharactersOnly,
  keyedNirCharacters,
  nirCharacters,
  nirFieldProblems,
  nirFormOf,
  parseNir,
} from './nir.ts';
import { bareNirCharacters, isScientific } from './nir-text.ts';
import { groupEmail, sayEmailGroup, sayNirGroup } from './spoken.ts';
import { type Slip, suggestNirs } from './suggestions.ts';
import { type IdentifierProblem, type IdentifierWarning, longestIdentifierText, type NirForm } from './types.ts';

export interface IdentifierReading {
  kind: 'empty' | 'nir' | 'email' | 'unknown';
  form: NirForm | null;
  /** True when it is an identifier and may be checked. */
  complete: boolean;
  groups: string[];
  spoken: string[];
  key: 'absent' | 'valid' | 'wrong' | null;
  /** Problems of what is typed so far, not of what is still to come; and warnings, which leave `complete` true. */
  problems: (IdentifierProblem | IdentifierWarning)[];
  suggestions: { text: string; slip: Slip }[];
}

const nothing: IdentifierReading = {
  kind: 'empty',
  form: null,
  complete: false,
  groups: [],
  spoken: [],
  key: null,
  problems: [],
  suggestions: [],
};

/** Reads what is typed so far. Never throws. */
export function readTyped(text: string): IdentifierReading {
  if (text.length > longestIdentifierText) return { ...nothing, kind: 'unknown', problems: ['nir-length'] };
  if (isScientific(text)) return { ...nothing, kind: 'nir', problems: ['nir-scientific'] };
  if (text.includes('@')) return readEmail(text);
  const bare = bareNirCharacters(text);
  if (bare.length === 0) return { ...nothing };
  if (hasNirCharactersOnly(bare) || /^\d/.test(bare)) return readNir(text, bare);
  if (/^\p{L}/u.test(bare)) return readEmail(text);
  return { ...nothing, kind: 'unknown', groups: [bare], spoken: [bare], problems: ['nir-character'] };
}

/** Cuts bare characters into the groups in which a NIR is read: `2 55 08 14 168 025 38`. */
export function groupNir(bare: string): string[] {
  const groups: string[] = [];
  let at = 0;
  for (const width of [1, 2, 2, 2, 3, 3, 2]) {
    if (at >= bare.length) return groups;
    groups.push(bare.slice(at, at + width));
    at += width;
  }
  if (at < bare.length) groups.push(bare.slice(at));
  return groups;
}

function readNir(text: string, bare: string): IdentifierReading {
  const parsed = parseNir(text);
  const groups = groupNir(bare);
  const reading: IdentifierReading = {
    ...nothing,
    kind: 'nir',
    form: nirFormOf(bare.charAt(0)),
    complete: parsed.kind === 'ok',
    groups,
    spoken: groups.map(sayNirGroup),
    key: 'absent',
    problems: [],
  };
  if (parsed.kind === 'ok') return { ...reading, key: parsed.identifier.keyState, problems: [...parsed.warnings] };
  // A digit first, then a letter: a slip in a number, or an e-mail address whose @ is still to come.
  if (!hasNirCharactersOnly(bare))
    return { ...reading, kind: 'unknown', form: null, key: null, problems: ['nir-character'] };
  if (bare.length === keyedNirCharacters) {
    const wrong = parsed.problems.includes('nir-key-wrong');
    const suggestions = suggestNirs(bare).map(({ bare: meant, slip }) => ({ text: groupNir(meant).join(' '), slip }));
    return { ...reading, key: wrong ? 'wrong' : 'valid', problems: [...parsed.problems], suggestions };
  }
  // Shorter than a number, or between the number and its key: only what is typed is judged.
  const begun = bare.length < nirCharacters || bare.length === nirCharacters + 1;
  return { ...reading, problems: begun ? nirFieldProblems(bare) : [...parsed.problems] };
}

function readEmail(text: string): IdentifierReading {
  const canonical = canonicalEmailText(text);
  const problems = emailProblems(canonical);
  const groups = groupEmail(canonical);
  return {
    ...nothing,
    kind: 'email',
    complete: problems.length === 0,
    groups,
    spoken: groups.map(sayEmailGroup),
    problems: problems.filter((problem) => !isStillToCome(problem, canonical)),
  };
}

/** An address is typed from left to right: no @ yet, or a domain that has not reached its last label, is no fault. */
function isStillToCome(problem: IdentifierProblem, canonical: string): boolean {
  if (problem === 'email-at') return !canonical.includes('@');
  if (problem !== 'email-domain') return false;
  return /@[^.@]*$|\.[^.@]?$/u.test(canonical);
}
