/** A set that was consulted, as a verdict keeps it, without its answer. */
export const consultedSet = {
  packId: '0'.repeat(32),
  issuer: '',
  titles: [],
  dataAsOf: '2026-11-01',
  belowProduction: false,
  outdated: false,
  lost: 0,
  problem: null,
};
