/** How long the journal is kept (CNIL deliberation 2021-122). */

/** @returns the instant (ms) before which entries and cases are purged: `months` calendar months before `nowMs` */
export function retentionStartMs(nowMs: number, months: number): number {
  const start = new Date(nowMs);
  start.setUTCMonth(start.getUTCMonth() - months);
  return start.getTime();
}
