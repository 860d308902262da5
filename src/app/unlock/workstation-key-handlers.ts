/** The workstation's own key, for a supervisor: shown, saved as a file to send, replaced. Step `unlock`. */
import type { workstationKeyChannels } from '../../contract/unlock.ts';
import type { WorkstationKeyView } from '../../contract/values.ts';
import { utf8 } from '../../core/bytes/bytes.ts';
import { encodeRecipient, recipientFingerprint } from '../../core/pack/recipients.ts';
import type { AppContext } from '../context.ts';
import type { HandlersOf } from '../door/handlers.ts';
import { requireHarmless } from '../door/harmless-text.ts';
import { saveRecorded } from '../vault/recorded-save.ts';
import type { HeldPair } from '../vault/workstation-key.ts';

function viewOf({ pair, madeMs }: HeldPair): WorkstationKeyView {
  const recipient = encodeRecipient(pair.publicKey);
  return {
    recipient,
    qrText: recipient.toUpperCase(),
    fingerprint: recipientFingerprint(pair.publicKey),
    createdAt: new Date(madeMs).toISOString(),
  };
}

/** What a file system takes of a name that a person gave; `poste` where nothing is left. */
function fileNameOf(name: string): string {
  const kept = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return kept === '' ? 'poste' : kept.slice(0, 60).toLowerCase();
}

export function workstationKeyHandlers(context: AppContext): HandlersOf<typeof workstationKeyChannels> {
  const { workstationKey, sessions, options } = context;
  return {
    readWorkstationKey: () => viewOf(workstationKey.require()),

    saveWorkstationKey: async ({ name }) => {
      requireHarmless(name, 'name');
      const { recipient, fingerprint } = viewOf(workstationKey.require());
      const file = { suggestedName: `${fileNameOf(name)}.vigie-recipient`, bytes: utf8(`${recipient}\n`) };
      return saveRecorded(options.shell, sessions.require(), file, 'workstation-key-exported', {
        details: { fingerprint: fingerprint.join(' ') },
      });
    },

    replaceWorkstationKey: () => {
      workstationKey.replace(options.clock.nowMs());
      return viewOf(workstationKey.require());
    },
  };
}
