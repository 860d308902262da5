/**
 * What a screen reader is told, one sentence after the other. A live region that is written twice in one moment has said
 * only the second sentence: here each one stands in its region for as long as it takes to be said. No React, no page.
 *
 * Screen readers keep no order of their own (NVDA drops a polite sentence when the focus moves), so the order is made here:
 * urgent sentences first (a verdict, a stop), then the others as they came.
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
  readonly urgent: boolean;
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
    write(sentence.urgent ? { polite: '', urgent: sentence.text } : { polite: sentence.text, urgent: '' });
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
    announce(text, { urgent = false, topic = null as string | null } = {}) {
      if (text === '') return;
      const sentence = { text, urgent, topic };
      if (topic !== null) waiting = waiting.filter((other) => other.topic !== topic);
      // What is being said gives way to what is urgent, unless it is urgent itself; so does the silence between two sentences,
      // for a verdict must stand in its region before the focus moves.
      const isFirst = urgent && !(present ?? waiting[0])?.urgent;
      if (timer === undefined || isFirst) return say(sentence);
      const at = urgent ? waiting.findIndex((other) => !other.urgent) : -1;
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
