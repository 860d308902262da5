/** Tags, texts and comments of XML and HTML, one after another, with their places; broken markup is text. */
import { type ByteText, toByteText } from '../text/block.ts';
import { holdsIdentifier, looksLikePerson } from './loose-text.ts';
import { longestRecordBytes } from './shape.ts';

export type XmlToken =
  | {
      readonly kind: 'open';
      readonly name: string;
      readonly attributes: ByteText;
      readonly empty: boolean;
      readonly end: number;
    }
  | { readonly kind: 'close'; readonly name: string; readonly end: number }
  | { readonly kind: 'text'; readonly text: ByteText; readonly end: number }
  /** `text` of a comment in which people stand; else it is empty. */
  | { readonly kind: 'comment'; readonly text: ByteText; readonly end: number }
  | { readonly kind: 'structure'; readonly end: number };

const openTag = /<([A-Za-z_\u0080-\u00ff][\w.:\u0080-\u00ff-]*)((?:"[^"]*"|'[^']*'|[^<>"'])*)>/y;
const closeTag = /<\/([A-Za-z_\u0080-\u00ff][\w.:\u0080-\u00ff-]*)\s*>/y;
/** A tag that is not closed within so many characters is none. */
const longestTag = 64 * 1024;

/** What a document type declares (`<!ENTITY at "@">`), by name. */
export type Entities = Map<string, ByteText>;

/**
 * @param finished no more text will come
 * @param entities of the document so far; grows where its type declares more
 * @returns the token that begins at `at`; `more` if the text ends before its end is known
 */
export function nextToken(text: ByteText, at: number, finished: boolean, entities: Entities): XmlToken | 'more' {
  if (text.charCodeAt(at) !== 60) {
    const next = text.indexOf('<', at);
    if (next < 0 && !finished) return 'more';
    const end = next < 0 ? text.length : next;
    const written = text.slice(at, end);
    // The end of a comment that was entered, see below.
    return written.trim() === '-->'
      ? { kind: 'structure', end }
      : { kind: 'text', text: decodeEntities(written, entities), end };
  }
  const known = text.slice(at, at + 9);
  if (known.length < 9 && !finished) return 'more';
  if (known.startsWith('<!--')) return comment(text, at, finished);
  if (known === '<![CDATA[') {
    const close = text.indexOf(']]>', at);
    if (close < 0 && !mayNotWait(text, at, finished)) return 'more';
    // What is never closed ends with its mark: the markup behind it is read.
    if (close < 0) return { kind: 'structure', end: at + 9 };
    return { kind: 'text', text: text.slice(at + 9, close), end: close + 3 };
  }
  if (known.startsWith('<?')) {
    const close = text.indexOf('?>', at);
    if (close < 0 && !finished && text.length - at <= longestTag) return 'more';
    if (close < 0 || close - at > longestTag || holdsIdentifier(text.slice(at, close))) return stray(at);
    return { kind: 'structure', end: close + 2 };
  }
  if (known.startsWith('<!')) {
    // Declarations inside a document type stand in brackets.
    const declaration = /<![^[>]*(?:\[[\s\S]*?\]\s*)?>/y;
    declaration.lastIndex = at;
    if (declaration.test(text)) {
      const end = declaration.lastIndex;
      declare(text.slice(at, Math.min(end, at + longestTag)), entities);
      return end - at > longestTag || holdsIdentifier(text.slice(at, end)) ? stray(at) : { kind: 'structure', end };
    }
    return finished || text.length - at > longestTag ? stray(at) : 'more';
  }
  closeTag.lastIndex = at;
  const closed = closeTag.exec(text);
  if (closed !== null) return { kind: 'close', name: localName(closed[1] ?? ''), end: closeTag.lastIndex };
  openTag.lastIndex = at;
  const opened = openTag.exec(text);
  if (opened !== null) {
    const attributes = opened[2] ?? '';
    return {
      kind: 'open',
      name: localName(opened[1] ?? ''),
      attributes,
      empty: attributes.endsWith('/'),
      end: openTag.lastIndex,
    };
  }
  const next = text.indexOf('<', at + 1);
  const decided = finished || text.length - at > longestTag || !/^<[/A-Za-z_\u0080-\u00ff]/.test(known);
  // Another tag begins first, outside of any quoted value: this one is broken for good.
  if (!decided && (next < 0 || /["']/.test(text.slice(at, next)))) return 'more';
  return stray(at);
}

function stray(at: number): XmlToken {
  return { kind: 'text', text: '<', end: at + 1 };
}

/** Nothing more will come, or no comment is so long. */
function mayNotWait(text: ByteText, at: number, finished: boolean): boolean {
  return finished || text.length - at >= longestRecordBytes;
}

/**
 * A comment is passed over, but never what it swallowed: one that is not closed, or holds another's beginning, is its mark alone; and so is
 * one that holds elements with people, which are read like those around it.
 */
function comment(text: ByteText, at: number, finished: boolean): XmlToken | 'more' {
  const close = text.indexOf('-->', at + 4);
  if (close < 0 && !mayNotWait(text, at, finished)) return 'more';
  const content = close < 0 ? null : text.slice(at + 4, close);
  if (content === null || content.includes('<!--') || (/<[A-Za-z]/.test(content) && looksLikePerson(content)))
    return { kind: 'structure', end: at + 4 };
  return { kind: 'comment', text: holdsIdentifier(content) ? content : '', end: close + 3 };
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const named: Readonly<Record<string, string>> = {
  ...{
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: '\u00a0',
    commat: '@',
    period: '.',
    lowbar: '_',
    hyphen: '-',
  },
  ...{ eacute: 'é', egrave: 'è', ecirc: 'ê', euml: 'ë', agrave: 'à', acirc: 'â', ccedil: 'ç', icirc: 'î', iuml: 'ï' },
  ...{ ocirc: 'ô', ouml: 'ö', ugrave: 'ù', ucirc: 'û', uuml: 'ü', Eacute: 'É', Egrave: 'È', Agrave: 'À', Ccedil: 'Ç' },
};

/** Longest text of an entity that is believed: each may hold others, and they others again. */
const longestEntity = 400;
const entityDeclaration = /<!ENTITY\s{1,20}([\w.-]{1,80})\s{1,20}(?:"([^"]{0,400})"|'([^']{0,400})')\s{0,20}>/g;

/** Declarations of a document type: their texts alone, in the order in which they stand, so that none can hold itself. Nothing is fetched. */
function declare(documentType: ByteText, entities: Entities): void {
  for (const [, name = '', double, single] of documentType.matchAll(entityDeclaration)) {
    const meant = decodeEntities(double ?? single ?? '', entities);
    if (!entities.has(name) && meant.length <= longestEntity) entities.set(name, meant);
  }
}

/** Entities that are known are undone; any other stays as it is written. */
export function decodeEntities(text: ByteText, entities?: Entities): ByteText {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([A-Za-z_][\w.-]{0,79}));/gi,
    (all, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined)
        return entities?.get(name) ?? (Object.hasOwn(named, name) ? toByteText(named[name] ?? all) : all);
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? toByteText(String.fromCodePoint(code)) : all;
    },
  );
}
