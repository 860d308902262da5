/** What an addon may ask of the program that loads it: Node-API, which Electron has as Node does, and nothing else. */
import { readSymbols } from './binaries.ts';

/** @param name path of the addon inside `node_modules` @returns what is wrong with it, in words; empty if nothing is */
export function faultsOfAddon(name: string, bytes: Uint8Array): string[] {
  const { imported, exported, libraries, delayedLibraries } = readSymbols(Buffer.from(bytes));
  const ofNode = imported.filter((symbol) =>
    /^(napi_|node_|uv_|v8|_ZN2v8|_ZNK2v8|_ZN4node|\?\w*@v8@|\?\w*@node@)/.test(symbol),
  );
  const allowed = name.includes('koffi') ? /^(napi_|node_api_|uv_)/ : /^(napi_|node_api_)/;
  const faults = ofNode.filter((symbol) => !allowed.test(symbol)).map((symbol) => `asks for ${symbol}`);
  // napi-rs imports nothing on Windows: it looks each function up in the running program, whatever that is called.
  const isLateBound = ofNode.length === 0 && imported.includes('GetProcAddress') && countNames(bytes) > 10;
  if (ofNode.length <= 10 && !isLateBound) {
    faults.push(`asks for ${ofNode.length} functions of Node: its tables were not understood`);
  }
  // Another SQLite in the process (Electron has none today) must not be mixed with this one.
  faults.push(...exported.filter((symbol) => /^sqlite3/.test(symbol)).map((symbol) => `offers ${symbol}`));
  // The program is called Vigie.exe: node.exe must only be asked for where the addon's hook answers.
  faults.push(...libraries.filter((library) => /node|electron/.test(library)).map((library) => `needs ${library}`));
  if (name.includes('win32') && !isLateBound && !delayedLibraries.includes('node.exe'))
    faults.push('does not load node.exe late');
  return faults;
}

/** @returns how many names of Node-API stand among the texts of the file */
function countNames(bytes: Uint8Array): number {
  return new Set(
    Buffer.from(bytes)
      .toString('latin1')
      .match(/(?:napi|node_api)_[a-z0-9_]+/g) ?? [],
  ).size;
}
