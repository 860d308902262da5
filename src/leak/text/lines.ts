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
    this.#end = offset + block.length;
    let start = 0;
    for (let found = block.indexOf('\n'); found >= 0; found = block.indexOf('\n', start)) {
      this.#endLine(block.slice(start, found), offset + start, offset + found + 1);
      start = found + 1;
    }
    if (start === block.length || this.#overlongStart >= 0) return;
    if (this.#carried === '') this.#carriedStart = offset + start;
    // Joined and not searched: V8 copies what was joined only when somebody looks into it, which for a line of many blocks is once.
    this.#carried += block.slice(start);
    if (this.#carried.length > this.#longest) {
      this.#overlongStart = this.#carriedStart;
      this.#carried = '';
    }
  }

  #endLine(rest: ByteText, start: number, end: number): void {
    const carried = this.#carried;
    const overlongStart = this.#overlongStart;
    this.#carried = '';
    this.#overlongStart = -1;
    const line = this.#line++;
    if (overlongStart >= 0) this.#onOverlong(overlongStart, end, line);
    else if (carried.length + rest.length > this.#longest)
      this.#onOverlong(carried === '' ? start : this.#carriedStart, end, line);
    else if (carried === '') this.#onLine(rest, start, end, line);
    else this.#onLine(carried + rest, this.#carriedStart, end, line);
  }

  /** What is left without a line end. */
  finish(): void {
    if (this.#overlongStart >= 0) this.#onOverlong(this.#overlongStart, this.#end, this.#line++);
    else if (this.#carried !== '') this.#onLine(this.#carried, this.#carriedStart, this.#end, this.#line++);
    this.#carried = '';
    this.#overlongStart = -1;
  }
}
