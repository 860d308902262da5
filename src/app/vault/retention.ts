/** How long the journal is kept (CNIL deliberation 2021-122). */

/** @returns the instant (ms) before which entries and cases are purged: `months` calendar months before `nowMs` */
export function retentionStartMs(nowMs: number, months: number): number {
  const start = new Date(nowMs);
  const day = start.getUTCDate();
  start.setUTCMonth(start.getUTCMonth() - months);
  // There is no 31 February: its last day, rather than days of March that were to be kept.
  if (start.getUTCDate() !== day) start.setUTCDate(0);
  return start.getTime();
}
