/**
 * The desk of notices: offered, compared, imported, replaced, taken away. Same rules of trust as for sets; nothing is
 * looked up in them. What a caller can ask about comes from here and from the installed sets.
 */
import type { AskableIncident, NoticeOffer, NoticeView, Problem } from '../../contract/values.ts';
import { toHex } from '../../core/bytes/bytes.ts';
import { civilDate } from '../../core/calendar.ts';
import { fingerprintGroups, type Signer } from '../../core/crypto/signing.ts';
import { randomBytes } from '../../core/crypto/symmetric.ts';
import { faultOf, VigieError } from '../../core/errors.ts';
import type { Journal } from '../../core/journal/journal.ts';
import type { Incident } from '../../core/pack/incident.ts';
import {
  isNoticeExpired,
  maxNoticeBytes,
  readNotice,
  requireNewerNotice,
  type SignedNotice,
} from '../../core/pack/notice.ts';
import type { OpenVault } from '../../core/unlock/vault.ts';
import { readFileStart } from '../../files/read-start.ts';
import type { AppContext, Handlers } from '../context.ts';
import type { PickedFile } from '../shell/shell.ts';
import {
  emptyRegister,
  type NoticeAnchor,
  type NoticeRegister,
  NoticeRegisterFile,
  noticeAnchor,
} from './notices-register.ts';

type NoticeChannels =
  | 'chooseNotice'
  | 'offerDroppedNotice'
  | 'trustNoticeSigner'
  | 'importNotice'
  | 'listNotices'
  | 'removeNotice'
  | 'resetNotices'
  | 'listIncidents';

interface Held extends SignedNotice {
  readonly file: string;
  readonly importedAt: string;
}

interface Offer extends SignedNotice {
  readonly offerId: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

interface OpenDesk {
  readonly file: NoticeRegisterFile;
  readonly journal: Journal;
  register: NoticeRegister;
  held: readonly Held[];
}

/** The journal forgets after six months at the least: the register's revision is written there anew before that. */
const anchorAgainAfterMs = 60 * 86_400_000;

export class NoticeDesk {
  readonly #context: Pick<AppContext, 'options' | 'sessions' | 'packs'>;
  #desk: OpenDesk | null = null;
  #fault: Problem | null = null;
  /** One at a time: a second choice replaces the first. */
  #offer: Offer | null = null;

  constructor(context: Pick<AppContext, 'options' | 'sessions' | 'packs'>) {
    this.#context = context;
  }

  /** At unlock, once the session has begun. A register that cannot be read keeps nobody from working: it is said, and shown. */
  open(profileDir: string, vault: OpenVault, journal: Journal): void {
    this.close();
    const file = new NoticeRegisterFile(profileDir, vault);
    const desk: OpenDesk = { file, journal, register: emptyRegister, held: [] };
    this.#desk = desk;
    const anchor = noticeAnchor(journal);
    try {
      this.#use(desk, file.read(anchor));
      this.#anchorAgain(desk, anchor);
    } catch (error) {
      this.#fault = faultOf(error);
    }
  }

  close(): void {
    this.#desk?.file.close();
    this.#desk = null;
    this.#fault = null;
    this.#offer = null;
  }

  list(): { notices: NoticeView[]; problem: Problem | null } {
    const { held } = this.#require();
    return {
      notices: held.map((each) => ({ ...this.#viewOf(each), importedAt: each.importedAt })),
      problem: this.#fault,
    };
  }

  async offer(picked: PickedFile): Promise<NoticeOffer> {
    const desk = this.#require();
    try {
      // One byte more than a notice can hold, so that a longer file is seen.
      const bytes = await readFileStart(picked.path, maxNoticeBytes + 1);
      // Any signer: who signed is shown, and must be trusted before the import.
      const signed = readNotice(bytes, 'any');
      if (this.#desk !== desk) throw new VigieError('vault-locked');
      this.#offer = { ...signed, offerId: toHex(randomBytes(8)), fileName: picked.name, bytes };
      return this.#offerView(this.#offer);
    } catch (error) {
      if (this.#desk === desk) this.#context.sessions.record('notice-refused', { code: faultOf(error).code });
      throw error;
    }
  }

  trust(offerId: string, comparedGroups: string): NoticeOffer {
    const offer = this.#requireOffer(offerId);
    this.#context.packs.trustCompared(offer.signer, offer.notice.issuer, comparedGroups);
    return this.#offerView(offer);
  }

  /** @throws VigieError 'signer-untrusted' · 'notice-older' · 'notice-expired' · 'vault-malformed' while the register is at fault */
  import(offerId: string): void {
    const desk = this.#require();
    const { notice, signer, bytes } = this.#requireOffer(offerId);
    const { series, sequence } = notice;
    try {
      if (!this.#context.packs.signers().has(toHex(signer.keyId))) throw new VigieError('signer-untrusted');
      if (isNoticeExpired(notice, this.#today())) throw new VigieError('notice-expired');
      requireNewerNotice(notice, desk.register.known);
    } catch (error) {
      this.#context.sessions.record('notice-refused', { series, sequence, code: faultOf(error).code });
      throw error;
    }
    const file = Buffer.from(bytes).toString('base64');
    const kept = desk.held.filter((each) => each.notice.series !== series);
    const importedAt = new Date(this.#context.options.clock.nowMs()).toISOString();
    this.#replace(desk, 'notice-imported', { series, sequence }, [
      [...kept, { file, importedAt }],
      [...desk.register.known.filter((each) => each.series !== series), { series, sequence }],
    ]);
    this.#offer = null;
  }

  /** @throws VigieError 'notice-not-found' */
  remove(series: string): void {
    const desk = this.#require();
    const removed = desk.held.find((each) => each.notice.series === series);
    if (removed === undefined) throw new VigieError('notice-not-found');
    // Its number stays known: an older notice of the series does not come back.
    const kept = desk.held.filter((each) => each !== removed);
    const { sequence } = removed.notice;
    this.#replace(desk, 'notice-removed', { series, sequence }, [kept, desk.register.known]);
  }

  /** Begins anew after a register that was damaged, taken away or put back. */
  reset(): void {
    const desk = this.#require();
    const revision = noticeAnchor(desk.journal)?.revision ?? 0;
    this.#fault = null;
    desk.register = { ...emptyRegister, revision };
    this.#replace(desk, 'notices-reset', {}, [[], []]);
  }

  /** What a caller can ask about: of each incident the latest word from a trusted signer, one that still holds first. */
  incidents(): AskableIncident[] {
    const signers = this.#context.packs.signers();
    const fromNotices = this.#require().held.flatMap(({ notice, signer }) =>
      signers.has(toHex(signer.keyId))
        ? notice.incidents.map((incident) => ({
            incident,
            origin: 'notice' as const,
            issuer: notice.issuer,
            asOf: notice.issuedAt,
            expired: isNoticeExpired(notice, this.#today()),
          }))
        : [],
    );
    const fromSets = this.#context.packs.list().flatMap((pack) =>
      pack.signer.trusted
        ? pack.incidents.map((incident) => ({
            incident,
            origin: 'set' as const,
            issuer: pack.issuer,
            asOf: pack.createdAt,
            expired: false,
          }))
        : [],
    );
    const byId = new Map<string, AskableIncident>();
    for (const one of [...fromNotices, ...fromSets]) {
      const known = byId.get(one.incident.id);
      const better = known === undefined || (known.expired && !one.expired) || isLater(one, known);
      if (better) byId.set(one.incident.id, one);
    }
    return [...byId.values()].sort((a, b) => (a.incident.disclosedOn < b.incident.disclosedOn ? 1 : -1));
  }

  /** @throws VigieError 'incident-unknown' · 'notice-expired' */
  requireIncident(incidentId: string): Incident {
    const found = this.incidents().find(({ incident }) => incident.id === incidentId);
    if (found === undefined) throw new VigieError('incident-unknown');
    if (found.expired) throw new VigieError('notice-expired');
    return found.incident;
  }

  #use(desk: OpenDesk, register: NoticeRegister): void {
    desk.held = register.notices.map(({ file, importedAt }) => {
      // Signed bytes are verified each time; whether their signer is still trusted is asked when they are shown.
      return { ...readNotice(new Uint8Array(Buffer.from(file, 'base64')), 'any'), file, importedAt };
    });
    desk.register = register;
  }

  #anchorAgain(desk: OpenDesk, anchor: NoticeAnchor | null): void {
    const { revision } = desk.register;
    if (revision === 0) return;
    const isOld = anchor === null || this.#context.options.clock.nowMs() - anchor.atMs > anchorAgainAfterMs;
    if (isOld || anchor.revision !== revision) this.#context.sessions.record('notices-anchored', { revision });
  }

  #replace(
    desk: OpenDesk,
    kind: 'notice-imported' | 'notice-removed' | 'notices-reset',
    details: { readonly series?: string; readonly sequence?: number },
    [notices, known]: [readonly Pick<Held, 'file' | 'importedAt'>[], NoticeRegister['known']],
  ): void {
    // Writing over a register that could not be read would hide that it was tampered with.
    if (this.#fault !== null) throw new VigieError('vault-malformed', this.#fault.details);
    const register: NoticeRegister = {
      version: 1,
      revision: desk.register.revision + 1,
      notices: notices.map(({ file, importedAt }) => ({ file, importedAt })),
      known: [...known],
    };
    desk.file.write(register);
    this.#use(desk, register);
    this.#context.sessions.record(kind, { ...details, revision: register.revision });
  }

  #viewOf({ notice, signer }: SignedNotice): Omit<NoticeView, 'importedAt'> {
    return {
      series: notice.series,
      sequence: notice.sequence,
      issuer: notice.issuer,
      issuedAt: notice.issuedAt,
      expiresAt: notice.expiresOn,
      expired: isNoticeExpired(notice, this.#today()),
      signer: this.#signerView(signer),
      incidents: notice.incidents,
    };
  }

  #signerView(signer: Signer): NoticeView['signer'] {
    const name = this.#context.packs.signers().get(toHex(signer.keyId));
    return { name: name ?? '', fingerprint: fingerprintGroups(signer.keyId), trusted: name !== undefined };
  }

  #offerView(offer: Offer): NoticeOffer {
    const { series, sequence } = offer.notice;
    const known = this.#require().register.known.find((each) => each.series === series);
    return {
      offerId: offer.offerId,
      fileName: offer.fileName,
      notice: this.#viewOf(offer),
      replaces: known === undefined ? null : { sequence: known.sequence, older: known.sequence >= sequence },
    };
  }

  #today(): string {
    return civilDate(this.#context.options.clock.nowMs());
  }

  #require(): OpenDesk {
    if (this.#desk === null) throw new VigieError('vault-locked');
    return this.#desk;
  }

  #requireOffer(offerId: string): Offer {
    if (this.#offer?.offerId !== offerId) throw new VigieError('notice-not-found');
    return this.#offer;
  }
}

function isLater(one: AskableIncident, other: AskableIncident): boolean {
  return one.expired === other.expired && Date.parse(one.asOf) > Date.parse(other.asOf);
}

export function noticeHandlers(context: AppContext): Pick<Handlers, NoticeChannels> {
  const { notices, options } = context;
  return {
    chooseNotice: async () => {
      const filters = [{ label: 'Vigie', extensions: ['vigie-notice'] }];
      const picked = await options.shell.pickFile({ title: '', filters });
      return { offer: picked === null ? null : await notices.offer(picked) };
    },
    offerDroppedNotice: async ({ token }) => {
      const dropped = options.shell.resolveDroppedFile(token);
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
