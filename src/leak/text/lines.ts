/** Whole lines out of blocks, for shapes that are read line by line: what a block leaves unfinished is carried to the next. */
import type { ByteText, TextBlock } from './block.ts';

/** One line without its `\n`; `[start, end)` has the line end in it. */
export type OnLine = (text: ByteText, start: number, end: number, line: number) => void;

export class Lines {
  readonly #onLine: OnLine;
  readonly #onOverlong: (start: number, end: number, line: number) => void;
  readonly #longest: number;
  #carried: ByteText = '';
  #carriedStart = 0;
  /** A line that is too long is passed over up to its end: where it began, or -1. */
  #overlongStart = -1;
  #line = 1;
  #end = 0;

  /** @param onOverlong called instead of `onLine` for a line of more than `longest` bytes */
  constructor(onLine: OnLine, longest: number, onOverlong: (start: number, end: number, line: number) => void) {
    this.#onLine = onLine;
    this.#onOverlong = onOverlong;
    this.#longest = longest;
  }

  push({ text: block, offset }: TextBlock): void {
    let text = block;
    let base = offset;
    if (this.#carried !== '') {
      text = this.#carried + block;
      base = this.#carriedStart;
      this.#carried = '';
    }
    let start = 0;
    for (let found = text.indexOf('\n'); found >= 0; found = text.indexOf('\n', start)) {
      if (this.#overlongStart >= 0) {
        this.#onOverlong(this.#overlongStart, base + found + 1, this.#line++);
        this.#overlongStart = -1;
      } else if (found - start > this.#longest) this.#onOverlong(base + start, base + found + 1, this.#line++);
      else this.#onLine(text.slice(start, found), base + start, base + found + 1, this.#line++);
      start = found + 1;
    }
    this.#end = base + text.length;
    if (start === text.length) return;
    if (this.#overlongStart >= 0) return;
    if (text.length - start > this.#longest) this.#overlongStart = base + start;
    else {
      this.#carried = text.slice(start);
      this.#carriedStart = base + start;
    }
  }

  /** What is left without a line end. */
  finish(): void {
    if (this.#overlongStart >= 0) this.#onOverlong(this.#overlongStart, this.#end, this.#line++);
    else if (this.#carried !== '') this.#onLine(this.#carried, this.#carriedStart, this.#end, this.#line++);
    this.#carried = '';
    this.#overlongStart = -1;
  }
}
