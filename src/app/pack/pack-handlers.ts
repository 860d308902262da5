/** Step `pack`: packs that are offered, imported, listed and removed. */
import type { packChannels } from '../../contract/pack.ts';
import { VigieError } from '../../core/errors.ts';
import type { HandlersOf } from '../door/handlers.ts';
import type { Shell } from '../shell/shell.ts';
import type { PackDesk } from './pack-desk.ts';

export function packHandlers(shell: Shell, packs: PackDesk): HandlersOf<typeof packChannels> {
  return {
    listSets: () => ({ packs: packs.list(), problem: packs.fault }),

    choosePack: async () => {
      const picked = await shell.pickFile({ title: '', filters: [{ label: 'Vigie', extensions: ['vigie'] }] });
      return { offer: picked === null ? null : await packs.offerFile(picked) };
    },

    offerDroppedPack: async ({ token }) => {
      const dropped = shell.resolveDroppedFile(token);
      if (dropped === null) throw new VigieError('file-not-found', { doing: 'read' });
      return { offer: await packs.offerFile(dropped) };
    },

    offerHttpPack: async ({ address }) => ({ offer: await packs.offerAddress(address) }),

    trustSigner: ({ offerId, comparedGroups }) => ({ offer: packs.trustSigner(offerId, comparedGroups) }),

    listSigners: () => ({ signers: packs.signers() }),

    distrustSigner: ({ signer }) => {
      packs.distrustSigner(signer);
      return { signers: packs.signers(), packs: packs.list() };
    },

    importPack: async ({ offerId, passphrase, forceOlder }) => ({
      pack: await packs.import(offerId, passphrase, forceOlder),
    }),

    cancelImport: async ({ offerId }) => {
      await packs.cancelImport(offerId);
      return {};
    },

    removeSet: async ({ packId }) => {
      await packs.remove(packId);
      return { packs: packs.list() };
    },

    resetSets: async () => {
      await packs.reset();
      return { packs: packs.list() };
    },
  };
}
