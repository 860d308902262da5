/**
 * What a screen reader is told, one sentence after the other. A live region that is written twice in one moment has said
 * only the second sentence: here each one stands in its region for as long as it takes to be said. No React, no page.
 *
 * Screen readers keep no order of their own (NVDA drops a polite sentence when the focus moves), so the order is made here:
 * the verdict first, then what is urgent (a stop, a failure), then the others as they came.
 */

export interface Spoken {
  /** Text of the polite region; empty between two sentences. */
  readonly polite: string;
  /** Text of the assertive region, which interrupts. */
  readonly urgent: string;
}

export interface Manner {
  /** Interrupts. Only for a verdict, a stop, a failure of what was just asked for. */
  readonly urgent?: boolean;
  /** Urgent, and said before all else that is: the verdict, which stands in its region before the focus moves to it. */
  readonly first?: boolean;
  /** A sentence that still waits is dropped when a newer one of its topic comes: the step before the present one. */
  readonly topic?: string;
}

export interface Announcer {
  announce(text: string, manner?: Manner): void;
  /** Drops what waits and empties the regions. */
  clear(): void;
}

interface Sentence {
  readonly text: string;
  /** 0: waits for its turn; 1: urgent; 2: first. */
  readonly rank: number;
  readonly topic: string | null;
}

const silence: Spoken = { polite: '', urgent: '' };

// A screen reader at its usual rate says some fifteen characters a second.
const perCharacterMs = 65;
const leastMs = 700;
const mostMs = 7000;
// A region must be seen empty before the same sentence is a change in it.
const betweenMs = 80;

/** @param write puts the texts where they are heard; called at once for the first sentence after a silence */
export function createAnnouncer(write: (spoken: Spoken) => void): Announcer {
  let waiting: Sentence[] = [];
  let present: Sentence | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const say = (sentence: Sentence) => {
    present = sentence;
    write(sentence.rank > 0 ? { polite: '', urgent: sentence.text } : { polite: sentence.text, urgent: '' });
    clearTimeout(timer);
    timer = setTimeout(finish, Math.min(mostMs, leastMs + perCharacterMs * sentence.text.length));
  };
  const finish = () => {
    present = null;
    write(silence);
    timer = setTimeout(() => {
      timer = undefined;
      const next = waiting.shift();
      if (next !== undefined) say(next);
    }, betweenMs);
  };

  return {
    announce(text, { urgent = false, first = false, topic = null as string | null } = {}) {
      if (text === '') return;
      const sentence = { text, rank: first ? 2 : urgent ? 1 : 0, topic };
      if (topic !== null) waiting = waiting.filter((other) => other.topic !== topic);
      // What is being said gives way to what is more urgent, and so does the silence between two sentences. A stop that came with
      // the verdict, one moment before it, is said after it.
      if (timer === undefined || sentence.rank > ((present ?? waiting[0])?.rank ?? 0)) {
        if (present !== null && present.rank > 0) waiting.unshift(present);
        return say(sentence);
      }
      const at = waiting.findIndex((other) => other.rank < sentence.rank);
      waiting.splice(at === -1 ? waiting.length : at, 0, sentence);
    },
    clear() {
      clearTimeout(timer);
      timer = undefined;
      present = null;
      waiting = [];
      write(silence);
    },
  };
}
