/**
 * Every secret of a session is registered here when it comes into being; one `clear()` zeroes them all. Unlock step of
 * the flow; holds bytes, knows nothing of what they open.
 */
import { zeroBytes } from '../bytes/bytes.ts';

export interface SecretRegistry {
  /** Takes ownership of `secret`: it is zeroed by `clear()`. @returns the same array */
  keep<Bytes extends Uint8Array>(secret: Bytes): Bytes;
  /** Runs at `clear()`, last registered first: closes what holds secrets where JavaScript cannot reach them. */
  onClear(action: () => void): void;
  /** Runs every action, then zeroes every secret, even if an action throws. The registry can be used again. */
  clear(): void;
  /** Number of secrets held; 0 when locked. */
  readonly count: number;
}

export function createSecretRegistry(): SecretRegistry {
  const secrets = new Set<Uint8Array>();
  const actions: (() => void)[] = [];
  return {
    keep: (secret) => {
      secrets.add(secret);
      return secret;
    },
    onClear: (action) => void actions.push(action),
    clear: () => {
      const failures: unknown[] = [];
      for (const action of actions.splice(0).reverse()) {
        try {
          action();
        } catch (error) {
          failures.push(error);
        }
      }
      zeroBytes(...secrets);
      secrets.clear();
      // Keys are gone by now: a close that failed may be reported, never keep a key alive.
      if (failures.length > 0) throw failures[0];
    },
    get count() {
      return secrets.size;
    },
  };
}
