/** What a store keeps of a call that did not succeed. A shell that does not answer is a problem like any other. */
import type { CallResult, Channel, Input, Output, VigieApi } from '../../contract/channels.ts';

/**
 * Calls the application. Never rejects: a broken bridge becomes the problem `internal`, so that no screen is left
 * waiting without a word.
 */
export async function callSafely<C extends Channel>(
  api: VigieApi,
  channel: C,
  input: Input<C>,
): Promise<CallResult<Output<C>>> {
  try {
    return await api.call(channel, input);
  } catch {
    return { ok: false, problem: { code: 'internal', details: { channel } } };
  }
}
