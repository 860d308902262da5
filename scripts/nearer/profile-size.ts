/**
 * `node scripts/nearer/profile-size.ts [CASES]`: how large a profile gets. Holds CASES calls (1,000) in the real
 * application, two checks and a printed sheet in each, twenty-five a day, and says what lies in the profile
 * afterwards. Not part of `npm test`: it takes some minutes. Key derivation is at test cost, which no file's size depends on.
 */
import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { absentNir, Harness, listedEmail } from '../../test/app/harness.ts';

const cases = Number(process.argv[2] ?? 1_000);
const callsADay = 25;
const desk = new Harness();
try {
  await desk.createDesk();
  const sizes = (): Map<string, number> =>
    new Map(
      readdirSync(desk.profileDir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => [relative(desk.profileDir, path), statSync(path).size]),
    );
  for (let done = 0; done < cases; done++) {
    // The next morning: the day's quota begins anew, and the session has gone idle.
    if (done > 0 && done % callsADay === 0) {
      desk.clock.advance(24 * 3_600_000);
      await desk.unlock();
    }
    desk.clock.advance(4 * 60_000);
    const reference = await desk.openCase();
    for (const text of [absentNir, listedEmail]) await desk.check(reference, text);
    await desk.call('printSheet', { reference, edition: 'standard', largePrint: false });
  }
  for (const [name, bytes] of sizes()) console.log(`${String(bytes).padStart(10)}  ${name}`);
} finally {
  desk.dispose();
}
