/** `verify` of a whole pack, against SHA-256 of the same file read in the same pieces. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { readSealedPack, verifyBuckets } from '../../src/core/pack/reader.ts';
import { openFileSource } from '../../src/files/file-source.ts';
import { atLeast, type Figure, median, reported, takeTurns } from '../measure.ts';

const rounds = 9;
const pieceBytes = 4 * 1024 * 1024;

export async function measureVerify(path: string, label: string): Promise<Figure[]> {
  const fileBytes = statSync(path).size;
  const buffer = Buffer.allocUnsafeSlow(pieceBytes);
  const taken = await takeTurns(rounds, {
    ours: async () => {
      const source = await openFileSource(path);
      await verifyBuckets(await readSealedPack(source, 'any'));
      await source.close();
    },
    bare: () => {
      const file = openSync(path, 'r');
      const running = createHash('sha256');
      for (let at = 0; at < fileBytes; ) {
        const got = readSync(file, buffer, 0, pieceBytes, at);
        running.update(got === pieceBytes ? buffer : buffer.subarray(0, got));
        at += got;
      }
      running.digest();
      closeSync(file);
    },
  });
  const ours = median(taken.ours);
  return [
    atLeast(`verify ${label} over bare SHA-256 of the file`, median(taken.bare) / ours, 0.85),
    reported(`verify ${label}`, fileBytes / 1000 / ours, 'MB/s'),
  ];
}
