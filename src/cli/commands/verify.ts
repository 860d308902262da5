/**
 * `vigie verify`: signature, table, private part, and every bucket against its hash. No key is needed for that; with the
 * delivery passphrase every canary is looked for as well.
 */
import { fingerprintGroups } from '../../core/crypto/signing.ts';
import { type SealedPack, verifyBuckets } from '../../core/pack/reader.ts';
import type { Command } from '../command.ts';
import { onlyFile, readTrustedSigners, withPackFile } from '../pack-files.ts';
import { Progress, printJson, printNote, printResult, readPassphraseFile } from '../terminal.ts';
import { fill, formatBytes, formatNumber } from '../text/text.ts';
import { openWithPassphrase } from './check.ts';

export const verify: Command = {
  options: { trust: 'many', 'slot-passphrase-file': 'text', json: 'flag' },
  positionals: 'some',
  async run(given, { text, language, signal }) {
    const path = onlyFile(given.positionals);
    const { trust } = await readTrustedSigners(given.all('trust'));
    await withPackFile(path, trust, signal, async (pack) => {
      const progress = new Progress(text.labels.verifying, (perSecond) =>
        fill(text.labels.rateDone, { rate: formatBytes(language, perSecond) }),
      );
      try {
        await verifyBuckets(pack, (done, total) => progress.update(done / total, done), signal);
      } finally {
        progress.end();
      }
      const canaries = await countCanaries(pack, given.text('slot-passphrase-file'), signal);
      const fingerprint = fingerprintGroups(pack.signer.keyId).join(' ');
      if (given.flag('json')) {
        printJson({
          verified: true,
          packId: pack.manifest.packId,
          series: pack.manifest.series,
          sequence: pack.manifest.sequence,
          signerFingerprint: fingerprint,
          buckets: pack.layout.bucketCount,
          canaries,
          fileBytes: pack.layout.fileBytes,
        });
      } else {
        const buckets = formatNumber(language, pack.layout.bucketCount);
        printResult(fill(text.labels.verified, { signer: fingerprint, buckets }));
        if (canaries === null) printNote(text.labels.canariesNotSought);
        else printResult(fill(text.labels.canariesFound, { canaries }));
      }
    });
    return 0;
  },
};

/** @returns how many canaries were looked for and found; null without a passphrase to open the pack with */
async function countCanaries(pack: SealedPack, passphraseFile: string | null, signal: AbortSignal) {
  if (passphraseFile === null) return null;
  const open = await openWithPassphrase(pack, await readPassphraseFile(passphraseFile));
  try {
    await open.requireCanaries(signal);
    return open.canaries().length;
  } finally {
    open.close();
  }
}
