/**
 * URL lists of stealers: `url:login:password` in every mixture. The scheme may be left out, the host may have a port, the separator may
 * be any, and the URL may stand first or last. Under `--host` lines of other sites are counted and left.
 */
import type { ByteText } from '../text/block.ts';
import { looksLikeIdentifier } from './dialect.ts';
import { hostOf, isOfSites, logColumns, logLayout } from './hosts.ts';
import { LineReader } from './line-reader.ts';
import type { Recognised, Shape, TextSample } from './shape.ts';

const sampleLines = 400;
/** Colons last: they stand in URLs as well. */
const separators = ['|', '\t', ';', ',', ' - ', ' '];

export const urlList: Shape = {
  name: 'url-list',
  recognise({ text, whole, wish }: TextSample): Recognised | null {
    const lines = text.split('\n');
    if (!whole) lines.pop();
    const filled = lines.filter((line) => line.trim() !== '').slice(0, sampleLines);
    if (filled.length === 0) return null;
    const cut = filled.map(cutUrlLine).filter((one) => one !== null);
    const sure = cut.filter(({ url }) => /:\/\/|\//.test(url) || looksLikeIdentifier(url) === false).length;
    if (sure === 0) return null;
    return {
      shape: 'url-list',
      confidence: wish.shape === 'url-list' ? 1 : (0.88 * cut.length) / filled.length,
      separator: null,
      headerLine: null,
      start: () => new UrlListReader(wish.hosts ?? null),
    };
  },
};

interface UrlLine {
  readonly url: ByteText;
  readonly host: string;
  readonly login: ByteText;
  readonly secret: ByteText;
}

/**
 * Separators stand in passwords (`pa;ss`) and URLs (`;jsessionid=`) as well: where several would cut the line, the one that makes the
 * login an identifier does.
 * @returns null for a line without a URL, or with nothing beside it
 */
export function cutUrlLine(line: ByteText): UrlLine | null {
  const text = line.trim();
  const cut = cutAnywhere(text);
  return cut === null || isDomain(text, cut.url) ? null : cut;
}

/** True for the domain in `jean @ x.fr` and `jean AT x.fr`: the line holds an address, and no URL. */
function isDomain(line: ByteText, url: ByteText): boolean {
  const at = line.lastIndexOf(url);
  return at > 0 && !url.includes('/') && signBefore.test(line.slice(Math.max(0, at - longestSign), at));
}
const signBefore = /(?:@|\xef\xbc\xa0|\xef\xb9\xab|(?:^|[^A-Za-z])AT|arr?obase?|[[({<] ?at? ?[\])}>]|[=%]40)\s*$/i;
const longestSign = 16;

function cutAnywhere(text: ByteText): UrlLine | null {
  let first: UrlLine | null = null;
  for (const separator of separators) {
    if (!text.includes(separator)) continue;
    const found = fromParts(text.split(separator), separator);
    if (found !== null && looksLikeIdentifier(found.login)) return found;
    first ??= found;
  }
  const atColons = cutAtColons(text);
  return first === null || (atColons !== null && looksLikeIdentifier(atColons.login)) ? atColons : first;
}

function fromParts(parts: readonly ByteText[], separator: string): UrlLine | null {
  if (parts.length < 2) return null;
  const first = hostOf(parts[0] ?? '');
  if (first !== null) return whole(parts[0] ?? '', first, parts.slice(1), separator);
  const last = hostOf(parts.at(-1) ?? '');
  return last === null || parts.length < 3 ? null : whole(parts.at(-1) ?? '', last, parts.slice(0, -1), separator);
}

function whole(url: ByteText, host: string, rest: readonly ByteText[], separator: string): UrlLine | null {
  // `url|login:password` is met as well.
  if (rest.length === 1) {
    const [login = '', ...secret] = (rest[0] ?? '').split(':');
    return login === '' ? null : { url, host, login, secret: secret.join(':') };
  }
  const [login = '', ...secret] = rest;
  return { url, host, login, secret: secret.join(separator) };
}

/**
 * Colons part scheme, port, login and password alike, and stand in a URL's query: the URL ends before the first identifier, else as
 * early as it can.
 */
function cutAtColons(line: ByteText): UrlLine | null {
  const parts = line.split(':');
  if (parts.length < 2) return null;
  const scheme = /^[a-z][a-z0-9+.-]{1,20}$/i.test(parts[0] ?? '') && parts[1]?.startsWith('//') === true ? 1 : 0;
  let end = scheme + 1;
  if (/^\d{1,5}(?:[/?#]|$)/.test(parts[end] ?? '') && parts.length > end + 2) end++;
  const named = parts.findIndex((part, i) => i > scheme && looksLikeIdentifier(part));
  if (named > end && hostOf(parts.slice(0, named).join(':')) !== null) end = named;
  const url = parts.slice(0, end).join(':');
  const host = hostOf(url);
  if (host !== null && parts.length > end) {
    return { url, host, login: parts[end] ?? '', secret: parts.slice(end + 1).join(':') };
  }
  // The URL at the end: `login:password:https://…`.
  const at = line.search(/:[a-z][a-z0-9+.-]{1,20}:\/\//i);
  const tail = at > 0 ? line.slice(at + 1) : (parts.at(-1) ?? '');
  const tailHost = hostOf(tail);
  const before = at > 0 ? line.slice(0, at) : parts.slice(0, -1).join(':');
  if (tailHost === null || (at <= 0 && parts.length < 3)) return null;
  const [login = '', ...secret] = before.split(':');
  return { url: tail, host: tailHost, login, secret: secret.join(':') };
}

class UrlListReader extends LineReader {
  readonly #sites: readonly string[] | null;
  readonly #named = logLayout(true);
  readonly #others = logLayout(false);

  /** @param sites null where none was named: then every line is read, and no password is the insurance's */
  constructor(sites: readonly string[] | null) {
    super();
    this.#sites = sites;
  }

  protected override take(text: ByteText, start: number, end: number, line: number): void {
    if (text.trim() === '') return;
    const cut = cutUrlLine(text);
    const { url, login, secret, other } = logColumns;
    if (cut === null) {
      this.sink.record({ layout: this.#others, cells: [text], columns: [other], start, end, line });
      return;
    }
    if (this.#sites !== null && !isOfSites(cut.host, this.#sites)) {
      this.sink.outside(start, end, 'other-host');
      return;
    }
    const layout = this.#sites === null ? this.#others : this.#named;
    const cells = [cut.url, cut.login, cut.secret];
    this.sink.record({ layout, cells, columns: [url, login, secret], start, end, line });
  }
}
