/** Where a pack's bytes come from. Implemented by a file and by an HTTP server, in `src/files`. */
export interface RandomAccessSource {
  /** Length of the whole pack. */
  readonly byteLength: number;
  /**
   * @param into where the bytes may be put, at least `byteCount` long; a source that has them elsewhere leaves it alone
   * @returns exactly `byteCount` bytes, which are the caller's to keep, to change and to release
   * @throws VigieError 'pack-truncated' if the source ends earlier · 'file-unreadable' · 'source-…'
   */
  read(offset: number, byteCount: number, signal?: AbortSignal, into?: Uint8Array): Promise<Uint8Array>;
  /**
   * As `read`, for as few bytes as a bucket has, without letting anything else run meanwhile. Absent where that would keep the
   * thread waiting.
   */
  readonly readNow?: (offset: number, byteCount: number, into: Uint8Array) => Uint8Array;
  close(): Promise<void>;
}
