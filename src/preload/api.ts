/**
 * The object on `window.vigie`, derived from the contract: `channels` and `events` are its keys, read at build time.
 *
 * `createVigieApi` uses nothing outside itself: Electron bundles it into the preload script, the Chromium shell sends
 * its source into the page.
 */
import type { VigieApi } from '../contract/channels.ts';

/** How calls leave the page. */
export interface Transport {
  invoke(channel: string, input: unknown): Promise<unknown>;
  /** @returns a function that stops listening */
  subscribe(event: string, listener: (payload: unknown) => void): () => void;
  tokenForDroppedFile(file: File): Promise<string>;
}

export interface ContractNames {
  readonly channels: readonly string[];
  readonly events: readonly string[];
}

/** What does not belong to the contract is refused here already; the application refuses it again. */
export function createVigieApi(names: ContractNames, transport: Transport): VigieApi {
  const refused = { ok: false, problem: { code: 'ipc-refused', details: {} } };
  const api = {
    call: (channel: string, input: unknown) =>
      names.channels.includes(channel) ? transport.invoke(channel, input) : Promise.resolve(refused),
    on: (event: string, listener: (payload: unknown) => void) =>
      names.events.includes(event) ? transport.subscribe(event, (payload) => void listener(payload)) : () => {},
    tokenForDroppedFile: (file: File) => transport.tokenForDroppedFile(file),
  };
  return Object.freeze(api) as VigieApi;
}
