/**
 * Blocks of stealers' logs: a few lines `Key: value` for each login, parted by rules or blank lines or by nothing but the key that comes
 * again. Keys are many, and in any order.
 */
import type { ByteText } from '../text/block.ts';
import { hostOf, isOfSites, logColumns, logLayout } from './hosts.ts';
import { LineReader } from './line-reader.ts';
import type { Recognised, Shape, TextSample } from './shape.ts';

const sampleLines = 400;
const keyed = /^\s*([A-Za-z][A-Za-z _-]{0,20}?)\s*(?::|=(?!=))\s?(.*)$/;
const rule = /^\s*([=\-_*#~+.])\1{2,}.*$/;

type Part = 'url' | 'login' | 'secret' | 'other';
const parts: Readonly<Record<string, Part>> = {
  ...{
    url: 'url',
    host: 'url',
    hostname: 'url',
    link: 'url',
    origin: 'url',
    site: 'url',
    website: 'url',
    domain: 'url',
    'url page': 'url',
    web: 'url',
  },
  ...{
    username: 'login',
    login: 'login',
    user: 'login',
    'user name': 'login',
    email: 'login',
    'e-mail': 'login',
    usr: 'login',
    'user login': 'login',
    identifiant: 'login',
    mail: 'login',
    account: 'login',
  },
  ...{
    password: 'secret',
    pass: 'secret',
    pwd: 'secret',
    passwd: 'secret',
    'mot de passe': 'secret',
    'user password': 'secret',
  },
  ...{
    application: 'other',
    browser: 'other',
    soft: 'other',
    software: 'other',
    storage: 'other',
    profile: 'other',
    app: 'other',
    source: 'other',
    'form id': 'other',
    time: 'other',
    date: 'other',
    hwid: 'other',
    ip: 'other',
  },
};

function partOf(key: string): Part | null {
  const name = key.trim().toLowerCase();
  return Object.hasOwn(parts, name) ? (parts[name] ?? null) : null;
}

export const stealerBlocks: Shape = {
  name: 'stealer-blocks',
  recognise({ text, whole, wish }: TextSample): Recognised | null {
    const lines = text.split('\n');
    if (!whole) lines.pop();
    const filled = lines.filter((line) => line.trim() !== '').slice(0, sampleLines);
    const known = filled.map((line) => partOf(keyed.exec(line)?.[1] ?? ''));
    const has = (part: Part) => known.filter((one) => one === part).length;
    const rules = filled.filter((line) => rule.test(line)).length;
    // A login and its password or its site, in most of the lines: no prose and no table looks so.
    if (has('login') === 0 || has('secret') + has('url') === 0 || has('login') * 8 < filled.length) return null;
    return {
      shape: 'stealer-blocks',
      confidence:
        wish.shape === 'stealer-blocks'
          ? 1
          : (0.95 * (known.filter((one) => one !== null).length + rules)) / filled.length,
      separator: null,
      headerLine: null,
      start: () => new BlockReader(wish.hosts ?? null),
    };
  },
};

interface Block {
  readonly start: number;
  end: number;
  readonly line: number;
  readonly values: Map<Part, ByteText>;
  readonly others: ByteText[];
}

class BlockReader extends LineReader {
  readonly #sites: readonly string[] | null;
  readonly #named = logLayout(true);
  readonly #unnamed = logLayout(false);
  #block: Block | null = null;

  /** @param sites as for URL lists */
  constructor(sites: readonly string[] | null) {
    super();
    this.#sites = sites;
  }

  protected override closeOpen(): void {
    this.#emit();
  }

  protected override take(text: ByteText, start: number, end: number, line: number): void {
    const blank = text.trim() === '';
    if (blank || rule.test(text)) {
      this.#emit();
      // One that names somebody, as `=== a@b.fr ===`, is about them.
      if (!blank) this.aside({ text, start, end, line }, 'banner');
      return;
    }
    const found = keyed.exec(text);
    const part = partOf(found?.[1] ?? '');
    const value = found?.[2]?.trim() ?? '';
    // The key that comes again is the next login's; a key beside the known ones belongs to the block it stands in.
    if (part !== null && part !== 'other' && this.#block?.values.has(part) === true) this.#emit();
    this.#block ??= { start, end, line, values: new Map(), others: [] };
    this.#block.end = end;
    if (part === null || part === 'other') this.#block.others.push(text);
    else this.#block.values.set(part, value);
  }

  #emit(): void {
    const block = this.#block;
    this.#block = null;
    if (block === null) return;
    const { start, end, line, values, others } = block;
    const host = hostOf(values.get('url') ?? '');
    const named = this.#sites !== null && host !== null && isOfSites(host, this.#sites);
    if (this.#sites !== null && host !== null && !named) {
      this.sink.outside(start, end, 'other-host');
      return;
    }
    const cells: ByteText[] = [];
    const columns: number[] = [];
    for (const [part, value] of values) {
      cells.push(value);
      columns.push(logColumns[part]);
    }
    for (const other of others) {
      cells.push(other);
      columns.push(logColumns.other);
    }
    this.sink.record({ layout: named ? this.#named : this.#unnamed, cells, columns, start, end, line });
  }
}
