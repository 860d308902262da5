/**
 * The desk of notices: offered, compared, imported, replaced, taken away. Signers are trusted by the
 * same rules as those of packs; nothing is looked up in a notice. What a caller can ask about comes from here and from the installed sets.
 */
import type { AskableIncident, NoticeOffer, NoticeView, Problem } from '../../contract/values.ts';
import { toHex } from '../../core/bytes/bytes.ts';
import { printableText } from '../../core/bytes/misleading.ts';
import { civilDate } from '../../core/calendar.ts';
import { fingerprintGroups, type Signer } from '../../core/crypto/signing.ts';
import { randomBytes } from '../../core/crypto/symmetric.ts';
import { faultOf, VigieError } from '../../core/errors.ts';
import { incidentKey, type ToldIncident } from '../../core/journal/case-record.ts';
import type { Incident } from '../../core/pack/incident.ts';
import {
  isNoticeExpired,
  maxNoticeBytes,
  readNotice,
  requireNewerNotice,
  type SignedNotice,
} from '../../core/pack/notice.ts';
import type { SealedPack } from '../../core/pack/reader.ts';
import { readFileStart } from '../../files/read-start.ts';
import type { Clock } from '../shell/options.ts';
import type { PickedFile } from '../shell/shell.ts';
import { SealedRegister } from '../vault/sealed-register.ts';
import { recordIfOpen, type Session, whileOpen } from '../vault/session.ts';
import { type NoticeRegister, noticeRegisterSpec, readStoredNotice } from './notice-register.ts';
import type { Claim, Signers } from './signers.ts';

interface Held extends SignedNotice {
  readonly importedAt: string;
}

interface Offer extends SignedNotice {
  readonly offerId: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

export interface NoticeDeskContext {
  readonly profileDir: string;
  readonly clock: Clock;
  readonly signers: Signers;
  /** Incidents of installed sets can be asked about as well. */
  installedSets(): readonly SealedPack[];
  /** A signer is trusted that was not before. */
  trustChanged(): void;
}

/** What exists only while the vault is open. */
interface OpenDesk {
  readonly session: Session;
  readonly register: SealedRegister<NoticeRegister>;
  held: readonly Held[];
}

export class NoticeDesk {
  readonly #context: NoticeDeskContext;
  #desk: OpenDesk | null = null;
  /** One at a time: a second choice replaces the first. */
  #offer: Offer | null = null;

  constructor(context: NoticeDeskContext) {
    this.#context = context;
  }

  /**
   * At unlock. A register that cannot be used keeps nobody from working: `list` says why.
   * @throws VigieError 'disk-full' · 'read-only' if the journal cannot be written
   */
  open(session: Session): void {
    this.close();
    const { profileDir, clock } = this.#context;
    const register = new SealedRegister(noticeRegisterSpec, profileDir, session, clock.nowMs());
    this.#desk = { session, register, held: heldIn(register.content) };
  }

  /** At lock. */
  close(): void {
    this.#desk?.register.close();
    this.#desk = null;
    this.#offer = null;
  }

  list(): { notices: NoticeView[]; problem: Problem | null } {
    const { register, held } = this.#require();
    return {
      notices: held.map((each) => ({ ...this.#viewOf(each), importedAt: each.importedAt })),
      problem: register.fault,
    };
  }

  claims(): Claim[] {
    return (this.#desk?.held ?? []).map(({ signer, notice: { issuer } }) => ({ signer, issuer }));
  }

  async offer(picked: PickedFile): Promise<NoticeOffer> {
    const desk = this.#require();
    try {
      // One byte more than a notice can hold, so that a longer file is seen.
      const bytes = await whileOpen(desk.session, readFileStart(picked.path, maxNoticeBytes + 1));
      // Any signer: who signed is shown, and must be trusted before the import.
      const signed = readNotice(bytes, 'any');
      this.#offer = { ...signed, offerId: toHex(randomBytes(8)), fileName: printableText(picked.name), bytes };
      return this.#offerView(this.#offer);
    } catch (error) {
      recordIfOpen(desk.session, 'notice-refused', { details: { code: faultOf(error).code } });
      throw error;
    }
  }

  trust(offerId: string, comparedGroups: string): NoticeOffer {
    const offer = this.#requireOffer(offerId);
    this.#context.signers.trustCompared(offer.signer, offer.notice.issuer, comparedGroups);
    this.#context.trustChanged();
    return this.#offerView(offer);
  }

  /** @throws VigieError 'signer-untrusted' · 'notice-older' · 'notice-expired' · why the register is at fault */
  import(offerId: string): void {
    const desk = this.#require();
    const { notice, signer, bytes } = this.#requireOffer(offerId);
    const { notices, known } = desk.register.content;
    const { series, sequence } = notice;
    try {
      if (this.#context.signers.nameOf(signer) === null) throw new VigieError('signer-untrusted');
      const held = desk.held.map((each) => ({ series: each.notice.series, signer: each.signer }));
      this.#context.signers.requireOwnSeries(series, signer, held);
      if (isNoticeExpired(notice, this.#today())) throw new VigieError('notice-expired');
      requireNewerNotice(notice, known);
    } catch (error) {
      desk.session.record('notice-refused', { details: { series, sequence, code: faultOf(error).code } });
      throw error;
    }
    const file = Buffer.from(bytes).toString('base64');
    const importedAt = new Date(this.#context.clock.nowMs()).toISOString();
    const kept = notices.filter((_, index) => desk.held[index]?.notice.series !== series);
    this.#change(desk, 'notice-imported', notice, {
      notices: [...kept, { file, importedAt }],
      known: [...known.filter((each) => each.series !== series), { series, sequence }],
    });
    this.#offer = null;
  }

  /** @throws VigieError 'notice-not-found' · why the register is at fault */
  remove(series: string): void {
    const desk = this.#require();
    const removed = desk.held.findIndex((each) => each.notice.series === series);
    const notice = desk.held[removed]?.notice;
    if (notice === undefined) throw new VigieError('notice-not-found');
    const { notices, known } = desk.register.content;
    // Its number stays known: an older notice of the series does not come back.
    const content = { notices: notices.filter((_, index) => index !== removed), known };
    this.#change(desk, 'notice-removed', notice, content);
  }

  /** Begins anew after a register that was damaged, taken away or put back. */
  reset(): void {
    const desk = this.#require();
    desk.register.reset();
    desk.held = heldIn(desk.register.content);
  }

  /**
   * What a caller can ask about: of each incident the latest word of each trusted signer, one that still holds first. A later
   * word of another signer stands beside it and takes nothing away.
   */
  incidents(): AskableIncident[] {
    const fromNotices = this.#require().held.flatMap(({ notice, signer }) =>
      this.#told(signer, notice.incidents, {
        origin: 'notice',
        issuer: notice.issuer,
        asOf: notice.issuedAt,
        expired: isNoticeExpired(notice, this.#today()),
      }),
    );
    const fromSets = this.#context
      .installedSets()
      .flatMap(({ manifest: { incidents, issuer, createdAt }, signer }) =>
        this.#told(signer, incidents, { origin: 'set', issuer, asOf: createdAt, expired: false }),
      );
    const byKey = new Map<string, AskableIncident>();
    for (const one of [...fromNotices, ...fromSets]) {
      const known = byKey.get(incidentKey(one.incident));
      const better = known === undefined || (known.expired && !one.expired) || isLater(one, known);
      if (better) byKey.set(incidentKey(one.incident), one);
    }
    return [...byKey.values()].sort((a, b) => (a.incident.disclosedOn < b.incident.disclosedOn ? 1 : -1));
  }

  #told(
    signer: Signer,
    incidents: readonly Incident[],
    about: Omit<AskableIncident, 'incident'>,
  ): readonly AskableIncident[] {
    const name = this.#context.signers.nameOf(signer);
    if (name === null) return [];
    const toldBy = { signer: toHex(signer.keyId), name };
    return incidents.map((incident) => ({ incident: { ...incident, toldBy }, ...about }));
  }

  /**
   * @param signer key id in hexadecimal; absent where one signer alone tells of it
   * @throws VigieError 'incident-unknown', also where several tell of it and none was named · 'notice-expired'
   */
  requireIncident(incidentId: string, signer?: string): ToldIncident {
    const tell = this.incidents().filter(
      ({ incident: { id, toldBy } }) => id === incidentId && (signer === undefined || signer === toldBy.signer),
    );
    const [found] = tell;
    if (found === undefined || tell.length > 1) throw new VigieError('incident-unknown');
    if (found.expired) throw new VigieError('notice-expired');
    return found.incident;
  }

  #change(
    desk: OpenDesk,
    kind: 'notice-imported' | 'notice-removed',
    { series, sequence }: SignedNotice['notice'],
    content: NoticeRegister,
  ): void {
    desk.register.change(content, kind, { series, sequence }, () => {
      desk.held = heldIn(content);
    });
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
    const name = this.#context.signers.nameOf(signer);
    return { name: name ?? '', fingerprint: fingerprintGroups(signer.keyId), trusted: name !== null };
  }

  #offerView(offer: Offer): NoticeOffer {
    const { series, sequence } = offer.notice;
    const known = this.#require().register.content.known.find((each) => each.series === series);
    return {
      offerId: offer.offerId,
      fileName: offer.fileName,
      notice: this.#viewOf(offer),
      namesakes: this.#context.signers.namesakesOf(offer.signer, offer.notice.issuer),
      replaces: known === undefined ? null : { sequence: known.sequence, older: known.sequence >= sequence },
    };
  }

  #today(): string {
    return civilDate(this.#context.clock.nowMs());
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

/** In the order of the register. */
function heldIn({ notices }: NoticeRegister): Held[] {
  return notices.map(({ file, importedAt }) => ({ ...readStoredNotice(file), importedAt }));
}
