export interface LockEntry {
  version?: string;
  optionalDependencies?: Record<string, string>;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  dev?: boolean;
  optional?: boolean;
}
/** @returns `name@version` of each entry that was added to `lock` */
export function completeLock(lock: { packages: Record<string, LockEntry> }): string[];
