/** The part of a text that a reader has not done with yet, for shapes whose records do not end with the line. */
import type { ByteText, TextBlock } from './block.ts';

/** Bytes with which a reader is asked in any case: then a record is too long. */
const longestWait = 16 * 1024 * 1024;

export class TextWindow {
  text: ByteText = '';
  /** What precedes it in `text` is done with. Changed by `moveTo` alone. */
  at = 0;
  /** Line of the character at `at`, from 1. */
  line = 1;
  #base = 0;
  /** Where the next line feed stood when it was last looked for: a line of many records is searched once. */
  #feedAt = -1;
  /** Blocks that are not in `text` yet. */
  #waiting: ByteText = '';
  #finished = false;

  /** True once there is no more text to come. */
  get finished(): boolean {
    return this.#finished;
  }

  /**
   * @returns false if the reader need not look: what was too short to be read is tried again once it is twice as long, so that a record
   *   of any length is read in time that grows with it and no faster
   */
  push(block: TextBlock): boolean {
    const left = this.text.length - this.at;
    if (left === 0 && this.#waiting === '') {
      this.#base = block.offset;
      this.text = block.text;
      this.at = 0;
      this.#feedAt = -1;
      return true;
    }
    this.#waiting += block.text;
    if (this.#waiting.length < left && left + this.#waiting.length < longestWait) return false;
    this.#join();
    return true;
  }

  finish(): void {
    this.#finished = true;
    this.#join();
  }

  #join(): void {
    this.#base += this.at;
    this.text = this.text.slice(this.at) + this.#waiting;
    this.#waiting = '';
    this.at = 0;
    this.#feedAt = -1;
  }

  /** @returns the offset in the decoded text of an index of `text` */
  place(at: number): number {
    return this.#base + at;
  }

  moveTo(at: number): void {
    for (let feed = this.lineFeed(); feed < at; feed = this.lineFeed()) {
      this.line++;
      this.at = feed + 1;
    }
    this.at = at;
  }

  /** @returns the index of the first line feed from `at` on; the length of the text if there is none */
  lineFeed(): number {
    if (this.#feedAt < this.at) {
      const found = this.text.indexOf('\n', this.at);
      this.#feedAt = found < 0 ? this.text.length : found;
    }
    return this.#feedAt;
  }
}
