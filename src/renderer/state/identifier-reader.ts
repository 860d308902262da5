/**
 * Reads what is typed in the identifier field, key by key (step `identifier`). The latest key wins: an answer that
 * arrives late is dropped. Not a store on purpose: what is typed lives in the field alone and is forgotten with it.
 */
import type { VigieApi } from '../../contract/channels.ts';
import type { IdentifierKind, IdentifierReading } from '../../contract/values.ts';
import { callSafely } from './call-safely.ts';

export const emptyReading: IdentifierReading = {
  kind: 'empty',
  form: null,
  choices: [],
  complete: false,
  groups: [],
  spoken: [],
  key: null,
  problems: [],
  suggestions: [],
};

export interface IdentifierReader {
  /** Asks for a reading of `text`, as the kind that was chosen for it; `onReading` hears of it unless a newer text came. */
  read(text: string, as?: IdentifierKind): void;
  /** The reading of the latest text: whoever types fast presses Enter before it has come. */
  settled(): Promise<IdentifierReading>;
  /** Drops the reading and every answer still under way. */
  forget(): void;
}

export function createIdentifierReader(
  api: VigieApi,
  onReading: (reading: IdentifierReading) => void,
): IdentifierReader {
  let turn = 0;
  let latest: Promise<IdentifierReading> = Promise.resolve(emptyReading);
  return {
    read(text, as) {
      turn += 1;
      const mine = turn;
      latest = Promise.resolve(emptyReading);
      if (text.trim() === '') return onReading(emptyReading);
      latest = callSafely(api, 'describeIdentifier', { text, ...(as === undefined ? {} : { as }) }).then((result) => {
        // A reading that failed shows nothing: the check itself will say what is wrong.
        const reading = result.ok ? result.value : emptyReading;
        if (mine === turn) onReading(reading);
        return reading;
      });
    },
    async settled() {
      for (;;) {
        const mine = turn;
        const reading = await latest;
        if (mine === turn) return reading;
      }
    },
    forget() {
      turn += 1;
      latest = Promise.resolve(emptyReading);
      onReading(emptyReading);
    },
  };
}
