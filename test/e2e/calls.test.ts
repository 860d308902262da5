/**
 * Twelve whole calls by keyboard alone, from the desk to the desk: what is said and in which order, where the focus is, which
 * steps come, what the caller leaves with, and how many keys it takes besides the identifier.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/lib/project.mjs';
import type { CaseView } from '../../src/contract/values.ts';
import { shippedGuide } from '../core/guide/shipped-guide.ts';
import { listedNumber, makeCallProfile, people, withKey } from './support/call-people.ts';
import { withLaunchedDesk } from './support/desk.ts';
import { focusOnBody, forgetHeard, heardBy, listen } from './support/listening.ts';
import { callFromPage, hasFocus, type TextKey, words } from './support/vigie.ts';

interface ScriptedCall {
  /** As `docs/accessibility.md` names it. */
  readonly name: string;
  readonly typed: string;
  /** Whom the call is for, as places in the lists of the dialog; absent: the caller, insured with this fund. */
  readonly for?: { readonly who?: number; readonly account?: number };
  readonly verdict: TextKey;
  readonly caution: TextKey;
  /** What the verdict comes to once the caller said that the number was not theirs yet; absent: nobody knows. */
  readonly becomes?: { readonly verdict: TextKey; readonly caution: TextKey };
  /** First questions that are answered yes, by id; no to the others. */
  readonly yes?: readonly string[];
  /** Steps that are gone through on the phone, by id, in their order. */
  readonly steps: readonly string[];
  readonly sheet: { readonly says: readonly string[]; readonly neverSays: readonly string[] };
  /** Presses of keys, those of the identifier not counted. */
  readonly presses: number;
  /** The number that a slip of the finger spoilt: it is proposed, and chosen once the caller has confirmed it. */
  readonly meant?: string;
  /** After this many steps the caller hangs up, and calls again. */
  readonly hangsUpAfter?: number;
}

const listed = { verdict: 'verdict.listed', caution: 'verdict.listed-sub' } as const;
const numberOnly = withKey(people.numberOnly);
const address = 'jeanne.martin@exemple.example';
const found = 'Nous vous avons trouvé dans un fichier vérifié de données divulguées.';
const routine = ['x-password', 'ficoba', 'dob-secret', 'x-phish', 'nir-watch'];

const calls: readonly ScriptedCall[] = [
  {
    name: 'carte bancaire dans le fichier',
    typed: withKey(people.withCard),
    ...listed,
    steps: ['card-stop', 'iban-bank', 'x-password', 'x-phish', 'nir-watch'],
    sheet: { says: [found, 'carte bancaire', 'Faire opposition à la carte', '0 892 705 705'], neverSays: [] },
    presses: 17,
  },
  {
    name: 'numéro de sécurité sociale seul',
    typed: numberOnly,
    ...listed,
    steps: routine,
    sheet: {
      says: [found, 'Demander la liste des comptes bancaires', 'Le fichier contient aussi, pour d’autres personnes'],
      neverSays: ['opposition', 'la carte'],
    },
    presses: 17,
  },
  {
    name: 'absent, et volé',
    typed: people.absent,
    verdict: 'verdict.absent',
    caution: 'verdict.absent-caution',
    yes: ['money-gone', 'card-debit-seen'],
    steps: ['iban-bank', 'card-stop', 'own-bank-details', 'card-claim', 'x-proof', 'money-complaint'],
    sheet: {
      says: ['Absence de résultat ne veut pas dire absence de risque.', 'Demander le remboursement à la banque'],
      neverSays: ['Vos données concernées', 'Rien ne prouve'],
    },
    presses: 22,
  },
  {
    name: 'fichier non vérifié',
    typed: people.claimedOnly,
    verdict: 'verdict.claimed',
    caution: 'verdict.claimed-sub',
    steps: ['mail-first', 'ameli-pw', 'ameli-check', 'pw-reuse', 'x-phish'],
    sheet: { says: ['Rien ne prouve que vos données ont été divulguées.'], neverSays: ['Vos données concernées'] },
    presses: 17,
  },
  {
    name: 'enfant mineur',
    typed: withKey(people.child),
    for: { who: 1 },
    ...listed,
    steps: routine,
    sheet: {
      says: ['Pour votre enfant mineur', 'Lisez les remboursements de votre enfant'],
      neverSays: ['opposition', 'vos comptes', 'votre date'],
    },
    presses: 28,
  },
  {
    name: 'personne décédée',
    typed: withKey(people.deceased),
    for: { who: 3 },
    ...listed,
    steps: ['dec-tell', 'own-death', 'dec-ficoba', 'x-phish', 'dec-watch'],
    sheet: {
      says: ['Prévenir du décès les banques', 'Les héritiers peuvent demander'],
      neverSays: ['mot de passe différent', 'Protéger vos données'],
    },
    presses: 29,
  },
  {
    name: 'professionnel de santé (amelipro)',
    typed: withKey(people.professional),
    for: { account: 1 },
    ...listed,
    steps: ['pro-check', 'x-password', 'ficoba', 'x-phish', 'nir-watch'],
    sheet: { says: ['Vérifier les connexions au compte amelipro'], neverSays: ['3646'] },
    presses: 28,
  },
  {
    name: 'clé fausse',
    typed: `${people.numberOnly.slice(0, 12)}2${numberOnly.slice(13)}`,
    meant: numberOnly,
    ...listed,
    steps: routine,
    sheet: { says: [found], neverSays: [] },
    presses: 21,
  },
  {
    name: 'adresse seule, fichiers de numéros',
    typed: address,
    verdict: 'verdict.not-indexed',
    caution: 'verdict.indexed-nowhere-sub',
    steps: ['x-password', 'x-phish', 'nir-watch'],
    sheet: { says: ['nous ne savons pas si vous êtes concerné'], neverSays: ['trouvé dans un fichier', address] },
    presses: 15,
  },
  {
    name: 'numéro de téléphone, de titulaire inconnu',
    typed: listedNumber,
    verdict: 'verdict.title.listed-number',
    caution: 'verdict.sub.listed-number',
    steps: ['iban-bank', 'x-password', 'x-phish', 'nir-watch', 'sim-signs'],
    sheet: {
      says: ['Ce numéro de téléphone figure dans un fichier vérifié', 'peut-être celles d’une autre personne'],
      neverSays: [found, 'Faire opposition à la carte'],
    },
    presses: 18,
  },
  {
    name: 'numéro de téléphone, alors à quelqu’un d’autre',
    typed: listedNumber,
    verdict: 'verdict.title.listed-number',
    caution: 'verdict.sub.listed-number',
    becomes: { verdict: 'verdict.title.listed-number-of-another', caution: 'verdict.sub.listed-number-of-another' },
    steps: ['x-password', 'x-phish', 'nir-watch', 'sim-signs', 'sms-33700'],
    sheet: {
      says: ['il n’était pas encore le vôtre', 'Les autres données trouvées avec lui sont celles d’une autre personne'],
      neverSays: [found, 'Faire opposition à la carte', 'peut-être'],
    },
    presses: 18,
  },
  {
    name: 'interrompu, puis repris',
    typed: withKey(people.withCard),
    ...listed,
    hangsUpAfter: 1,
    steps: ['card-stop', 'iban-bank', 'x-password', 'x-phish', 'nir-watch'],
    sheet: { says: [found, 'Faire opposition à la carte'], neverSays: [] },
    presses: 23,
  },
];

const desk = withLaunchedDesk({ makeProfile: makeCallProfile });
const plain = (text: string) => text.replace(/\s/g, ' ');
const heading = (key: TextKey) => desk.page.getByRole('heading', { name: words(key) });
const titleOfWork = () => desk.page.locator('h2[data-focus-home]').last();
const field = () => desk.page.getByLabel(words('identifier.label'));
let presses = 0;

async function press(key: string, times = 1): Promise<void> {
  for (let time = 0; time < times; time++) {
    presses++;
    await desk.page.keyboard.press(key);
  }
}

const hasFocusNow = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Waits until what the adviser works on is another question or step than `before`. */
async function movedOn(before: string | null): Promise<void> {
  await expect.poll(() => titleOfWork().textContent(), { interval: 20 }).not.toBe(before);
}

/** The page's timers run so many times faster: a sentence stands in its region for as long as it takes to be said. */
const haste = 25;

/** Waits until every sentence that waits was said to its end. */
async function hearOut(): Promise<void> {
  for (let silences = 0; silences < 4; ) {
    await desk.page.waitForTimeout(25);
    const said = await desk.page.evaluate(() =>
      ['said', 'said-at-once'].map((id) => document.getElementById(id)?.textContent).join(''),
    );
    silences = said === '' ? silences + 1 : 0;
  }
}

/** Presses Tab until what has the focus is told by these words: what an adviser who sees nothing does. */
async function tabUntil(text: string, key = 'Tab'): Promise<void> {
  const focused = () =>
    desk.page
      .locator('button:focus')
      .allTextContents()
      .then(([first = '']) => plain(first));
  for (let tries = 0; !(await focused()).includes(plain(text)); tries++) {
    if (tries > 40) throw new Error(`not reached: ${text}`);
    await press(key);
  }
}

async function sayForWhom({ who = 0, account = 0 }: NonNullable<ScriptedCall['for']>): Promise<void> {
  await tabUntil(words('person.change'), 'Shift+Tab');
  await press('Enter');
  await desk.page.getByRole('dialog').waitFor();
  await press('ArrowDown', who);
  await press('Tab');
  await press('ArrowDown', account);
  await tabUntil(words('person.confirm'));
  await press('Enter');
  await desk.page.getByRole('dialog').waitFor({ state: 'detached' });
  while (!(await hasFocusNow(field()))) await press('Tab');
}

async function identify({ typed, for: whom }: ScriptedCall): Promise<void> {
  await press('F2');
  await hasFocus(field());
  if (whom !== undefined) await sayForWhom(whom);
  await desk.page.keyboard.type(typed);
  await press('F3');
  await press('Enter');
}

async function chooseSuggestion(meant: string): Promise<void> {
  await desk.page.getByText(words('identifier.key-stops')).first().waitFor();
  const proposed = desk.page.getByRole('button').filter({ hasText: new RegExp([...meant].join('\\s?')) });
  await proposed.waitFor();
  while (!(await hasFocusNow(proposed))) await press('Tab');
  await press('Enter');
  await expect.poll(async () => (await field().inputValue()).replace(/\s/g, '')).toBe(meant);
  while (!(await hasFocusNow(field()))) await press('Shift+Tab');
  await press('Enter');
}

/** @returns the questions as they were asked */
async function answerQuestions({ yes = [], becomes }: ScriptedCall): Promise<readonly string[]> {
  const all: string[] = [];
  const card = desk.page.getByRole('region', { name: words('triage.title') });
  while ((await card.count()) > 0) {
    const text = await titleOfWork().textContent();
    all.push(text ?? '');
    const asked = shippedGuide.questions.find((question) => question.text.fr === text);
    // Since when a number is theirs is in no list of the guide's.
    const held = becomes === undefined ? '?' : 'n';
    await press(asked === undefined ? held : yes.includes(asked.id) ? 'o' : 'n');
    await movedOn(text);
    if (asked === undefined && becomes !== undefined) await hearOut();
  }
  return all;
}

async function goThroughSteps(most = 40): Promise<void> {
  for (let steps = 0; steps < most && !(await heading('wrap.title').isVisible()); steps++) {
    const title = await titleOfWork().textContent();
    await press('1');
    await movedOn(title);
  }
}

async function hangUpAndCallAgain(): Promise<void> {
  const title = await titleOfWork().textContent();
  await press('F2');
  await desk.page.getByRole('dialog').waitFor();
  await tabUntil(words('leave.interrupted'));
  await press('Enter');
  await heading('home.title').waitFor();
  await hearOut();
  await tabUntil('VG-');
  await press('Enter');
  await expect.poll(() => titleOfWork().textContent()).toBe(title);
  await hearOut();
}

/** @returns the text of the sheet that is previewed */
async function readSheet(): Promise<string> {
  await press('Control+p');
  await desk.page.locator('iframe').waitFor();
  const sheet = await desk.page
    .locator('iframe')
    .evaluate((frame: HTMLIFrameElement) => frame.contentDocument?.querySelector('main')?.textContent ?? '');
  await press('Escape');
  await desk.page.getByRole('dialog').waitFor({ state: 'detached' });
  return plain(sheet);
}

async function readCase(): Promise<CaseView> {
  const reference = await desk.page
    .getByText(/^VG-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    .first()
    .textContent();
  const read = await callFromPage(desk.page, 'readCase', { reference: reference ?? '' });
  if (!read.ok) throw new Error(read.problem.code);
  return read.value;
}

async function endCall(): Promise<void> {
  await press('F2');
  await desk.page.getByRole('dialog').waitFor();
  await press('Enter');
  await heading('home.title').waitFor();
}

beforeAll(async () => {
  await desk.page.evaluate((times) => {
    const { setTimeout: slow } = window;
    window.setTimeout = ((work: () => void, ms = 0) => slow(work, ms / times)) as typeof window.setTimeout;
  }, haste);
  await listen(desk.page);
});

describe('a call by keyboard alone', () => {
  it('takes the keys that the documents say', () => {
    const page = readFileSync(join(projectRoot, 'docs', 'accessibility.md'), 'utf8');
    const rows = [...page.matchAll(/^\| (.+) \| (\d+) \|$/gm)].map(([, name, keys]) => [name, Number(keys)]);
    expect(rows).toEqual(calls.map(({ name, presses }) => [name, presses]));
  });

  it.each(calls)('$name', async (call) => {
    presses = 0;
    await forgetHeard(desk.page);
    await identify(call);
    if (call.meant !== undefined) await chooseSuggestion(call.meant);
    await heading(call.verdict).waitFor();
    await hearOut();
    const asked = await answerQuestions(call);
    await goThroughSteps(call.hangsUpAfter);
    if (call.hangsUpAfter !== undefined) await hangUpAndCallAgain();
    await goThroughSteps();
    const { plan, reference } = await readCase();
    const sheet = await readSheet();
    await endCall();
    await hearOut();

    const gone = plan.steps.filter(({ outcome }) => outcome?.kind === 'done');
    expect(gone.map(({ id }) => id)).toEqual(call.steps);

    const heard = await heardBy(desk.page);
    const verdict = `${words(call.verdict)}. ${words(call.caution)}`;
    const since = heard.slice(heard.findIndex(({ text }) => text === verdict));
    const stepNow = (title: string) => plain(words('guide.step-now').replace('{title}', title));
    // Steps are gone through faster than they are said: of those that wait the last is said, before the focus' own words.
    const steps = [...gone.map(({ title }) => stepNow(title.fr)), words('wrap.title')];
    const regions = since.filter(({ region }) => region !== 'focus');
    expect(regions.map(({ text }) => text)).toContain(steps[0]);
    // What was said while the number was typed is over, but for the answer to F3, which waits until the verdict is said.
    const said = regions.filter(({ text }) => text !== words('auth.yes') && !steps.includes(text));
    expect(said).toEqual([
      { region: 'said-at-once', text: verdict },
      { region: 'said', text: plain(words('triage.now').replace('{question}', asked[0] ?? '')) },
      ...(call.becomes === undefined
        ? []
        : [
            { region: 'said-at-once', text: `${words(call.becomes.verdict)}. ${words(call.becomes.caution)}` },
            { region: 'said', text: plain(words('triage.now').replace('{question}', asked[1] ?? '')) },
          ]),
      ...(call.hangsUpAfter === undefined
        ? []
        : [
            { region: 'said', text: words('wrap.ended') },
            { region: 'said-at-once', text: verdict },
          ]),
      { region: 'said', text: words('wrap.ended') },
    ]);
    // The answer that changes the verdict brings the focus back to it: the question after it is said, as the first one is.
    const questions = asked.slice(call.becomes === undefined ? 1 : 2);
    const work = [words(call.verdict), ...questions, ...gone.map(({ title }) => title.fr), words('wrap.title')];
    const focused = since.filter(({ region, text }) => region === 'focus' && work.map(plain).includes(text));
    expect([...new Set(focused.map(({ text }) => text))]).toEqual(work.map(plain));

    for (const text of [reference, ...call.sheet.says]) expect(sheet).toContain(plain(text));
    for (const text of [(call.meant ?? call.typed).slice(0, 13), ...call.sheet.neverSays]) {
      expect(sheet.replace(/\s/g, '')).not.toContain(text.replace(/\s/g, ''));
    }
    expect({ call: call.name, presses }).toEqual({ call: call.name, presses: call.presses });
    expect(await focusOnBody(desk.page)).toEqual([]);
    expect(desk.faults).toEqual([]);
  });
});
