/**
 * XML: any document. Which elements are records is learnt from the sample: those that repeat and hold people, the outermost of them,
 * unless they are little more than the wrapping of a list of people. Attributes, texts and children are cells under paths.
 *
 * The scanner is our own: places in the text must be exact to the byte, a broken element must not end the reading, and no parser at
 * hand gives both. Entities are undone, those that the document's type declares too, and never fetched.
 */

import type { ByteText, TextBlock } from '../text/block.ts';
import { readByteText } from '../text/block.ts';
import { TextWindow } from '../text/window.ts';
import { PathColumns } from './json-unit.ts';
import { looksLikePerson } from './loose-text.ts';
import {
  type Layout,
  longestRecordBytes,
  type Recognised,
  type RecordReader,
  type RecordSink,
  type Shape,
  type TextSample,
} from './shape.ts';
import { decodeEntities, type Entities, nextToken, type XmlToken } from './xml-tokens.ts';

export const xml: Shape = {
  name: 'xml',
  recognise({ text, whole, wish }: TextSample): Recognised | null {
    const wished = wish.shape === 'xml';
    const lead =
      /^\s*(?:<\?xml[\s>]|<!DOCTYPE\s(?!html)|<!--|<(?!html[\s>]|table[\s>]|body[\s>]|!)[A-Za-z_][\w.:-]*[\s/>])/i.exec(
        text,
      );
    // `<jean> a@b.fr` is a line of a chat: in XML some element ends.
    if (!wished && (lead === null || !/<\/|\/>/.test(text))) return null;
    const parents = findRecordParents(text, whole);
    if (parents.size === 0 && !wished && !/^\s*<\?xml/.test(text)) return null;
    const confidence = wished ? 1 : parents.size === 0 ? 0.4 : 0.96;
    return { shape: 'xml', confidence, separator: null, headerLine: null, start: () => new XmlReader(parents) };
  },
};

/** What the sample says of all elements of one path. */
interface PathNode {
  count: number;
  /** Attributes or texts of the element itself that look like identifiers. */
  own: number;
  /** The same of everything below it. */
  below: number;
  readonly children: Map<string, PathNode>;
}

function newNode(): PathNode {
  return { count: 0, own: 0, below: 0, children: new Map() };
}

/** @returns the paths whose children are records; elements are joined by a slash, the root's parent is the empty path */
function findRecordParents(text: ByteText, whole: boolean): Set<string> {
  const root = newNode();
  const open: { name: string; node: PathNode }[] = [];
  const top = () => open.at(-1)?.node ?? root;
  const found = (count: number) => {
    if (count === 0) return;
    top().own += count;
    for (const { node } of open) node.below += count;
    root.below += count;
  };
  const entities: Entities = new Map();
  for (let at = 0; at < text.length; ) {
    const token = nextToken(text, at, whole, entities);
    if (token === 'more') break;
    if (token.kind === 'open') {
      const parent = top();
      const node = parent.children.get(token.name) ?? newNode();
      parent.children.set(token.name, node);
      node.count++;
      open.push({ name: token.name, node });
      found(Object.values(attributesOf(token, entities)).filter(looksLikePerson).length);
      if (token.empty) open.pop();
    } else if (token.kind === 'close') {
      const index = open.findLastIndex(({ name }) => name === token.name);
      if (index >= 0) open.length = index;
    } else if (token.kind === 'text' && looksLikePerson(token.text)) found(1);
    at = token.end;
  }
  const parents = new Set<string>();
  choose(root, '', parents);
  return parents;
}

function choose(parent: PathNode, path: string, parents: Set<string>): void {
  for (const [name, child] of parent.children) {
    if (child.below === 0) continue;
    const own =
      child.own + [...child.children.values()].reduce((sum, one) => sum + (isLeafOf(one, child) ? one.own : 0), 0);
    const repeats = child.count > Math.max(1, parent.count);
    const wraps = own === 0 && [...child.children.values()].some((one) => wrapsPeople(one, child));
    // A document about one person, in which nothing repeats, is one record.
    if ((repeats || own > 0 || !hasRepeats(child)) && !wraps) parents.add(path);
    else choose(child, `${path}/${name}`, parents);
  }
}

function hasRepeats(node: PathNode): boolean {
  return [...node.children.values()].some((one) => one.count > node.count || hasRepeats(one));
}

/** A member of the element, once or a few times in it: not a list of people. */
function isLeafOf(node: PathNode, parent: PathNode): boolean {
  return node.children.size === 0 && node.own === node.below && node.count <= Math.max(3, parent.count * 3);
}

/** True if below an element that holds no identifier itself stands a list: elements that repeat and hold several members each. */
function wrapsPeople(node: PathNode, parent: PathNode): boolean {
  if (node.below === 0) return false;
  if (node.count >= 2 * parent.count && node.children.size > 1 && node.count > 2) return true;
  return [...node.children.values()].some((one) => wrapsPeople(one, node));
}

class XmlReader implements RecordReader {
  readonly #window = new TextWindow();
  readonly #parents: ReadonlySet<string>;
  readonly #layout: Layout = { name: '', columns: [], headed: true };
  readonly #columns = new PathColumns(this.#layout);
  readonly #entities: Entities = new Map();
  /** Elements around the next token. */
  #open: string[] = [];

  constructor(parents: ReadonlySet<string>) {
    this.#parents = parents;
  }

  push(block: TextBlock, sink: RecordSink): void {
    if (!this.#window.push(block)) return;
    while (this.#step(sink));
  }

  finish(sink: RecordSink): void {
    this.#window.finish();
    while (this.#step(sink));
  }

  /** @returns false if more text is needed */
  #step(sink: RecordSink): boolean {
    const window = this.#window;
    const { text, at } = window;
    if (at >= text.length) return false;
    const token = nextToken(text, at, window.finished, this.#entities);
    if (token === 'more') return this.#give(sink);
    const path = this.#open.map((name) => `/${name}`).join('');
    if (token.kind === 'open') {
      if (this.#parents.has(path) && !token.empty) return this.#record(sink, token);
      if (token.empty || Object.values(attributesOf(token, this.#entities)).some(looksLikePerson))
        this.#emit(sink, attributesOf(token, this.#entities), token.end, [...this.#open, token.name]);
      else window.moveTo(token.end);
      if (!token.empty) this.#open.push(token.name);
      return true;
    }
    if (token.kind === 'close') {
      const index = this.#open.lastIndexOf(token.name);
      if (index >= 0) this.#open.length = index;
      window.moveTo(token.end);
    } else if (token.kind === 'text') {
      if (looksLikePerson(token.text)) this.#emit(sink, token.text, token.end, this.#open);
      else window.moveTo(token.end);
    } else if (token.kind === 'comment' && token.text !== '' && this.#open.length > 0)
      this.#emit(sink, token.text, token.end, this.#open);
    else this.#outside(sink, token.end, token.kind);
    return true;
  }

  /** What grows past the longest record without an end is refused, piece by piece. */
  #give(sink: RecordSink): boolean {
    const { text, at, finished } = this.#window;
    if (!finished && text.length - at < longestRecordBytes) return false;
    this.#fault(sink, finished ? text.length : text.length - 1000);
    return true;
  }

  /** An element that is a record, up to its end; or up to the next of its name, where its end is missing. */
  #record(sink: RecordSink, first: XmlToken & { kind: 'open' }): boolean {
    const { text, finished } = this.#window;
    const root = new Element(first.name, attributesOf(first, this.#entities));
    const open: Element[] = [root];
    let at = first.end;
    while (open.length > 0) {
      const token = at >= text.length ? 'more' : nextToken(text, at, finished, this.#entities);
      if (token === 'more') {
        if (!finished) return this.#give(sink);
        at = text.length;
        break;
      }
      const top = open.at(-1);
      if (token.kind === 'open') {
        // The end of this one is missing: it would hold the next, and those after it.
        if (token.name === first.name && open.length > 1 && isLineStart(text, at)) break;
        if (token.name === first.name && open.length === 1) break;
        const child = new Element(token.name, attributesOf(token, this.#entities));
        top?.children.push(child);
        if (!token.empty) open.push(child);
      } else if (token.kind === 'close') {
        const index = open.findLastIndex(({ name }) => name === token.name);
        if (index >= 0) open.length = index;
        // The end of an element around it: its own is missing.
        else if (this.#open.includes(token.name)) break;
      } else if (token.kind === 'text' && top !== undefined) top.text += token.text;
      else if (token.kind === 'comment' && token.text !== '') top?.children.push(commentElement(token.text));
      at = token.end;
    }
    this.#emit(sink, root.value(), at, []);
    return true;
  }

  #emit(sink: RecordSink, value: unknown, end: number, path: readonly string[]): void {
    const window = this.#window;
    const { cells, columns, persons } = this.#columns.gather(value, path.map(readByteText).join('.'));
    const start = window.place(window.at);
    if (end - window.at > longestRecordBytes) {
      this.#fault(sink, end);
      return;
    }
    if (cells.length > 0)
      sink.record({ layout: this.#layout, cells, columns, persons, start, end: window.place(end), line: window.line });
    window.moveTo(end);
  }

  #outside(sink: RecordSink, end: number, reason: 'comment' | 'structure'): void {
    const window = this.#window;
    sink.outside(window.place(window.at), window.place(end), reason);
    window.moveTo(end);
  }

  #fault(sink: RecordSink, end: number): void {
    const window = this.#window;
    const fault = end - window.at >= longestRecordBytes - 1000 ? 'row-too-long' : 'record-malformed';
    sink.fault(fault, window.place(window.at), window.place(end), window.line);
    window.moveTo(end);
  }
}

function isLineStart(text: ByteText, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && (text.charCodeAt(before) === 32 || text.charCodeAt(before) === 9)) before--;
  return before < 0 || text.charCodeAt(before) === 10;
}

function attributesOf(token: XmlToken & { kind: 'open' }, entities: Entities): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const found of token.attributes.matchAll(/([\w.:-]{1,200})\s{0,200}=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    const name = localName(found[1] ?? '');
    if (/^xmlns/.test(found[1] ?? '')) continue;
    attributes[name] = readByteText(decodeEntities(found[2] ?? found[3] ?? '', entities));
  }
  return attributes;
}

/** Whoever stands in a comment is read as whoever stands in any text. */
function commentElement(text: ByteText): Element {
  const element = new Element('comment', {});
  element.text = text;
  return element;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Attributes that name an element (`<field name="nir">`), as phpMyAdmin and mysqldump write columns. */
const namingAttributes = ['name', 'nom', 'key', 'field', 'id', 'code', 'type'];

class Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[] = [];
  text: ByteText = '';

  constructor(name: string, attributes: Record<string, string>) {
    this.name = name;
    this.attributes = attributes;
  }

  /**
   * As a value of JSON would hold it: members by name, several of one name as a list. A file may nest elements by the thousand, where a
   * function that calls itself overflows the stack: parents are listed before their children, and made after them.
   */
  value(): unknown {
    const elements: Element[] = [this];
    for (let at = 0; at < elements.length; at++) {
      for (const child of elements[at]?.children ?? []) elements.push(child);
    }
    const values = new Map<Element, unknown>();
    for (const element of elements.reverse()) values.set(element, element.#valueOver(values));
    return values.get(this);
  }

  /** @param values of the children */
  #valueOver(values: ReadonlyMap<Element, unknown>): unknown {
    const text = readByteText(this.text.trim());
    const names = Object.keys(this.attributes);
    if (this.children.length === 0 && text !== '') {
      const named = namingAttributes.find((name) => /^[\p{L}_][\p{L}\d _.-]{0,40}$/u.test(this.attributes[name] ?? ''));
      if (names.length === 0) return text;
      if (named !== undefined) return { [this.attributes[named] ?? '']: text };
    }
    // FHIR's `<birthDate value="1970-01-01"/>`
    if (this.children.length === 0 && text === '' && names.length === 1 && names[0] === 'value')
      return this.attributes.value;
    const members: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const name of names) members[name] = this.attributes[name];
    const lists = new Map<string, unknown[]>();
    for (const child of this.children) {
      const key = readByteText(child.name);
      const list = lists.get(key);
      if (list === undefined) lists.set(key, [values.get(child)]);
      else list.push(values.get(child));
    }
    for (const [key, list] of lists) {
      const held: unknown = list.length === 1 ? list[0] : list;
      members[key] = members[key] === undefined ? held : [members[key], held];
    }
    if (text !== '') members.text = text;
    return members;
  }
}
