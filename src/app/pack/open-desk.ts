/** The desk of packs while the vault is open: what `pack-desk.ts` makes at unlock and gives back at lock. Types alone. */
import type { SealedBox } from '../../core/unlock/sealed-box.ts';
import type { RegisterSession, SealedRegister } from '../vault/sealed-register.ts';
import type { InstalledSets } from './installed-sets.ts';
import type { Offers } from './offers.ts';
import type { PackRegister } from './pack-register.ts';
import type { PackStarts } from './served-packs.ts';

/** What the desk of packs has only while the vault is open. */
export interface OpenDesk {
  readonly session: RegisterSession;
  readonly register: SealedRegister<PackRegister>;
  /** Seals and opens the content keys in the register: its own key is the vault's for the purpose `packContentKeys`. */
  readonly contentKeys: SealedBox;
  readonly starts: PackStarts;
  readonly offers: Offers;
  readonly sets: InstalledSets;
  /** Aborted at lock, so that `whileOpen` takes a desk as it takes a session. */
  readonly ended: AbortSignal;
  /** Settles once what the register names was opened, or could not be. Never rejects. */
  opened: Promise<void>;
}
