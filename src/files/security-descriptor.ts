/**
 * Who may change a file, a folder or a registry key of Windows, read from its owner and access list in the text form
 * that Windows itself gives (SDDL). Strict: what this does not understand counts as open to everybody.
 *
 * https://learn.microsoft.com/windows/win32/secauthz/security-descriptor-string-format
 * https://learn.microsoft.com/windows/win32/secauthz/ace-strings
 */

export type ObjectKind = 'file' | 'key';
export type DescriptorFault = 'owner' | 'writable' | 'access-list-unreadable';

/** Account that only administrators can act as. The last three: of whatever domain or machine. */
const trustedAccounts = [
  /^(?:SY|S-1-5-18)$/, // the system
  /^(?:BA|S-1-5-32-544)$/, // the group of administrators
  /^S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464$/, // the installer of Windows itself
  /^(?:LA|S-1-5-21-\d+-\d+-\d+-500)$/, // the built-in administrator
  /^(?:DA|S-1-5-21-\d+-\d+-\d+-512)$/, // administrators of the domain
  /^(?:EA|S-1-5-21-\d+-\d+-\d+-519)$/, // administrators of the forest
];
const account = /^(?:[A-Z]{2}|S-1-\d+(?:-\d+)+)$/;
/** The owner's own entry: whoever the owner is was checked already. */
const ownerRights = /^(?:OW|S-1-3-4)$/;

/** Rights as access lists write them, winnt.h: generic, standard, those of directory objects by bit, of files, of keys. */
const rights: Readonly<Record<string, number>> = {
  ...{ GA: 0x10000000, GX: 0x20000000, GW: 0x40000000, GR: 0x80000000 },
  ...{ SD: 0x10000, RC: 0x20000, WD: 0x40000, WO: 0x80000 },
  ...{ CC: 0x1, DC: 0x2, LC: 0x4, SW: 0x8, RP: 0x10, WP: 0x20, DT: 0x40, LO: 0x80, CR: 0x100 },
  ...{ FA: 0x1f01ff, FR: 0x120089, FW: 0x120116, FX: 0x1200a0 },
  ...{ KA: 0xf003f, KR: 0x20019, KW: 0x20006, KX: 0x20019 },
};
const writeAnything = 0x10000000 | 0x40000000;
/** Delete it, change its access list, become its owner. */
const takeOver = 0x10000 | 0x40000 | 0x80000;
const changing: Readonly<Record<ObjectKind, number>> = {
  // Write or append data; in a folder: add files, add folders, delete what is in it.
  file: writeAnything | takeOver | 0x2 | 0x4 | 0x40,
  // Set values, add keys, add links.
  key: writeAnything | takeOver | 0x2 | 0x4 | 0x20,
};

/** Flags of an access list: protected, inherited automatically or on request. No others may stand before its entries. */
const listFlags = /^(?:P|AR|AI)*$/;
const entryFlags = /^(?:CI|OI|NP|IO|ID)*$/;

/**
 * @param sddl owner and access list: `O:…D:…`, with or without a group
 * @returns null if nobody but administrators can change the object · 'owner': it belongs to someone else ·
 *   'writable': someone else may change it · 'access-list-unreadable': not understood
 */
export function faultOfDescriptor(sddl: string, kind: ObjectKind): DescriptorFault | null {
  const parts =
    /^O:(?<owner>[A-Z0-9-]+?)(?:G:(?<group>[A-Z0-9-]+?))?D:(?<flags>[A-Z]*)(?<entries>(?:\([^()]*\))*)$/.exec(
      sddl,
    )?.groups;
  if (parts === undefined) return 'access-list-unreadable';
  const { owner = '', flags = '', entries = '' } = parts;
  // No list at all, which Windows writes NO_ACCESS_CONTROL, means that everybody may do everything.
  if (!account.test(owner) || !listFlags.test(flags)) return 'access-list-unreadable';
  if (!isTrusted(owner)) return 'owner';
  for (const [, entry = ''] of entries.matchAll(/\(([^()]*)\)/g)) {
    const fault = faultOfEntry(entry, kind);
    if (fault !== null) return fault;
  }
  return null;
}

function faultOfEntry(entry: string, kind: ObjectKind): DescriptorFault | null {
  const [type, flags = '', mask = '', object, inheritedObject, who = '', ...more] = entry.split(';');
  const isPlain = object === '' && inheritedObject === '' && more.length === 0;
  if (!isPlain || !entryFlags.test(flags) || !account.test(who)) return 'access-list-unreadable';
  // An entry that denies takes away; one that is only to be inherited says nothing of this object.
  if (type === 'D') return null;
  if (type !== 'A') return 'access-list-unreadable';
  const granted = maskOf(mask);
  if (granted === null) return 'access-list-unreadable';
  if (flags.includes('IO')) return null;
  if ((granted & changing[kind]) === 0 || isTrusted(who) || ownerRights.test(who)) return null;
  return 'writable';
}

function isTrusted(who: string): boolean {
  return trustedAccounts.some((one) => one.test(who));
}

/** @returns null if it is neither a number nor a row of known rights */
function maskOf(text: string): number | null {
  if (/^0x[0-9a-f]{1,8}$/i.test(text)) return Number(text);
  if (!/^(?:[A-Z]{2})+$/.test(text)) return null;
  let mask = 0;
  for (const [right] of text.matchAll(/[A-Z]{2}/g)) {
    const bits = rights[right];
    if (bits === undefined) return null;
    mask |= bits;
  }
  return mask;
}
