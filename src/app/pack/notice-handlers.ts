/** Notices that are offered, imported, listed and removed, and the incidents that a caller can ask about. Step `pack`. */
import type { noticeChannels } from '../../contract/pack.ts';
import { VigieError } from '../../core/errors.ts';
import type { HandlersOf } from '../door/handlers.ts';
import type { Shell } from '../shell/shell.ts';
import type { NoticeDesk } from './notices.ts';

export function noticeHandlers(shell: Shell, notices: NoticeDesk): HandlersOf<typeof noticeChannels> {
  return {
    chooseNotice: async () => {
      const filters = [{ label: 'Vigie', extensions: ['vigie-notice'] }];
      const picked = await shell.pickFile({ title: '', filters });
      return { offer: picked === null ? null : await notices.offer(picked) };
    },
    offerDroppedNotice: async ({ token }) => {
      const dropped = shell.resolveDroppedFile(token);
      if (dropped === null) throw new VigieError('file-not-found', { doing: 'read' });
      return { offer: await notices.offer(dropped) };
    },
    trustNoticeSigner: ({ offerId, comparedGroups }) => ({ offer: notices.trust(offerId, comparedGroups) }),
    importNotice: ({ offerId }) => {
      notices.import(offerId);
      return { notices: notices.list().notices };
    },
    listNotices: () => notices.list(),
    removeNotice: ({ series }) => {
      notices.remove(series);
      return { notices: notices.list().notices };
    },
    resetNotices: () => {
      notices.reset();
      return { notices: notices.list().notices };
    },
    listIncidents: () => ({ incidents: notices.incidents() }),
  };
}
