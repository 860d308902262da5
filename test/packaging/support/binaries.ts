/**
 * Which symbols an addon of any system asks for and offers, read from its own tables: ELF (Linux), PE (Windows), Mach-O
 * (macOS), 64-bit and little-endian alike.
 */
export interface Symbols {
  readonly imported: readonly string[];
  /**
   * Names that another library of the process could be bound to. Empty on macOS where names are bound with the library
   * that has them (MH_TWOLEVEL): SQLite's are in the table there, and nobody else's call reaches them.
   */
  readonly exported: readonly string[];
  /** Of Windows: libraries that must be there when the addon is loaded. */
  readonly libraries: readonly string[];
  /** Of Windows: libraries that are looked for at their first call, where a hook of the addon can answer. */
  readonly delayedLibraries: readonly string[];
}

function textAt(bytes: Buffer, at: number): string {
  return bytes.toString('latin1', at, bytes.indexOf(0, at));
}

const none = { libraries: [], delayedLibraries: [] };

/** https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.symtab.html */
function readElf(bytes: Buffer): Symbols {
  const sections = Number(bytes.readBigUInt64LE(0x28));
  const sectionBytes = bytes.readUInt16LE(0x3a);
  const section = (index: number) => {
    const at = sections + index * sectionBytes;
    return {
      type: bytes.readUInt32LE(at + 4),
      offset: Number(bytes.readBigUInt64LE(at + 0x18)),
      length: Number(bytes.readBigUInt64LE(at + 0x20)),
      link: bytes.readUInt32LE(at + 0x28),
    };
  };
  const dynamicSymbols = 11;
  const count = bytes.readUInt16LE(0x3c);
  const table = Array.from({ length: count }, (_, index) => section(index)).find(({ type }) => type === dynamicSymbols);
  if (table === undefined) throw new Error('no dynamic symbols');
  const names = section(table.link).offset;
  const imported: string[] = [];
  const exported: string[] = [];
  for (let at = table.offset + 24; at < table.offset + table.length; at += 24) {
    const name = textAt(bytes, names + bytes.readUInt32LE(at));
    (bytes.readUInt16LE(at + 6) === 0 ? imported : exported).push(name);
  }
  return { ...none, imported, exported };
}

/** https://learn.microsoft.com/windows/win32/debug/pe-format */
function readPe(bytes: Buffer): Symbols {
  const header = bytes.readUInt32LE(0x3c);
  const sectionCount = bytes.readUInt16LE(header + 6);
  const optional = header + 24;
  const firstSection = optional + bytes.readUInt16LE(header + 20);
  const fileAt = (address: number): number => {
    for (let index = 0; index < sectionCount; index++) {
      const at = firstSection + index * 40;
      const start = bytes.readUInt32LE(at + 12);
      if (address >= start && address < start + bytes.readUInt32LE(at + 8)) {
        return address - start + bytes.readUInt32LE(at + 20);
      }
    }
    throw new Error('an address outside every section');
  };
  const directory = (index: number) => bytes.readUInt32LE(optional + 112 + index * 8);
  const imported: string[] = [];
  const readThunks = (address: number): void => {
    for (let at = fileAt(address); ; at += 8) {
      const thunk = bytes.readBigUInt64LE(at);
      if (thunk === 0n) return;
      // The highest bit: by number instead of by name.
      if (thunk >> 63n === 0n) imported.push(textAt(bytes, fileAt(Number(thunk)) + 2));
    }
  };
  const readLibraries = (start: number, rowBytes: number, nameAt: number, thunksAt: number): string[] => {
    const libraries: string[] = [];
    for (let at = start === 0 ? 0 : fileAt(start); at !== 0 && bytes.readUInt32LE(at + nameAt) !== 0; at += rowBytes) {
      libraries.push(textAt(bytes, fileAt(bytes.readUInt32LE(at + nameAt))).toLowerCase());
      readThunks(bytes.readUInt32LE(at + thunksAt));
    }
    return libraries;
  };
  const libraries = readLibraries(directory(1), 20, 12, 0);
  const delayedLibraries = readLibraries(directory(13), 32, 4, 16);
  const exportTable = directory(0);
  const exported: string[] = [];
  if (exportTable !== 0) {
    const at = fileAt(exportTable);
    const names = fileAt(bytes.readUInt32LE(at + 32));
    for (let index = 0; index < bytes.readUInt32LE(at + 24); index++) {
      exported.push(textAt(bytes, fileAt(bytes.readUInt32LE(names + index * 4))));
    }
  }
  return { imported, exported, libraries, delayedLibraries };
}

/** https://github.com/apple-oss-distributions/xnu/blob/main/EXTERNAL_HEADERS/mach-o/nlist.h */
function readMachO(bytes: Buffer): Symbols {
  const symbolTable = 0x2;
  const twoLevelNames = 0x80;
  const isTwoLevel = (bytes.readUInt32LE(24) & twoLevelNames) !== 0;
  const imported: string[] = [];
  const exported: string[] = [];
  for (let command = 0, at = 32; command < bytes.readUInt32LE(16); command++, at += bytes.readUInt32LE(at + 4)) {
    if (bytes.readUInt32LE(at) !== symbolTable) continue;
    const [symbols, count, names] = [8, 12, 16].map((offset) => bytes.readUInt32LE(at + offset)) as [
      number,
      number,
      number,
    ];
    for (let index = 0; index < count; index++) {
      const entry = symbols + index * 16;
      const type = bytes.readUInt8(entry + 4);
      const isDebug = (type & 0xe0) !== 0;
      const isExternal = (type & 0x01) !== 0;
      if (isDebug || !isExternal) continue;
      // C puts an underscore before each name there.
      const name = textAt(bytes, names + bytes.readUInt32LE(entry)).replace(/^_/, '');
      ((type & 0x0e) === 0 ? imported : exported).push(name);
    }
  }
  return { ...none, imported, exported: isTwoLevel ? [] : exported };
}

export function readSymbols(bytes: Buffer): Symbols {
  if (bytes.readUInt32BE(0) === 0x7f454c46) return readElf(bytes);
  if (bytes.toString('latin1', 0, 2) === 'MZ') return readPe(bytes);
  if (bytes.readUInt32LE(0) === 0xfeedfacf) return readMachO(bytes);
  throw new Error('neither ELF, PE nor Mach-O of 64 bits');
}
