/**
 * The page's side of the Chromium shell. These functions are sent to the browser as source: they use nothing outside
 * themselves. Together with `createVigieApi` they put the same `window.vigie` in place as Electron's preload script.
 */
import { contract, events } from '../contract/channels.ts';
import { createVigieApi, type Transport } from '../preload/api.ts';
import { denyDragOut } from '../preload/drag-out.ts';
import { appOrigin } from './browser.ts';

/** What the page script leaves on `window` for this process to call. */
export interface PageHooks {
  /** Delivers an event of the contract. */
  __vigieDeliver(event: string, payload: unknown): void;
  /** The file last dropped, once. */
  __vigieTakeDropped(): File | null;
  /** The bindings that Playwright exposes. A call is answered with JSON. */
  __vigieCall(channel: string, input: unknown): Promise<string>;
  __vigieDropped(): Promise<string>;
}

function createPageTransport(): Transport {
  const page = window as unknown as PageHooks;
  const call = page.__vigieCall;
  const announceDrop = page.__vigieDropped;
  const listeners = new Set<{ event: string; listener: (payload: unknown) => void }>();
  let dropped: File | null = null;
  const fix = (name: string, value: unknown): void => {
    Object.defineProperty(window, name, { value });
  };
  fix('__vigieDeliver', (event: string, payload: unknown) => {
    for (const one of listeners) if (one.event === event) one.listener(payload);
  });
  fix('__vigieTakeDropped', () => {
    const file = dropped;
    dropped = null;
    return file;
  });
  return {
    invoke: (channel, input) => call(channel, input).then((answer) => JSON.parse(answer)),
    subscribe(event, listener) {
      const entry = { event, listener };
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
      };
    },
    tokenForDroppedFile(file) {
      dropped = file;
      return announceDrop();
    },
  };
}

/** @returns the script to run in the page before any of its own */
export function pageScript(): string {
  const names = JSON.stringify({ channels: Object.keys(contract), events: Object.keys(events) });
  return `(() => {
  if (window.top !== window || window.location.origin !== ${JSON.stringify(appOrigin)}) return;
  (${denyDragOut.toString()})();
  const createVigieApi = ${createVigieApi.toString()};
  const createPageTransport = ${createPageTransport.toString()};
  Object.defineProperty(window, 'vigie', { value: createVigieApi(${names}, createPageTransport()) });
})();`;
}
