/**
 * The door: every call of the page comes in here. The input is parsed, then the rules beside the channel in the contract
 * say who may call it now, and only then does its handler run; the output is parsed as well. Whatever is refused leaves a
 * trace in an open journal.
 */
import { type Channel, contract } from '../../contract/channels.ts';
import type { ChannelSpec } from '../../contract/common.ts';
import type { Role } from '../../contract/values.ts';
import { VigieError } from '../../core/errors.ts';
import type { AuditDetails } from '../../core/journal/audit-entry.ts';
import type { Handlers } from './handlers.ts';
import { createRefusalLog } from './refusal-log.ts';

/** Whoever is unlocked, as the door sees them. */
export interface Caller {
  readonly role: Role;
  readonly viaRecovery: boolean;
}

export interface DoorContext {
  /** Milliseconds since 1970. */
  nowMs(): number;
  vaultExists(): boolean;
  /** @returns null while locked */
  caller(): Caller | null;
  /** Puts the idle lock off. */
  keepAwake(): void;
  /** Enters a refused call in the journal, if it is open. */
  enterRefusal(details: AuditDetails): void;
}

export interface Door {
  /**
   * @param input as it came over the wire
   * @throws VigieError 'ipc-refused' for what the contract does not know · 'vault-locked' · 'vault-exists' ·
   *   'vault-missing' · 'role-required' · whatever the handler throws
   */
  serve(channel: string, input: unknown): Promise<unknown>;
  /** A shell turned a call away because of who sent it. */
  noteForeignCall(): void;
}

export function createDoor(context: DoorContext, handlers: Handlers): Door {
  const refusals = createRefusalLog();

  function enter(details: AuditDetails): void {
    if (context.caller() === null) return;
    const beside = refusals.note(context.nowMs());
    if (beside !== null) context.enterRefusal({ ...details, ...beside });
  }

  /** A call that the contract does not know is a mistake of ours, or a page that was taken over. */
  function refuse(channel: Channel | null): VigieError {
    enter({ channel: channel ?? 'unknown' });
    return new VigieError('ipc-refused', channel === null ? {} : { channel });
  }

  function requireAccess(spec: ChannelSpec): void {
    switch (spec.who) {
      case 'anyone':
        return;
      case 'first-run':
        if (context.vaultExists()) throw new VigieError('vault-exists');
        return;
      case 'locked':
        if (!context.vaultExists()) throw new VigieError('vault-missing');
        return;
      case 'adviser':
      case 'supervisor': {
        const caller = context.caller();
        if (caller === null) throw new VigieError('vault-locked');
        if (caller.viaRecovery && !spec.withRecoveryWords) throw new VigieError('role-required', { role: 'adviser' });
        if (spec.who === 'supervisor' && caller.role !== 'supervisor') {
          throw new VigieError('role-required', { role: 'supervisor' });
        }
      }
    }
  }

  return {
    async serve(channel, input) {
      if (!isChannel(channel)) throw refuse(null);
      const spec: ChannelSpec = contract[channel];
      const parsed = spec.input.safeParse(input);
      if (!parsed.success) throw refuse(channel);
      requireAccess(spec);
      if (spec.keepsAwake !== false) context.keepAwake();
      const handler = handlers[channel] as (input: unknown) => unknown;
      return spec.output.parse(await handler(parsed.data));
    },
    noteForeignCall: () => enter({ channel: 'unknown', sender: 'foreign' }),
  };
}

function isChannel(channel: string): channel is Channel {
  return Object.hasOwn(contract, channel);
}
