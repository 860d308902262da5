/** Phone and RPPS numbers through the application: the field, the question, the check, the verdict, the sheet. */
import { afterEach, expect, it } from 'vitest';
import { Harness, listedEmail, listedPhone, listedRpps } from '../harness.ts';

const open: Harness[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.dispose();
});

it('asks which number eleven digits are, checks what was said, and says aloud and on paper that a number may change hands', async () => {
  const desk = new Harness();
  open.push(desk);
  await desk.createDesk();
  const reference = await desk.openCase();

  expect(await desk.call('describeIdentifier', { text: listedPhone })).toMatchObject({
    complete: false,
    choices: ['phone', 'rpps'],
  });
  await expect(desk.check(reference, listedPhone)).rejects.toMatchObject({ code: 'identifier-ambiguous' });
  expect(await desk.call('describeIdentifier', { text: listedPhone, as: 'phone' })).toMatchObject({
    complete: true,
    choices: [],
    form: 'phone-overseas',
    groups: ['06', '39', '98', '12', '34'],
    spoken: ['zéro six', 'trente-neuf', 'quatre-vingt-dix-huit', 'douze', 'trente-quatre'],
  });
  const ask = (text: string, as?: 'phone' | 'rpps') =>
    desk.call('checkIdentifier', { reference, text, ...(as === undefined ? {} : { as }), callerAuthenticated: true });
  expect((await ask(listedPhone, 'phone')).verdict).toMatchObject({
    kind: 'listed',
    identifierKind: 'phone',
    masked: '06 •• •• •• 34',
    holderMayChange: true,
  });
  expect((await ask(listedPhone, 'rpps')).verdict.kind).toBe('not-listed');
  expect((await ask(listedRpps)).verdict).toMatchObject({
    kind: 'listed',
    identifierKind: 'rpps',
    holderMayChange: false,
  });
  expect((await ask(listedEmail)).verdict).toMatchObject({ holderMayChange: false });

  for (const [edition, words] of [
    ['standard', 'peut changer de titulaire'],
    ['easy-to-read', 'Un numéro peut changer de personne'],
    ['english', 'can pass to another person'],
  ] as const) {
    const { html } = await desk.call('previewSheet', { reference, edition });
    // In the summary, and under what is known.
    expect(html.split(words)).toHaveLength(3);
    expect(html).not.toMatch(/639981234|39 98 12 34|10003456786/);
  }
});

it('takes any number of digits in the field, up to the longest that is typed', async () => {
  const desk = new Harness();
  open.push(desk);
  await desk.createVault();
  for (const digits of [324, 325, 326, 399, 400]) {
    for (const first of ['1', '0', '9']) {
      for (const as of [undefined, 'nir', 'phone', 'rpps', 'email'] as const) {
        const text = first.padEnd(digits, '7');
        const asked = as === undefined ? { text } : { text, as };
        expect(await desk.codeOf('describeIdentifier', asked), `${digits} ${as}`).toBe('ok');
      }
    }
  }
});
