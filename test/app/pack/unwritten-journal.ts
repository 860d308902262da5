/** A journal that knows of no file and keeps nothing, for what is tested without a vault. */
export const unwrittenJournal = {
  latestOf: () => null,
  highestRevision: () => null,
  faultOfRevision: () => null,
  announce: () => {},
};
