/**
 * Whether a module is the one that node was asked to run. Compared as the system knows both files: a path through a symbolic link, or
 * a drive in the other case, would otherwise make a script do nothing and succeed. `import.meta.main` says it from Node 24.2 on.
 */
import { realpathSync } from 'node:fs';

/** @param meta `import.meta` of the module */
export function isMain(meta) {
  const [, asked] = process.argv;
  try {
    return asked !== undefined && realpathSync.native(asked) === realpathSync.native(meta.filename);
  } catch {
    // Nothing was asked for that is a file: `node -e`, a package's own command.
    return false;
  }
}
