/** The part of a text that a reader has not done with yet, for shapes whose records do not end with the line. */
import type { ByteText, TextBlock } from './block.ts';

export class TextWindow {
  text: ByteText = '';
  /** What precedes it in `text` is done with. Changed by `moveTo` alone. */
  at = 0;
  /** Line of the character at `at`, from 1. */
  line = 1;
  /** True once there is no more text to come. */
  finished = false;
  #base = 0;
  /** Where the next line feed stood when it was last looked for: a line of many records is searched once. */
  #feedAt = -1;

  push(block: TextBlock): void {
    if (this.at === this.text.length) {
      this.#base = block.offset;
      this.text = block.text;
    } else {
      this.#base += this.at;
      this.text = this.text.slice(this.at) + block.text;
    }
    this.at = 0;
    this.#feedAt = -1;
  }

  /** @returns the offset in the decoded text of an index of `text` */
  place(at: number): number {
    return this.#base + at;
  }

  moveTo(at: number): void {
    for (let feed = this.#lineFeed(); feed < at; feed = this.#lineFeed()) {
      this.line++;
      this.at = feed + 1;
    }
    this.at = at;
  }

  #lineFeed(): number {
    if (this.#feedAt < this.at) {
      const found = this.text.indexOf('\n', this.at);
      this.#feedAt = found < 0 ? this.text.length : found;
    }
    return this.#feedAt;
  }
}
