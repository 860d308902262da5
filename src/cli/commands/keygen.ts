/** `vigie keygen`: an Ed25519 signer as ordinary PEM files. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprintGroups, generateSigner } from '../../core/crypto/signing.ts';
import { VigieError } from '../../core/errors.ts';
import { asFileError } from '../../files/file-errors.ts';
import type { Command } from '../command.ts';
import { readNewPassphrase } from '../new-passphrase.ts';
import { printNote, printResult } from '../terminal.ts';
import { fill } from '../text/text.ts';
import { writeNewFile } from '../write-new-file.ts';

export const keygen: Command = {
  options: { out: 'text', name: 'text', 'passphrase-file': 'text' },
  positionals: 'none',
  async run(given, { text }) {
    const directory = given.required('out');
    const name = given.text('name') ?? 'signer';
    if (!/^[\w.-]+$/.test(name)) throw new VigieError('usage', { reason: 'bad-value', option: '--name' });
    const privatePath = join(directory, `${name}.pem`);
    const publicPath = join(directory, `${name}.pub.pem`);
    if (existsSync(privatePath) || existsSync(publicPath)) throw new VigieError('file-exists');
    const passphrase = await readNewPassphrase(given.text('passphrase-file'), text);
    const { privatePem, publicPem, signer } = generateSigner(passphrase);
    try {
      await mkdir(directory, { recursive: true });
    } catch (cause) {
      throw asFileError(cause, 'write');
    }
    await writeNewFile(privatePath, privatePem, 0o600);
    await writeNewFile(publicPath, publicPem, 0o644);
    printNote(fill(text.labels.keyWritten, { private: privatePath, public: publicPath }));
    printResult(fill(text.labels.fingerprint, { groups: fingerprintGroups(signer.keyId).join(' ') }));
    printNote(text.labels.fingerprintAdvice);
    return 0;
  },
};
