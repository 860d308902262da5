/**
 * The policies of a Windows fleet (docs/deploy.md) in the form of the settings file, for the same schema to judge. A
 * value that this does not know, or of another type than the template writes, is a fault and not an absence.
 */
import { VigieError } from '../../core/errors.ts';
import { faultOfDescriptor } from '../../files/security-descriptor.ts';
import { nameOf, type RegistryValue, registryTypes, type WindowsApi } from '../../files/windows-api.ts';
import { type AdminSetting, policyForms, policyKey, policyName, restrictedName } from './admin-schema.ts';

const settings = Object.keys(policyForms) as AdminSetting[];
/** The registry does not tell capitals from small letters. */
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const malformed = (path: string, fault: string): VigieError =>
  new VigieError('settings-malformed', { file: nameOf(policyKey), path, fault });

/**
 * @returns what the policies say, still to be parsed; null if there are none
 * @throws VigieError 'settings-malformed' { file, path, fault } · 'settings-unsafe' { file, reason } if a key could have
 *   been written by others than administrators, or cannot be read
 */
export function readPolicies(windows: WindowsApi): Record<string, unknown> | null {
  const key = windows.readKey(policyKey);
  if (key === null) return null;
  requireAdministrators(windows, policyKey);
  const wish: Record<string, unknown> = { version: 1 };
  for (const value of key.values) {
    if (same(value.name, restrictedName)) {
      if (readSwitch(value) && wish.httpSources === undefined) wish.httpSources = [];
      continue;
    }
    const setting = settings.find((one) => same(policyName(one), value.name));
    const form = setting === undefined ? null : policyForms[setting];
    if (setting === undefined || (form !== 'number' && form !== 'switch')) throw malformed(value.name, 'unknown-key');
    wish[setting] = form === 'number' ? readNumber(value) : readSwitch(value);
  }
  for (const name of key.subkeys) {
    const setting = settings.find((one) => same(policyName(one), name));
    const form = setting === undefined ? null : policyForms[setting];
    if (setting === undefined || (form !== 'signers' && form !== 'addresses')) throw malformed(name, 'unknown-key');
    const entries = readList(windows, name);
    // A key without a value is what is left of a list that was emptied.
    if (entries.length > 0)
      wish[setting] = form === 'signers' ? entries.map(signerOf) : entries.map(({ text }) => text);
  }
  return wish;
}

function requireAdministrators(windows: WindowsApi, path: string): void {
  const reason = faultOfDescriptor(windows.describeKey(path), 'key');
  if (reason !== null) throw new VigieError('settings-unsafe', { file: nameOf(path), reason });
}

interface ListEntry {
  readonly name: string;
  readonly text: string;
}

/** In the order of names, where `10` comes after `9`: that in which the template numbers them. */
function readList(windows: WindowsApi, name: string): ListEntry[] {
  const path = `${policyKey}\\${name}`;
  const key = windows.readKey(path);
  // Taken away since its parent was read.
  if (key === null) return [];
  requireAdministrators(windows, path);
  if (key.subkeys[0] !== undefined) throw malformed(`${name}.${key.subkeys[0]}`, 'unknown-key');
  const entries = key.values.map((value) => ({ name: value.name, text: readText(value, `${name}.${value.name}`) }));
  return entries.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}

/** A path of Windows has a backslash; a key in base 64 has none. */
function signerOf({ name, text }: ListEntry) {
  const trimmed = text.trim();
  if (trimmed.includes('\\')) return { name, file: trimmed };
  const isPem = trimmed.startsWith('-----');
  return { name, pem: isPem ? trimmed : `-----BEGIN PUBLIC KEY-----\n${trimmed}\n-----END PUBLIC KEY-----\n` };
}

function readNumber({ name, type, data }: RegistryValue): number {
  if (type !== registryTypes.number || data.length !== 4) throw malformed(name, 'registry-type');
  return new DataView(data.buffer, data.byteOffset).getUint32(0, true);
}

function readSwitch(value: RegistryValue): boolean {
  const number = readNumber(value);
  if (number > 1) throw malformed(value.name, 'registry-type');
  return number === 1;
}

function readText({ type, data }: RegistryValue, path: string): string {
  if (type !== registryTypes.text || data.length % 2 !== 0) throw malformed(path, 'registry-type');
  // Windows keeps the closing zero, or not, as the writer left it.
  const text = Buffer.from(data).toString('utf16le').replace(/\0$/, '');
  if (text.includes('\0') || !text.isWellFormed()) throw malformed(path, 'registry-type');
  return text;
}
