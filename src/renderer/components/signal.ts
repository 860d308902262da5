/** A message from one part of the screen to the part that is listening now, if any; nothing is kept. */

export interface Signal<Payload> {
  dispatch(payload: Payload): void;
  /** @returns a function that stops listening. */
  listen(listener: (payload: Payload) => void): () => void;
}

export function createSignal<Payload>(): Signal<Payload> {
  const listeners = new Set<(payload: Payload) => void>();
  return {
    dispatch(payload) {
      for (const listener of listeners) listener(payload);
    },
    listen(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
