/**
 * Containers (the leak's first step): from a file's bytes to its members' bytes. Each container is one file of this folder with
 * the one interface below, and one line in `all.ts`. A container knows nothing of text or tables.
 *
 * A spreadsheet or a database is a container too: each sheet or table is a member whose rows it writes as *units* (see `unitsRow`),
 * so that the table's reader and the scan work on it as on any text.
 */
import { VigieError } from '../../core/errors.ts';

/** Bytes that a container reads: a file of the disk, standard input, or a member of another container. */
export interface ByteSource {
  /** Name of the file or of the member, without its directory. Shown in reports; its ending is a hint and never proof. */
  readonly name: string;
  /** Path on the disk; null for standard input and for what lies inside another container. Never shown. */
  readonly path: string | null;
  /** Null where it is not known: a pipe, a compressed member. */
  readonly byteCount: number | null;
  /** All bytes, in order. May be called once only where `readAt` is null. */
  chunks(): AsyncGenerator<Buffer>;
  /** Reads `byteCount` bytes at `offset` (fewer at the end). Null where bytes come in order alone. */
  readonly readAt: ((offset: number, byteCount: number) => Promise<Buffer>) | null;
}

/**
 * How a member's text is written: null is for the shapes to find out, `units` is what `unitsRow` writes, `remarks` are texts beside the data,
 * one a line, in which nothing but identifiers is looked for.
 */
export type MemberDialect = 'units' | 'remarks' | null;

export interface Member {
  /** Path inside the container, or the sheet's or table's name. */
  readonly name: string;
  /** To be iterated once, to its end or with `return()`, before the next member is asked for. */
  readonly chunks: AsyncGenerator<Buffer>;
  readonly dialect: MemberDialect;
}

export interface Container {
  /** As written in reports: `gzip`, `zip`, `xlsx`. */
  readonly name: string;
  /** @param start the first bytes, at most 64 KiB · @param fileName as in `ByteSource.name` */
  recognise(start: Buffer, fileName: string): boolean;
  /**
   * Members in order; directories and empty members are left out. Errors come while members or their chunks are iterated.
   * @throws VigieError 'input-malformed' with `reason` and `container`: `container-truncated`, `container-corrupt`,
   *   `container-encrypted`, `container-bomb`, `container-unsupported` (named, with the command to pipe in `hint`)
   */
  members(source: ByteSource, budget: Budget): AsyncGenerator<Member>;
}

/** Of unpacked bytes to packed ones: text of leaks packs to a tenth, and to a hundredth where columns repeat. */
const largestRatio = 1_000;
/** Unpacked bytes below which the ratio means nothing. */
const ratioFrom = 256 * 1024 * 1024;
/** Of one input, all of its members together: sixteen tebibytes. */
const mostUnpackedBytes = 16 * 1024 ** 4;

/** What one input may unpack to. Shared by nested containers. */
export class Budget {
  #packed = 0;
  #unpacked = 0;

  /** Call with the packed bytes as they are read from the disk. */
  read(packedBytes: number): void {
    this.#packed += packedBytes;
  }

  /** Call with the bytes of each chunk before it is handed on. @throws VigieError 'input-malformed' { reason: 'container-bomb' } */
  unpacked(bytes: number, container: string): void {
    this.#unpacked += bytes;
    const tooDense = this.#unpacked > ratioFrom && this.#unpacked > this.#packed * largestRatio;
    if (tooDense || this.#unpacked > mostUnpackedBytes) {
      throw new VigieError('input-malformed', { reason: 'container-bomb', container });
    }
  }
}

/** Between two cells of a row, and between two lines inside a cell (U+001F and U+001D: no sheet's cell holds them). */
export const unitSeparator = '\u001f';
const lineInCell = '\u001d';

/** One row of a sheet or of a database as text: cells parted by U+001F, line breaks inside a cell by U+001D, then `\n`. */
export function unitsRow(cells: readonly string[]): string {
  return `${cells.map((cell) => cell.replace(/\r\n?|\n/g, lineInCell).replaceAll(unitSeparator, ' ')).join(unitSeparator)}\n`;
}
