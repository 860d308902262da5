/**
 * Keeps what did not change. Each answer of the application is new objects throughout; where a part equals what is on
 * screen, the old part is kept, so that only what really changed is drawn again after a key press.
 */

/** @returns `after`, with each part that equals that of `before` replaced by the very same object; JSON values only */
export function shareEqual<Value>(before: unknown, after: Value): Value {
  if (Object.is(before, after)) return after;
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return after;
  if (Array.isArray(before) !== Array.isArray(after)) return after;
  const old = before as Readonly<Record<string, unknown>>;
  const fresh = after as Readonly<Record<string, unknown>>;
  const keys = Object.keys(fresh);
  const shared: [string, unknown][] = keys.map((key) => [key, shareEqual(old[key], fresh[key])]);
  const isSame =
    keys.length === Object.keys(old).length && shared.every(([key, value]) => key in old && Object.is(old[key], value));
  if (isSame) return before as Value;
  return (Array.isArray(after) ? shared.map(([, value]) => value) : Object.fromEntries(shared)) as Value;
}
