/** What a container's reader throws, so that each fault of each container has one code, one reason and one way out. */
import { VigieError } from '../../core/errors.ts';

export type ContainerFault =
  | 'container-truncated'
  | 'container-corrupt'
  | 'container-encrypted'
  | 'container-unsupported';

/**
 * @param hint a command that writes the content to standard output, `FILE` standing for the file; shown as it is, in any language
 * @returns VigieError 'input-malformed' { reason, container, hint? }
 */
export function containerFault(fault: ContainerFault, container: string, hint?: string): VigieError {
  return new VigieError('input-malformed', {
    reason: fault,
    container,
    ...(hint === undefined ? {} : { hint: `: ${hint} | vigie build --in -` }),
  });
}

/** A library's own error becomes ours: its words may quote the content. */
export function asContainerFault(error: unknown, container: string): VigieError {
  if (error instanceof VigieError) return error;
  const words = error instanceof Error ? error.message : '';
  const cut = /unexpected end|prematurely|truncat|EOF|before end of archive|not enough|Z_BUF_ERROR/i.test(words);
  return containerFault(cut ? 'container-truncated' : 'container-corrupt', container);
}
