/** `vigie family new`: a stretch family for the packs of one publisher; `vigie keep destroy`: the end of what was kept. */
import { slotCost } from '../../core/crypto/argon2id.ts';
import { VigieError } from '../../core/errors.ts';
import { closeFamily } from '../../core/pack/family.ts';
import { stageFile } from '../../files/staged-file.ts';
import { unknownCommand } from '../arguments.ts';
import { readCost } from '../build/description.ts';
import { drawFamily } from '../build/family.ts';
import { sealFamily } from '../build/family-file.ts';
import { destroyKeep } from '../build/keep-file.ts';
import { systemRandomness } from '../build/randomness.ts';
import type { Command } from '../command.ts';
import { readNewPassphrase } from '../new-passphrase.ts';
import { printNote, printResult } from '../terminal.ts';
import { fill } from '../text/text.ts';

function requireVerb(given: readonly string[], verb: string): string | undefined {
  const [first, path, extra] = given;
  if (first !== verb) throw unknownCommand(first, [verb]);
  if (extra !== undefined) throw new VigieError('usage', { reason: 'unexpected-argument', option: '' });
  return path;
}

export const family: Command = {
  options: { out: 'text', stretch: 'text', 'passphrase-file': 'text' },
  positionals: 'some',
  async run(given, context) {
    if (requireVerb(given.positionals, 'new') !== undefined) {
      throw new VigieError('usage', { reason: 'unexpected-argument', option: '' });
    }
    const path = given.required('out');
    const cost = readCost(given.text('stretch') ?? 'default');
    const passphrase = await readNewPassphrase(given.text('passphrase-file'), context.text);
    const drawn = drawFamily(systemRandomness, cost);
    const staged = await stageFile(path);
    try {
      const held = { family: drawn, madeMs: Date.now() };
      await staged.write(0, await sealFamily(held, passphrase, context.slotCost ?? slotCost));
      await staged.commit({ overwrite: false });
    } finally {
      closeFamily(drawn);
      await staged.discard();
    }
    printResult(fill(context.text.labels.familyWritten, { path }));
    printNote(context.text.labels.familyAdvice);
    return 0;
  },
};

export const keep: Command = {
  options: {},
  positionals: 'some',
  async run(given, { text }) {
    const path = requireVerb(given.positionals, 'destroy');
    if (path === undefined) throw new VigieError('usage', { reason: 'missing-argument', option: 'FILE' });
    await destroyKeep(path);
    printResult(fill(text.labels.keepDestroyed, { path }));
    return 0;
  },
};
