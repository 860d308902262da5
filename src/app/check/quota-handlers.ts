/** Advisers with what is left of their quotas, and the lifting of a block. Step `check`. */
import type { quotaChannels } from '../../contract/check.ts';
import type { AppContext } from '../context.ts';
import type { HandlersOf } from '../door/handlers.ts';
import { readFreeText } from '../door/harmless-text.ts';
import type { QuotaGate } from './quota-gate.ts';

export function quotaHandlers({ sessions }: AppContext, quota: QuotaGate): HandlersOf<typeof quotaChannels> {
  const listAdvisers = () => ({
    advisers: sessions.require().vault.register.advisers.map(({ slotId: _, ...adviser }) => ({
      ...adviser,
      quota: quota.view(adviser.adviserId),
    })),
  });

  return {
    readQuota: () => quota.view(sessions.require().adviserId),

    listAdvisers,

    liftQuota: ({ adviserId, reason }) => {
      quota.lift(adviserId, readFreeText(reason, 'reason'));
      return listAdvisers();
    },
  };
}
