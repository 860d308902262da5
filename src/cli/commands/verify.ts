/** `vigie verify`: signature, table, and every bucket against its hash. No key is needed. */
import { fingerprintGroups } from '../../core/crypto/signing.ts';
import { verifyBuckets } from '../../core/pack/reader.ts';
import type { Command } from '../command.ts';
import { onlyFile, readTrustedSigners, withPackFile } from '../pack-files.ts';
import { Progress, printResult } from '../terminal.ts';
import { fill, formatBytes, formatNumber } from '../text/text.ts';

export const verify: Command = {
  options: { trust: 'many', json: 'flag' },
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
      const fingerprint = fingerprintGroups(pack.signer.keyId).join(' ');
      if (given.flag('json')) {
        printResult(
          JSON.stringify({
            verified: true,
            packId: pack.manifest.packId,
            series: pack.manifest.series,
            sequence: pack.manifest.sequence,
            signerFingerprint: fingerprint,
            buckets: pack.layout.bucketCount,
            fileBytes: pack.layout.fileBytes,
          }),
        );
      } else {
        const buckets = formatNumber(language, pack.layout.bucketCount);
        printResult(fill(text.labels.verified, { signer: fingerprint, buckets }));
      }
    });
    return 0;
  },
};
