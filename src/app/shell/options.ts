/**
 * What a shell hands to `createApp`: where the profile lies, which shell it is, what time it is. Nothing here is read
 * from the environment, so that a test composes the very same application.
 */
import type { Argon2Cost } from '../../core/crypto/argon2id.ts';
import type { SinceBoot } from '../../core/journal/clock-steps.ts';
import { machineUptime } from '../../files/machine-uptime.ts';
import type { SystemLog } from '../../files/system-log.ts';
import type { AdminSettings } from '../fleet/admin-settings.ts';
import type { Shell } from './shell.ts';

/** The wall clock. Injected because quotas, delays and the idle lock are tested across hours and days. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z, as `Date.now()`. */
  nowMs(): number;
  /** Time since the machine was started, sleep included, which no one can set. Absent: not known, the wall clock is believed. */
  sinceBoot?(): SinceBoot;
}

export const systemClock: Clock = { nowMs: () => Date.now(), sinceBoot: machineUptime };

/** Only ever given by the demonstration profile; shown on screen. */
export interface DemoHints {
  readonly passphrase: string;
  readonly identifiers: readonly { readonly text: string; readonly expected: 'listed' | 'not-listed' }[];
}

export interface AppOptions {
  /** Vault directory: `vault.json`, `packs/`, `journal.sqlite`, `preferences.json`. Made if missing. */
  readonly profileDir: string;
  readonly shell: Shell;
  /** Directory of the guide's JSON files (`resources/guide`). */
  readonly guideDir: string;
  /** Directory of trusted signers' public keys, `*.pem` (`resources/trusted-keys`). */
  readonly trustedKeysDir: string;
  readonly clock: Clock;
  /** What the machine's administrator fixed (`readAdminSettings`). Absent: nothing. */
  readonly administrator?: AdminSettings;
  /** Argon2id cost of new vault slots. Absent: `slotCost`, halved on machines with less than 4 GiB. */
  readonly costs?: { readonly vault: Argon2Cost };
  /** Run at each lock, and where an unlock came to nothing although the passphrase was right. Absent: `cleanMemorySoon`. For tests, which lock hundreds of times in a heap that holds their tools. */
  readonly cleanMemory?: () => void;
  readonly demo?: DemoHints | null;
  /** The system's own log, where one lasts (`openSystemLog`). Absent or null: none. */
  readonly systemLog?: SystemLog | null;
  /** Told of errors that are not a VigieError, which the renderer only sees as `internal`. For tests and `--debug`. */
  readonly onUnexpectedError?: (error: unknown, channel: string) => void;
}
