/**
 * What people see, word for word: each file of `transcripts/` is a session, run again and compared. Written anew with
 * `UPDATE_TRANSCRIPTS=1`, to be read before it is committed.
 *
 *   # remark
 *   $ vigie words        in a directory with the vectors' keys and smallest pack; LANG in front chooses the language
 *   < line               standard input
 *   > line               standard output
 *   ! line               standard error
 *   = 1                  exit code, where it is not 0
 */
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numbers, openWorkshop, type Workshop } from './support/run-vigie.ts';

const folder = join(import.meta.dirname, 'transcripts');
const update = process.env.UPDATE_TRANSCRIPTS !== undefined;

let shop: Workshop;
beforeAll(() => {
  shop = openWorkshop();
  shop.write('leak.csv', `NIR;E-mail;Mot de passe\n${numbers(3).join(';;x\n')};;x\n25508141680251;;x\n`);
  shop.write('headless.csv', `${numbers(3).join(';x;y\n')};x;y\n`);
  shop.write('empty.csv', '');
  shop.write('book.xlsx', Buffer.from('504b030414000600', 'hex'));
  shop.write('array.json', '[{"nir":1}]\n');
  shop.write('weak.txt', 'court\n');
  shop.write('wrong.txt', 'une autre phrase de livraison\n');
  // Others of the machine can read these.
  for (const [name, from] of [
    ['open.pem', 'signer.pem'],
    ['open.txt', 'delivery.txt'],
    ['open-seed', 'signer.pem'],
  ] as const) {
    shop.write(name, shop.read(from));
    chmodSync(shop.path(name), 0o644);
  }
  const good = JSON.parse(shop.read('claimed.json').toString());
  shop.write(
    'bad-incident.json',
    JSON.stringify({ ...good, dataClasses: { everyone: ['nir'], some: [], claimed: [] } }),
  );
  shop.write('not-json.json', '{');
  const pack = shop.read('pack.vigie');
  shop.write('cut.vigie', pack.subarray(0, 5000));
  const altered = Buffer.from(pack);
  altered[12_300] = (altered[12_300] ?? 0) ^ 1;
  shop.write('altered.vigie', altered);
  shop.write('text.vigie', 'pas un jeu');
});
afterAll(() => shop.remove());

interface Command {
  readonly line: string;
  readonly remarks: string[];
  readonly input: string[];
}

describe.each(readdirSync(folder).filter((name) => name.endsWith('.txt')))('%s', (name) => {
  const path = join(folder, name);
  const language = name.endsWith('.fr.txt') ? 'fr' : 'en';
  const stored = readFileSync(path, 'utf8');

  it('is what the command line says', async () => {
    const lines: string[] = [];
    for (const command of commandsOf(stored)) {
      lines.push(...command.remarks, `$ ${command.line}`, ...command.input.map((line) => `< ${line}`.trimEnd()));
      const [program, ...words] = command.line.split(' ');
      expect(program).toBe('vigie');
      const input = command.input.map((line) => `${line}\n`).join('');
      const ran = await shop.run(words, { input, env: { VIGIE_LANG: language } });
      for (const line of ran.stdout.split('\n').slice(0, -1)) lines.push(`> ${line}`.trimEnd());
      for (const line of ran.said.split('\n').slice(0, -1)) lines.push(`! ${line}`.trimEnd());
      if (ran.code !== 0) lines.push(`= ${ran.code}`);
      // No transcript may repeat what it was asked about, whatever is expected of it.
      for (const asked of command.input.filter((line) => line.length > 8)) {
        expect(ran.stdout + ran.stderr, asked).not.toContain(asked);
      }
    }
    const found = `${lines.join('\n')}\n`;
    if (update) writeFileSync(path, found);
    else expect(found).toBe(stored);
  });
});

function commandsOf(text: string): Command[] {
  const commands: Command[] = [];
  let remarks: string[] = [];
  for (const line of text.split('\n').slice(0, -1)) {
    if (line.startsWith('$ ')) {
      commands.push({ line: line.slice(2), remarks, input: [] });
      remarks = [];
    } else if (line.startsWith('<')) commands.at(-1)?.input.push(line.slice(2));
    else if (line.startsWith('#') || line === '') remarks.push(line);
  }
  return commands;
}
