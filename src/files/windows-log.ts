/**
 * The Application log of Windows: any program may append to it, none of its users may take a line back. Through libraries of
 * Windows alone, as in `windows-api.ts`. Without a registered message file Event Viewer shows the line as it is.
 */
import { createRequire } from 'node:module';
import type { SystemLog } from './system-log.ts';

type Koffi = typeof import('koffi').default;
const load = createRequire(import.meta.url);

// Not among `KnownDLLs`: by its full name, so that it is looked for nowhere else.
const queryLibrary = 'C:\\Windows\\System32\\wevtapi.dll';
// winnt.h: EVENTLOG_INFORMATION_TYPE; winevt.h: EvtQueryChannelPath | EvtQueryReverseDirection, EvtRenderEventXml
const information = 0x0004;
const newestFirst = 0x1 | 0x200;
const asXml = 1;
const renderBytes = 65_536;
/** Events fetched at a time. */
const batch = 64;

/** @returns null where Windows refuses to open the log */
export function openWindowsLog(source: string, mostLines: number): SystemLog | null {
  try {
    const koffi = load('koffi') as Koffi;
    const advapi = koffi.load('advapi32.dll');
    const register = advapi.func('intptr_t __stdcall RegisterEventSourceW(str16 server, str16 source)');
    const report = advapi.func(
      'int __stdcall ReportEventW(intptr_t log, uint16_t type, uint16_t category, uint32_t id, void *sid, uint16_t strings, uint32_t bytes, str16 *texts, void *data)',
    );
    const deregister = advapi.func('int __stdcall DeregisterEventSource(intptr_t log)');
    const log = register(null, source) as number | bigint;
    if (Number(log) === 0) return null;
    return {
      name: 'Windows',
      // A turn later: the derivation of the vault's key is begun first, and runs beside it.
      read: () => new Promise((resolve) => setImmediate(() => resolve(readEvents(koffi, source, mostLines)))),
      append(line) {
        try {
          report(log, information, 0, 1, null, 1, 0, [line], null);
        } catch {
          // As a line that is missing: the next unlock shows it.
        }
      },
      close: () => void deregister(log),
    };
  } catch {
    return null;
  }
}

function readEvents(koffi: Koffi, source: string, mostLines: number): readonly string[] {
  try {
    const library = koffi.load(queryLibrary);
    const query = library.func(
      'intptr_t __stdcall EvtQuery(intptr_t session, str16 path, str16 query, uint32_t flags)',
    );
    const next = library.func(
      'int __stdcall EvtNext(intptr_t results, uint32_t size, _Out_ intptr_t *events, uint32_t timeout, uint32_t flags, _Out_ uint32_t *returned)',
    );
    const render = library.func(
      'int __stdcall EvtRender(intptr_t context, intptr_t event, uint32_t flags, uint32_t size, void *buffer, _Out_ uint32_t *used, _Out_ uint32_t *properties)',
    );
    const close = library.func('int __stdcall EvtClose(intptr_t handle)');
    const results = query(0, 'Application', `*[System[Provider[@Name='${source}']]]`, newestFirst) as number | bigint;
    if (Number(results) === 0) return [];
    const lines: string[] = [];
    try {
      const buffer = Buffer.alloc(renderBytes);
      for (;;) {
        const events = new BigInt64Array(batch);
        const returned = [0];
        if (next(results, batch, events, 2_000, 0, returned) === 0) return lines;
        for (const event of events.subarray(0, returned[0])) {
          const used = [0];
          if (render(0, event, asXml, renderBytes, buffer, used, [0]) !== 0)
            lines.push(...lineIn(buffer, used[0] ?? 0));
          close(event);
        }
        if (lines.length >= mostLines) return lines;
      }
    } finally {
      close(results);
    }
  } catch {
    return [];
  }
}

/** A line has no character that XML would write otherwise. */
function lineIn(xml: Buffer, usedBytes: number): string[] {
  const found = /<Data>([^<]*)<\/Data>/.exec(xml.toString('utf16le', 0, usedBytes));
  return found?.[1] === undefined ? [] : [found[1]];
}
