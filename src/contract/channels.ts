/**
 * The one contract between the renderer and the application: every call, who may make it, its input and its output, and
 * every event. The preload script, `window.vigie` and the application's handlers derive from it; no channel exists elsewhere.
 * Each word has its own file. A channel is added there, in the handlers of its room, and where a screen calls it: the
 * compiler names what is missing.
 *
 * A refused or failed call does not reject with words: `CallResult` carries a problem (code and safe details).
 */
import { z } from 'zod';
import { checkChannels, quotaChannels } from './check.ts';
import { lockReasons, type Problem, problem } from './common.ts';
import { guideChannels } from './guide.ts';
import { identifierChannels } from './identifier.ts';
import { handOverChannels, journalChannels, statisticsChannels } from './journal.ts';
import { installedSetView, noticeChannels, packChannels } from './pack.ts';
import { letterChannels, sheetChannels } from './print.ts';
import { supervisorChannels, unlockChannels, workstationKeyChannels } from './unlock.ts';

export const contract = {
  ...identifierChannels,
  ...packChannels,
  ...noticeChannels,
  ...unlockChannels,
  ...workstationKeyChannels,
  ...supervisorChannels,
  ...checkChannels,
  ...quotaChannels,
  ...guideChannels,
  ...journalChannels,
  ...handOverChannels,
  ...statisticsChannels,
  ...sheetChannels,
  ...letterChannels,
} as const;

export const events = {
  locked: z.object({ reason: z.enum(lockReasons) }),
  packProgress: z.object({
    offerId: z.string(),
    stage: z.enum(['verify', 'copy', 'open', 'canaries']),
    doneBytes: z.number(),
    totalBytes: z.number(),
  }),
  /** An import that was still under way when the vault was locked; the call that began it was answered « locked ». */
  importEnded: z.object({ offerId: z.string(), pack: installedSetView.nullable(), problem: problem.nullable() }),
  setsChanged: z.object({ packs: z.array(installedSetView) }),
} as const;

export type Channel = keyof typeof contract;
export type Input<C extends Channel> = z.input<(typeof contract)[C]['input']>;
export type ParsedInput<C extends Channel> = z.output<(typeof contract)[C]['input']>;
export type Output<C extends Channel> = z.output<(typeof contract)[C]['output']>;
export type EventName = keyof typeof events;
export type EventPayload<E extends EventName> = z.output<(typeof events)[E]>;

/** What a call resolves to: a value, or a problem that the interface has words for. */
export type CallResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

/** The object that the preload script puts on `window.vigie`. */
export interface VigieApi {
  call<C extends Channel>(channel: C, input: Input<C>): Promise<CallResult<Output<C>>>;
  /** @returns a function that stops listening. */
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void;
  /** Token that `offerDroppedPack` takes for a file dropped on the window. */
  tokenForDroppedFile(file: File): Promise<string>;
}
