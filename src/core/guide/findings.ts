/** What was found in a free text, and how sure each finding is. Step `guide`; pure. */
import type { Likeness } from '../identifier/kind-spec.ts';
import type { SuspectKind } from '../vocabulary.ts';

export class Findings implements Iterable<readonly [SuspectKind, Likeness]> {
  readonly #found = new Map<SuspectKind, Likeness>();

  /** @param likeness null adds nothing; a sure finding is never made doubtful by a later one */
  add(kind: SuspectKind, likeness: Likeness | null): void {
    if (likeness !== null && this.#found.get(kind) !== 'sure') this.#found.set(kind, likeness);
  }

  of(kind: SuspectKind): Likeness | null {
    return this.#found.get(kind) ?? null;
  }

  [Symbol.iterator](): IterableIterator<readonly [SuspectKind, Likeness]> {
    return this.#found[Symbol.iterator]();
  }
}
