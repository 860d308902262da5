/** A passphrase that a person chooses for a new file: asked for twice, or read from a file; never a short one. */
import { VigieError } from '../core/errors.ts';
import { askSecret, printNote, readPassphraseFile } from './terminal.ts';
import type { CliText } from './text/text.ts';

/** NIST SP 800-63B-4 §3.1.1: at least 12 where it stands alone is the house rule for every passphrase people choose. */
const leastPassphraseCharacters = 12;

/** @throws VigieError 'passphrase-weak' · 'usage' where there is nobody to ask · 'file-not-found' · 'file-too-open' */
export async function readNewPassphrase(path: string | null, { labels }: CliText): Promise<string> {
  const passphrase = path === null ? await askTwice(labels) : await readPassphraseFile(path);
  if ([...passphrase].length < leastPassphraseCharacters) {
    throw new VigieError('passphrase-weak', { reason: 'too-short' });
  }
  return passphrase;
}

async function askTwice(labels: CliText['labels']): Promise<string> {
  for (;;) {
    const first = await askSecret(labels.signerPassphraseNew);
    if ([...first].length < leastPassphraseCharacters) return first;
    if (first === (await askSecret(labels.signerPassphraseAgain))) return first;
    printNote(labels.passphrasesDiffer);
  }
}
