/**
 * Names of signers, told apart. A signer is trusted under the name that its own file gives, so that two keys can claim one name, or
 * names that only look alike. Pack step; pure.
 */

/**
 * Letters of other scripts that look like Latin ones in the fonts of screens and sheets, after case folding: those of Cyrillic, Greek
 * and Armenian that Unicode Technical Standard 39 (confusables.txt) maps to a single Latin letter, and digits read as letters.
 */
const lookAlikes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: 'аɑα',
    b: 'ьƅ',
    c: 'сς',
    d: 'ԁɗ',
    e: 'еєε℮',
    g: 'ɡց',
    h: 'һհн',
    i: 'іιıl1|ǀӏ',
    j: 'јϳ',
    k: 'кκ',
    m: 'м',
    n: 'пոη',
    o: 'оοσօ0',
    p: 'рρ',
    q: 'ԛգ',
    r: 'г',
    s: 'ѕ5',
    t: 'тτ',
    u: 'υս',
    v: 'νѵ',
    w: 'ѡԝω',
    x: 'хχ',
    y: 'уүγ',
    z: 'ᴢ',
  }).flatMap(([latin, others]) => [...others].map((other): [string, string] => [other, latin])),
);

/** What is left of a name once case, accents, spaces, punctuation and look-alike letters do not count. */
function skeletonOf(name: string): string {
  const bare = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '');
  const letters = [...bare].map((each) => lookAlikes.get(each) ?? each).join('');
  // Two letters that run together into another one.
  const joined = letters.replace(/rn/g, 'm').replace(/vv/g, 'w');
  const kept = joined.replace(/[^\p{L}\p{N}]/gu, '');
  return kept === '' ? bare : kept;
}

/** @returns true for names that a reader could take for one another */
export function namesLookAlike(a: string, b: string): boolean {
  return skeletonOf(a) === skeletonOf(b);
}

/** As long as a name of a signer may be elsewhere (`hand-over.ts`). */
const longestName = 200;
/** Of the fingerprint's groups, that stand behind a name that is not the only one of its kind. */
const fewestGroups = 2;

/**
 * @param signers names by key id in hexadecimal
 * @param groupsOf the fingerprint of a key id
 * @returns the same, where each of those that look alike has as much of its fingerprint behind it as tells it from the others
 */
export function tellApart<Signer extends { readonly name: string }>(
  signers: ReadonlyMap<string, Signer>,
  groupsOf: (keyId: string) => readonly string[],
): Map<string, Signer> {
  const bySkeleton = new Map<string, string[]>();
  for (const [keyId, { name }] of signers) {
    const skeleton = skeletonOf(name);
    bySkeleton.set(skeleton, [...(bySkeleton.get(skeleton) ?? []), keyId]);
  }
  const apart = new Map(signers);
  for (const alike of bySkeleton.values()) {
    if (alike.length < 2) continue;
    const shown = (keyId: string, groups: number) => groupsOf(keyId).slice(0, groups).join(' ');
    const distinct = (groups: number) => new Set(alike.map((keyId) => shown(keyId, groups))).size === alike.length;
    // Two groups can be met by trying keys for a while; then more of them are shown.
    let groups = fewestGroups;
    while (groups < 8 && !distinct(groups)) groups++;
    for (const keyId of alike) {
      const signer = signers.get(keyId);
      if (signer === undefined) continue;
      const suffix = ` [${shown(keyId, groups)}]`;
      apart.set(keyId, { ...signer, name: `${signer.name.slice(0, longestName - suffix.length)}${suffix}` });
    }
  }
  return apart;
}
