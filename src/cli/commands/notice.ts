/** `vigie notice build` and `vigie notice show`: what is known of an incident, signed, without any identifier. */
import { z } from 'zod';
import { toHex } from '../../core/bytes/bytes.ts';
import { fingerprintGroups } from '../../core/crypto/signing.ts';
import { VigieError } from '../../core/errors.ts';
import { maxNoticeBytes, type Notice, readNotice, writeNotice } from '../../core/pack/notice.ts';
import { readFileStart } from '../../files/read-start.ts';
import { stageFile } from '../../files/staged-file.ts';
import { type Arguments, unknownCommand } from '../arguments.ts';
import { attachAssessments } from '../assess/attach.ts';
import { readDescription, readIncidents } from '../build/description.ts';
import { readSigner, requireFreeOutput } from '../build/finish.ts';
import type { Command, CommandContext } from '../command.ts';
import { incidentRows } from '../incident-rows.ts';
import { readTrustedSigners } from '../pack-files.ts';
import { printJson, printNote, printResult } from '../terminal.ts';
import { fill } from '../text/text.ts';
import { printTable } from './inspect.ts';

export const notice: Command = {
  options: {
    incident: 'many',
    assessment: 'many',
    signer: 'text',
    out: 'text',
    'passphrase-file': 'text',
    series: 'text',
    sequence: 'text',
    issuer: 'text',
    'expires-on': 'text',
    trust: 'many',
    json: 'flag',
  },
  positionals: 'some',
  async run(given, context) {
    const [action, path, extra] = given.positionals;
    if (action !== 'build' && action !== 'show') throw unknownCommand(action, ['build', 'show']);
    if ((action === 'build' ? path : extra) !== undefined) {
      throw new VigieError('usage', { reason: 'unexpected-argument', option: '' });
    }
    if (action === 'build') await build(given, context);
    else if (path === undefined) throw new VigieError('usage', { reason: 'missing-argument', option: 'FILE' });
    else await show(path, given, context);
    return 0;
  },
};

async function build(given: Arguments, context: CommandContext): Promise<void> {
  const { text } = context;
  const path = await requireFreeOutput(given);
  const { incidents } = await attachAssessments(given, await readIncidents(given.all('incident')));
  const { series, sequence, issuer, createdAt } = readDescription(given, incidents);
  const expiresOn = given.text('expires-on');
  if (expiresOn !== null && !z.iso.date().safeParse(expiresOn).success) {
    throw new VigieError('usage', { reason: 'bad-value', option: '--expires-on' });
  }
  const signingKey = await readSigner(given, context);
  const made: Notice = { format: 1, series, sequence, issuer, issuedAt: createdAt, expiresOn, incidents };
  const bytes = writeNotice(made, signingKey);
  const staged = await stageFile(path, 0o644);
  try {
    await staged.write(0, bytes);
    await staged.commit({ overwrite: false });
  } finally {
    await staged.discard();
  }
  printResult(fill(text.labels.noticeBuilt, { path }));
  printShown(made, fingerprintGroups(signingKey.keyId), context);
}

async function show(path: string, given: Arguments, context: CommandContext): Promise<void> {
  const trusted = given.all('trust').length === 0 ? null : await readTrustedSigners(given.all('trust'));
  // One byte more than a notice can hold, so that a longer file is seen.
  const bytes = await readFileStart(path, maxNoticeBytes + 1);
  const { notice: shown, signer } = readNotice(bytes, trusted?.trust ?? 'any');
  const fingerprint = fingerprintGroups(signer.keyId);
  if (given.flag('json')) {
    const about = { trusted: trusted !== null, signerKeyId: toHex(signer.keyId) };
    printJson({ ...shown, ...about, signerFingerprint: fingerprint.join(' ') });
    return;
  }
  printShown(shown, fingerprint, context);
  if (trusted === null) printNote(context.text.labels.noticeSignerNotJudged);
}

function printShown(shown: Notice, fingerprint: readonly string[], { text }: CommandContext): void {
  const { labels } = text;
  printTable([
    [labels.series, `${shown.series} · ${shown.sequence}`],
    [labels.issuer, shown.issuer],
    [labels.issuedAt, shown.issuedAt],
    [labels.expiresOn, shown.expiresOn ?? labels.neverExpires],
    [labels.fingerprint.replace(/\s*:?\s*\{groups\}/u, ''), fingerprint.join(' ')],
    ...shown.incidents.flatMap((incident) => incidentRows(incident, text)),
  ]);
}
