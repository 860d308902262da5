/**
 * The few calls of Windows that Node does not have: what the machine's policies say, who may write a file or a key, and
 * that crashes keep no memory. Nothing on the machine is changed. Through libraries that are part of Windows and are never looked for in a folder that someone could write
 * to (`KnownDLLs`); no command of the system is started, since fleets forbid `reg` and watch for PowerShell.
 */
import { createRequire } from 'node:module';
import type { LibraryHandle } from 'koffi';
import { VigieError } from '../core/errors.ts';

/** Types of registry values: https://learn.microsoft.com/windows/win32/sysinfo/registry-value-types */
export const registryTypes = { text: 1, number: 4 } as const;

export interface RegistryValue {
  /** Empty for the key's own value. */
  readonly name: string;
  readonly type: number;
  readonly data: Uint8Array;
}

export interface RegistryKey {
  readonly values: readonly RegistryValue[];
  readonly subkeys: readonly string[];
}

/** What reads throws VigieError 'settings-unsafe' { file, reason: 'unreadable' | 'too-large' } where Windows says no. */
export interface WindowsApi {
  /**
   * @param path below HKEY_LOCAL_MACHINE, in the 64-bit registry
   * @returns null if there is no such key
   */
  readKey(path: string): RegistryKey | null;
  /** @returns owner and access list in SDDL */
  describeKey(path: string): string;
  /** @returns owner and access list in SDDL, of a file or a directory; of what a link leads to, not of the link */
  describeFile(path: string): string;
  /**
   * Has Windows Error Reporting leave the heap of this process out of what it keeps when it crashes, and show no dialog,
   * for this process and those that it starts.
   * @returns false where Windows does not know the first
   */
  keepMemoryOutOfReports(): boolean;
  /**
   * Has Windows tell a window when this session is disconnected, locked or left (WM_WTSSESSION_CHANGE).
   * @param handle as Electron's `getNativeWindowHandle` gives it: an HWND, little-endian
   * @returns false where Windows will not
   */
  notifySessionChanges(handle: Uint8Array): boolean;
}

// winreg.h, winnt.h, winerror.h, accctrl.h
const localMachine = -2147483646n; // (HKEY)(ULONG_PTR)((LONG)0x80000002)
const readIn64BitView = 0x20019 | 0x0100; // KEY_READ | KEY_WOW64_64KEY
const success = 0;
const fileNotFound = 2;
const pathNotFound = 3;
const noMoreItems = 259;
const fileObject = 1;
const registryKey = 4; // a 64-bit program, and only that is packed, sees the 64-bit registry
const ownerAndAccessList = 0x1 | 0x4;
// werapi.h, errhandlingapi.h
const noHeapInReports = 0x1; // WER_FAULT_REPORTING_FLAG_NOHEAP
const notifyForThisSession = 0; // wtsapi32.h, NOTIFY_FOR_THIS_SESSION
// Not among `KnownDLLs`: by its full name, so that it is looked for nowhere else.
const sessionsLibrary = 'C:\\Windows\\System32\\wtsapi32.dll';
const noErrorDialogs = 0x1 | 0x2; // SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX

/** Longest name of a value, in characters: https://learn.microsoft.com/windows/win32/sysinfo/registry-element-size-limits */
const nameChars = 16_384;
/** Far more than an address or a key needs. */
const dataBytes = 8_192;
const maxEntries = 256;

type Koffi = typeof import('koffi').default;

// Loaded only on Windows, and at once: what the administrator says of graphics counts before Electron is ready, and
// nothing can be awaited until then.
const load = createRequire(import.meta.url);

/** @throws Error on any system but Windows */
export function openWindowsApi(): WindowsApi {
  const koffi = load('koffi') as Koffi;
  const advapi = koffi.load('advapi32.dll');
  const calls = declareCalls(advapi);
  const kernel = koffi.load('kernel32.dll');
  const free = kernel.func('void * __stdcall LocalFree(void *memory)');
  const refuse = (path: string, reason: string) => new VigieError('settings-unsafe', { file: nameOf(path), reason });

  function describe(kind: number, path: string, shown: string): string {
    const descriptor = [null];
    const status = calls.getNamedSecurityInfo(path, kind, ownerAndAccessList, null, null, null, null, descriptor);
    if (status !== success) throw new VigieError('settings-unsafe', { file: shown, reason: 'unreadable' });
    const text = [null];
    const length = [0];
    try {
      if (calls.descriptorToText(descriptor[0], 1, ownerAndAccessList, text, length) === 0)
        throw new VigieError('settings-unsafe', { file: shown, reason: 'unreadable' });
      // The length counts the closing zero.
      return String(koffi.decode(text[0], 'char16_t', length[0] ?? 0)).replace(/\0+$/, '');
    } finally {
      free(descriptor[0]);
      if (text[0] !== null) free(text[0]);
    }
  }

  function readValues(key: unknown, path: string): RegistryValue[] {
    const values: RegistryValue[] = [];
    for (let index = 0; ; index++) {
      if (index > maxEntries) throw refuse(path, 'too-large');
      const name = new Uint16Array(nameChars);
      const chars = [nameChars];
      const type = [0];
      const data = new Uint8Array(dataBytes);
      const bytes = [dataBytes];
      const status = calls.enumValue(key, index, name, chars, null, type, data, bytes);
      if (status === noMoreItems) return values;
      if (status !== success) throw refuse(path, 'unreadable');
      values.push({ name: textOf(name, chars[0]), type: type[0] ?? 0, data: data.slice(0, bytes[0]) });
    }
  }

  function readSubkeys(key: unknown, path: string): string[] {
    const names: string[] = [];
    for (let index = 0; ; index++) {
      if (index > maxEntries) throw refuse(path, 'too-large');
      const name = new Uint16Array(nameChars);
      const chars = [nameChars];
      const status = calls.enumKey(key, index, name, chars, null, null, null, null);
      if (status === noMoreItems) return names;
      if (status !== success) throw refuse(path, 'unreadable');
      names.push(textOf(name, chars[0]));
    }
  }

  return {
    readKey(path) {
      const opened = [0];
      const status = calls.openKey(localMachine, path, 0, readIn64BitView, opened);
      if (status === fileNotFound || status === pathNotFound) return null;
      if (status !== success) throw refuse(path, 'unreadable');
      try {
        return { values: readValues(opened[0], path), subkeys: readSubkeys(opened[0], path) };
      } finally {
        calls.closeKey(opened[0]);
      }
    },
    describeKey: (path) => describe(registryKey, `MACHINE\\${path}`, nameOf(path)),
    describeFile: (path) => describe(fileObject, path, path),
    keepMemoryOutOfReports() {
      kernel.func('uint32_t __stdcall SetErrorMode(uint32_t mode)')(noErrorDialogs);
      return kernel.func('int32_t __stdcall WerSetFlags(uint32_t flags)')(noHeapInReports) === success;
    },
    notifySessionChanges(handle) {
      const register = koffi
        .load(sessionsLibrary)
        .func('int __stdcall WTSRegisterSessionNotification(intptr_t window, uint32_t flags)');
      const window = Buffer.from(handle).readBigInt64LE(0);
      return register(window, notifyForThisSession) !== 0;
    },
  };
}

/** How administrators write it. */
export function nameOf(path: string): string {
  return `HKLM\\${path}`;
}

function textOf(characters: Uint16Array, count = 0): string {
  return String.fromCharCode(...characters.subarray(0, count));
}

/** https://learn.microsoft.com/windows/win32/api/winreg/, …/api/aclapi/, …/api/sddl/ */
function declareCalls(advapi: LibraryHandle) {
  const declare = (signature: string) => advapi.func(signature);
  return {
    openKey: declare(
      'int32_t __stdcall RegOpenKeyExW(intptr_t key, str16 path, uint32_t options, uint32_t access, _Out_ intptr_t *opened)',
    ),
    closeKey: declare('int32_t __stdcall RegCloseKey(intptr_t key)'),
    enumValue: declare(
      'int32_t __stdcall RegEnumValueW(intptr_t key, uint32_t index, void *name, _Inout_ uint32_t *chars, void *reserved, _Out_ uint32_t *type, void *data, _Inout_ uint32_t *bytes)',
    ),
    enumKey: declare(
      'int32_t __stdcall RegEnumKeyExW(intptr_t key, uint32_t index, void *name, _Inout_ uint32_t *chars, void *reserved, void *class, void *classChars, void *written)',
    ),
    getNamedSecurityInfo: declare(
      'uint32_t __stdcall GetNamedSecurityInfoW(str16 path, int kind, uint32_t what, void *owner, void *group, void *dacl, void *sacl, _Out_ void **descriptor)',
    ),
    descriptorToText: declare(
      'int __stdcall ConvertSecurityDescriptorToStringSecurityDescriptorW(void *descriptor, uint32_t revision, uint32_t what, _Out_ void **text, _Out_ uint32_t *length)',
    ),
  };
}
