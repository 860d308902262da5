/** Phone and RPPS numbers through the application: the field, the question, the check, the verdict, the sheet. */
import { afterEach, expect, it } from 'vitest';
import { Harness, listedEmail, listedPhone, listedRpps } from '../harness.ts';

const open: Harness[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.dispose();
});

it('asks which number eleven digits are, and checks what was said', async () => {
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
    meaning: 'listed-number',
  });
  expect((await ask(listedPhone, 'rpps')).verdict.kind).toBe('not-listed');
  expect((await ask(listedRpps)).verdict).toMatchObject({
    kind: 'listed',
    identifierKind: 'rpps',
    meaning: 'listed',
  });
  expect((await ask(listedEmail)).verdict).toMatchObject({ meaning: 'listed' });
});

it('tells what a number lists of its holder as the person’s own only once they said that the number was theirs then', async () => {
  const desk = new Harness();
  open.push(desk);
  await desk.createDesk();
  const reference = await desk.openCase();
  const ask = (text: string) =>
    desk.call('checkIdentifier', { reference, text, as: 'phone', callerAuthenticated: true });
  const { case: found } = await ask(listedPhone);
  const [question] = found.plan.questions;
  expect(question).toMatchObject({ asked: false, triage: true, isPrivate: false });
  expect(question?.text.fr).toMatch(/^Aviez-vous déjà, le \d/);
  const questionId = question?.id ?? '';

  const classesOn = async () => {
    const { html } = await desk.call('previewSheet', { reference, edition: 'standard' });
    expect(html).not.toMatch(/639981234|39 98 12 34/);
    return (label: string) => html.includes(label);
  };
  const own = (verdict: (typeof found.verdicts)[number] | undefined) =>
    verdict?.kind === 'listed' ? verdict.exposures.map(({ own, tied, others }) => ({ own, tied, others })) : [];
  expect(own(found.verdicts[0])).toEqual([
    expect.objectContaining({
      own: [],
      tied: ['civil-status'],
      others: expect.not.arrayContaining(['civil-status']),
    }),
  ]);
  let says = await classesOn();
  expect(says('Ce numéro de téléphone figure')).toBe(true);
  expect(says('Nous vous avons trouvé')).toBe(false);
  expect(says('peut-être celles d’une autre personne')).toBe(true);

  const yes = await desk.call('answerQuestion', { reference, questionId, answer: true });
  expect(own(yes.verdicts[0])).toEqual([expect.objectContaining({ own: ['civil-status'], tied: [] })]);
  expect(yes.verdicts[0]).toMatchObject({ meaning: 'listed' });
  says = await classesOn();
  expect(says('Nous vous avons trouvé')).toBe(true);
  expect(says('peut-être celles d’une autre personne')).toBe(false);

  const no = await desk.call('answerQuestion', { reference, questionId, answer: false });
  expect(own(no.verdicts[0])).toEqual([
    expect.objectContaining({ own: [], tied: [], others: expect.arrayContaining(['civil-status']) }),
  ]);
  says = await classesOn();
  expect(says('n’était pas encore le vôtre')).toBe(true);
  expect(says('Nous vous avons trouvé')).toBe(false);

  // The list of cases and the figures tell the same, by the same answer.
  const told = async () => {
    const { rows } = await desk.call('listCases', {
      text: reference,
      status: null,
      dueOnly: false,
      offset: 0,
      limit: 1,
    });
    const figures = await desk.call('readStatistics', { from: '2026-11-20', to: '2026-11-22', by: 'day' });
    return [rows[0]?.meaning, figures.total.listed, figures.total.listedNumber, figures.incidents.length];
  };
  expect(no.verdicts[0]).toMatchObject({ meaning: 'listed-number-of-another' });
  expect(await told()).toEqual(['listed-number-of-another', 0, 1, 0]);
  await desk.call('answerQuestion', { reference, questionId, answer: null });
  expect(await told()).toEqual(['listed-number', 0, 1, 0]);
  await desk.call('answerQuestion', { reference, questionId, answer: true });
  expect(await told()).toEqual(['listed', 1, 0, 1]);

  // A second number is asked about for itself: the answer about the first says nothing of it.
  const { case: second } = await ask(listedPhone);
  const asked = second.plan.questions.filter(({ id }) => id.startsWith('number-held'));
  expect(asked.map((one) => one.asked)).toEqual([true, false]);
  expect(new Set(asked.map(({ text }) => text.fr)).size).toBe(2);
  expect(await desk.codeOf('answerQuestion', { reference, questionId: 'number-held-0', answer: true })).toBe(
    'step-unknown',
  );
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
