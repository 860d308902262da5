/**
 * Code pages of one byte a character that France has written in: windows-1252 (and Latin-1, Latin-9, which it contains as dumps use
 * them), DOS 850, Mac OS Roman. Told by which of them makes French letters of the bytes that stand among letters.
 */
export const codePageNames = ['windows-1252', 'cp850', 'macroman'] as const;
export type CodePage = (typeof codePageNames)[number];
export const textEncodingNames = ['utf-8', 'utf-16le', 'utf-16be', ...codePageNames] as const;
export type TextEncodingName = (typeof textEncodingNames)[number];

const windows1252 = new TextDecoder('windows-1252');
const macRoman = new TextDecoder('macintosh');

// Unicode Consortium, VENDORS/MICSFT/PC/CP850.TXT: 0x80 to 0xFF.
const cp850Characters =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

const byPage: Readonly<Record<CodePage, (bytes: Buffer) => string>> = {
  'windows-1252': (bytes) => windows1252.decode(bytes),
  cp850: (bytes) =>
    bytes.toString('latin1').replace(/[\u0080-\u00ff]/g, (byte) => cp850Characters[byte.charCodeAt(0) - 128] ?? byte),
  macroman: (bytes) => macRoman.decode(bytes),
};

/** Letters that French texts hold by far the most often. The rest of a page's letters speak for nothing: § of one page is ß of another. */
const french = new Set('éèêëàâîïôùûüçÉÈÊÀÇÎÔœ');
/** Letters of words; `º`, `ª` and `µ` are signs that Unicode happens to call letters. */
const letter = /(?![ªºµ])\p{L}/u;
/** A no-break space among them: it stands behind words, and between the groups of a number. */
const sign = /[ªºµ§°¤¬¦|\u00a0]/u;

/** What byte `128 + i` is worth, beside letters, as a character of each page. */
const worth = Object.fromEntries(
  codePageNames.map((page) => {
    const characters = [...byPage[page](Buffer.from(Array.from({ length: 128 }, (_, i) => 128 + i)))];
    return [page, characters.map((one) => (french.has(one) ? 4 : letter.test(one) || sign.test(one) ? 0 : -3))];
  }),
) as Record<CodePage, number[]>;

/** Bytes beside letters after which a page is kept until another one is clearly better. */
const enough = 4;
const mostOfOneByte = 8;

export class CodePages {
  readonly #given: CodePage | null;
  #last: CodePage = 'windows-1252';

  constructor(given: CodePage | null) {
    this.#given = given;
  }

  /** @param bytes neighbouring lines that are no UTF-8 */
  decode(bytes: Buffer): { text: string; page: CodePage } {
    const page = this.#given ?? this.#judge(bytes);
    this.#last = page;
    return { text: byPage[page](bytes), page };
  }

  #judge(bytes: Buffer): CodePage {
    const scores = { 'windows-1252': 0, cp850: 0, macroman: 0 };
    let seen = 0;
    // A byte that parts cells comes a thousand times: what counts is how many different ones make sense.
    const times = new Uint8Array(256);
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i] ?? 0;
      if (byte < 128) continue;
      if (!isLetterByte(bytes[i - 1]) && !isLetterByte(bytes[i + 1])) continue;
      seen++;
      if ((times[byte] ?? 0) >= mostOfOneByte) continue;
      times[byte] = (times[byte] ?? 0) + 1;
      if (isQuoteAtWord(byte, bytes[i - 1], bytes[i + 1])) {
        scores.cp850 += quoteElsewhere;
        scores.macroman += quoteElsewhere;
        continue;
      }
      for (const page of codePageNames) scores[page] += worth[page][byte - 128] ?? 0;
    }
    const best = codePageNames.reduce((a, b) => (scores[b] > scores[a] ? b : a), this.#last);
    // Little evidence does not overthrow what the lines before it were.
    return seen < enough && scores[best] - scores[this.#last] < 3 ? this.#last : best;
  }
}

/** What a letter is worth that stands where windows-1252 writes a quotation mark. */
const quoteElsewhere = -3;

/** Quotation marks of windows-1252 around a word; in other pages they would be letters that no word begins or ends with. */
function isQuoteAtWord(byte: number, before: number | undefined, after: number | undefined): boolean {
  if (byte === 0x91 || byte === 0x93) return !isWordByte(before) && isWordByte(after);
  return (byte === 0x92 || byte === 0x94) && isWordByte(before) && !isWordByte(after);
}

function isWordByte(byte: number | undefined): boolean {
  return byte !== undefined && (byte >= 128 || (byte >= 48 && byte <= 57) || isLetterByte(byte));
}

function isLetterByte(byte: number | undefined): boolean {
  return byte !== undefined && (byte | 32) >= 97 && (byte | 32) <= 122;
}
