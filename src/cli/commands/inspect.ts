/** `vigie inspect`: what a pack is made of. Its sizes add up to the file's length; its signature is not judged here. */
import { printableText } from '../../core/bytes/misleading.ts';
import { fingerprintGroups } from '../../core/crypto/signing.ts';
import { headerBytes } from '../../core/pack/layout.ts';
import { canaryCountOf, decodeSlots } from '../../core/pack/manifest.ts';
import type { SealedPack } from '../../core/pack/reader.ts';
import { isSlotBelowFloor } from '../../core/pack/slots.ts';
import { insuredPerPrefix, isBelowProduction, stretchName } from '../../core/pack/stretch-costs.ts';
import type { Command, CommandContext } from '../command.ts';
import { coverageRows, incidentRows } from '../incident-rows.ts';
import { onlyFile, withPackFile } from '../pack-files.ts';
import { printJson, printNote, printResult } from '../terminal.ts';
import { formatBytes, formatNumber } from '../text/text.ts';

export const inspect: Command = {
  options: { json: 'flag' },
  positionals: 'some',
  async run(given, context) {
    await withPackFile(onlyFile(given.positionals), 'any', context.signal, async (pack) => {
      const description = describe(pack);
      if (given.flag('json')) printJson(description);
      else printDescription(description, context);
    });
    return 0;
  },
};

const partLabels = {
  header: 'partHeader',
  manifest: 'partManifest',
  padding: 'partPadding',
  table: 'partTable',
  private: 'partPrivate',
  buckets: 'partBuckets',
} as const;
type PartName = keyof typeof partLabels;

type Description = ReturnType<typeof describe>;

function describe(pack: SealedPack) {
  const { manifest, layout } = pack;
  const part = (name: PartName, offset: number, end: number) => ({ part: name, offset, bytes: end - offset });
  const manifestEnd = headerBytes + layout.manifestBytes;
  const tableEnd = layout.tableOffset + layout.tableBytes;
  const privateEnd = layout.privateOffset + layout.privateBytes;
  return {
    format: manifest.format,
    packId: manifest.packId,
    series: manifest.series,
    sequence: manifest.sequence,
    issuer: manifest.issuer,
    createdAt: manifest.createdAt,
    dataAsOf: manifest.dataAsOf,
    validUntil: manifest.validUntil,
    signerFingerprint: fingerprintGroups(pack.signer.keyId).join(' '),
    incidents: manifest.incidents,
    coverage: manifest.coverage,
    identifierKinds: manifest.identifierKinds,
    entryCount: manifest.entryCount,
    canaryCount: canaryCountOf(manifest),
    prefixBits: manifest.prefixBits,
    recordsPerBucket: manifest.recordsPerBucket,
    insuredPerPrefix: insuredPerPrefix(manifest.prefixBits),
    stretch: {
      memoryKiB: manifest.stretch.memoryKiB,
      passes: manifest.stretch.passes,
      lanes: manifest.stretch.lanes,
      name: stretchName(manifest.stretch),
      family: manifest.stretch.commitment.slice(0, 16),
      belowProduction: isBelowProduction(manifest.stretch),
    },
    slots: decodeSlots(manifest).flatMap((slot) =>
      slot.type === 'passphrase'
        ? [
            {
              label: slot.label,
              memoryKiB: slot.memoryKiB,
              passes: slot.passes,
              lanes: slot.lanes,
              belowFloor: !isBelowProduction(manifest.stretch) && isSlotBelowFloor(slot),
            },
          ]
        : [],
    ),
    recipientCount: decodeSlots(manifest).filter((slot) => slot.type === 'x25519').length,
    parts: [
      part('header', 0, headerBytes),
      part('manifest', headerBytes, manifestEnd),
      part('padding', manifestEnd, layout.tableOffset),
      part('table', layout.tableOffset, tableEnd),
      part('padding', tableEnd, layout.privateOffset),
      part('private', layout.privateOffset, privateEnd),
      part('padding', privateEnd, layout.bucketsOffset),
      part('buckets', layout.bucketsOffset, layout.fileBytes),
    ],
    fileBytes: pack.source.byteLength,
  };
}

function printDescription(shown: Description, { text, language }: CommandContext): void {
  const { labels } = text;
  const number = (value: number) => formatNumber(language, value);
  const rows: [string, string][] = [
    [labels.packId, shown.packId],
    [labels.series, `${shown.series} · ${shown.sequence}`],
    [labels.issuer, shown.issuer],
    [labels.createdAt, shown.createdAt],
    [labels.dataAsOf, shown.dataAsOf],
    [labels.expiresOn, shown.validUntil ?? labels.neverExpires],
    [labels.fingerprint.replace(/\s*:?\s*\{groups\}/u, ''), shown.signerFingerprint],
    ...shown.incidents.flatMap((incident) => incidentRows(incident, text)),
    [labels.identifierKinds, shown.identifierKinds.join(', ')],
    [labels.entries, number(shown.entryCount)],
    ...coverageRows(shown.coverage, text, language),
    [labels.canaries, number(shown.canaryCount)],
    [labels.prefixBits, number(shown.prefixBits)],
    [labels.recordsPerBucket, number(shown.recordsPerBucket)],
    [labels.insuredPerPrefix, number(shown.insuredPerPrefix)],
    [
      labels.stretchCost,
      `Argon2id ${number(shown.stretch.memoryKiB)} KiB, t=${shown.stretch.passes}, p=${shown.stretch.lanes}${
        shown.stretch.belowProduction ? ` — ${labels.belowProduction}` : ''
      }`,
    ],
    ...shown.slots.map((slot): [string, string] => [
      labels.slots,
      `${slot.label} (Argon2id ${number(slot.memoryKiB)} KiB, t=${slot.passes}, p=${slot.lanes})${
        slot.belowFloor ? ` — ${labels.slotBelowFloor}` : ''
      }`,
    ]),
    ...(shown.recipientCount === 0 ? [] : [[labels.recipients, number(shown.recipientCount)] as [string, string]]),
  ];
  printTable(rows);
  printResult('');
  const parts = [
    [labels.inspectPart, labels.inspectOffset, labels.inspectBytes],
    ...shown.parts.map((part) => [labels[partLabels[part.part]], number(part.offset), number(part.bytes)]),
    [labels.inspectTotal, '', `${number(shown.fileBytes)} (${formatBytes(language, shown.fileBytes)})`],
  ];
  for (const [name = '', offset = '', bytes = ''] of parts) {
    printResult(`${name.padEnd(12)}${offset.padStart(16)}  ${bytes.padStart(16)}`);
  }
  printNote(labels.inspectNotVerified);
}

/** Two columns, the first as wide as its widest label. */
export function printTable(rows: readonly (readonly [string, string])[]): void {
  const width = Math.max(...rows.map(([label]) => label.length));
  for (const [label, value] of rows) printResult(`${label.padEnd(width)}  ${printableText(value)}`);
}
