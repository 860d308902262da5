/** Figures of a period in which nobody called. */
export const noCalls = {
  calls: 0,
  listed: 0,
  listedNumber: 0,
  notListed: 0,
  notIndexed: 0,
  couldNotCheck: 0,
  withoutCheck: 0,
  medianCallSeconds: null,
};
