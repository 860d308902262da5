/** The shipped plan over every set of classes and every way through the first questions: what no plan may get wrong. */
import { describe, expect, it } from 'vitest';
import { mostPhoneActions } from '../../../src/core/guide/phone-steps.ts';
import { buildPlan, type Plan, type PlanInput } from '../../../src/core/guide/plan.ts';
import type { Clause, Guide } from '../../../src/core/guide/schema.ts';
import {
  accountKinds,
  callerOfThisFund,
  type DataClass,
  dataClasses,
  personKinds,
} from '../../../src/core/vocabulary.ts';
import { emptySituation, outcome, shippedGuide } from './shipped-guide.ts';

/** Every path through the triage: a question under a « yes » is only asked then. */
function triagePaths(guide: Guide): PlanInput['answers'][] {
  const paths: PlanInput['answers'][] = [];
  const roots = ['money-gone', 'given-away', 'account-lost', 'identity-used', 'threatened'];
  const under: Record<string, readonly string[]> = {
    'money-gone': ['card-debit-seen', 'debit-seen', 'transfer-seen'],
    'given-away': ['gave-card', 'gave-password', 'gave-code'],
    'account-lost': ['bank-lost', 'ameli-lost', 'mailbox-lost'],
  };
  // Asked once, whichever of these was answered yes.
  const networkAfter = ['money-gone', 'account-lost', 'identity-used'];
  const known = new Set(guide.questions.filter(({ triage }) => triage).map(({ id }) => id));
  expect(new Set([...roots, ...Object.values(under).flat(), 'network-lost', 'fund-lost'])).toEqual(known);
  const walk = (at: number, answers: PlanInput['answers']) => {
    const root = roots[at];
    if (root === undefined) {
      const isAsked = networkAfter.some((id) => answers[id] === true);
      // Its yes and its no in turn: with both of each the table would take twice its time.
      return paths.push(isAsked ? { ...answers, 'network-lost': paths.length % 2 === 0 } : answers);
    }
    for (const value of [null, false] as const) walk(at + 1, { ...answers, [root]: value });
    const followUps = under[root] ?? [];
    for (let mask = 0; mask < 2 ** followUps.length; mask++) {
      const chosen = Object.fromEntries(followUps.map((id, bit) => [id, ((mask >> bit) & 1) === 1]));
      walk(at + 1, { ...answers, [root]: true, ...chosen });
    }
    return 0;
  };
  walk(0, {});
  return paths;
}

const paths = triagePaths(shippedGuide);
const classSets: DataClass[][] = Array.from({ length: 2 ** dataClasses.length }, (_, mask) =>
  dataClasses.filter((_name, bit) => (mask >> bit) & 1),
);
const steps = new Map(shippedGuide.steps.map((step) => [step.id, step]));

/** Whether a clause holds, by the definition of its fields in the schema and by none of the code under test. */
function holds(clause: Clause, { confirmed, claimed, incidentStatuses, answers, about }: PlanInput): boolean {
  const any = <T>(wanted: readonly T[] | undefined, had: readonly T[]) =>
    wanted === undefined || wanted.some((one) => had.includes(one));
  const answered = (id: string) => (answers[id] === true ? 'yes' : answers[id] === false ? 'no' : 'unknown');
  return (
    any(clause.classes, confirmed) &&
    (clause.allClasses ?? []).every((name) => confirmed.includes(name)) &&
    any(clause.claimedClasses, [...confirmed, ...claimed]) &&
    any(clause.statuses, incidentStatuses) &&
    any(clause.who, [about?.who ?? 'caller']) &&
    any(clause.accounts, [about?.account ?? 'general']) &&
    Object.entries(clause.answers ?? {}).every(([id, wanted]) => wanted.includes(answered(id)))
  );
}

/** Without what is not asked about such a person. */
function answersAsked({ about, answers }: PlanInput): PlanInput['answers'] {
  const { who, account } = about ?? callerOfThisFund;
  const asked = new Set(
    shippedGuide.questions
      .filter(({ notFor, notForAccounts }) => !notFor.includes(who) && !notForAccounts.includes(account))
      .map(({ id }) => id),
  );
  return Object.fromEntries(Object.entries(answers).filter(([id]) => asked.has(id)));
}

/** What must be done, by its aim and at which urgency at the latest: of what is for such a person, each mandatory clause that holds. */
function mustBeDone(input: PlanInput): { aim: string; urgency: number }[] {
  const { who, account } = input.about ?? callerOfThisFund;
  const answers = answersAsked(input);
  return shippedGuide.steps.flatMap((step) => {
    if (step.retired || step.notFor.includes(who) || step.notForAccounts.includes(account)) return [];
    if (step.notWhen !== undefined && holds({ mandatory: true, answers: step.notWhen }, { ...input, answers }))
      return [];
    const must = step.appliesWhen.filter((clause) => clause.mandatory && holds(clause, { ...input, answers }));
    const urgency = Math.min(...must.map((clause) => clause.urgency ?? step.urgency));
    return must.length === 0 ? [] : [{ aim: step.aim ?? step.id, urgency }];
  });
}

/** By question, the clauses that make an aim mandatory for its yes. */
const clausesOf = Map.groupBy(
  shippedGuide.steps.flatMap(({ id, aim = id, appliesWhen }) =>
    appliesWhen.flatMap((clause) =>
      Object.entries(clause.mandatory ? (clause.answers ?? {}) : {}).flatMap(([question, values]) =>
        values.includes('yes') ? [{ question, aim, clause }] : [],
      ),
    ),
  ),
  ({ question }) => question,
);

/** What nothing else answers for: the complaint where an identity is used is not made up for by a call to the operator. */
const heardOf: Readonly<Record<string, string>> = {
  'money-gone': 'iban-bank',
  'identity-used': 'id-complaint',
  threatened: 'h-blackmail',
};

/** Aims that a yes to this first question makes mandatory, whatever else does. */
function answerTo(root: string, given: PlanInput): ReadonlySet<string> {
  const input = { ...given, answers: answersAsked(given) };
  return new Set((clausesOf.get(root) ?? []).flatMap(({ aim, clause }) => (holds(clause, input) ? [aim] : [])));
}

/** @returns what is wrong with the plan, in words; a list costs less than an `expect` for each of many thousand plans */
function faultsOf(input: PlanInput, plan: Plan): string[] {
  const faults: string[] = [];
  const aims = new Map<string, number>();
  const { who, account } = input.about ?? callerOfThisFund;
  for (const { aim, urgency } of mustBeDone(input)) {
    const step = plan.steps.find((one) => one.aim === aim);
    if (step === undefined) faults.push(`${aim} must be done and is missing`);
    else if (!step.mandatory) faults.push(`${aim} must be done and is only advised`);
    else if (step.urgency > urgency) faults.push(`${aim} is less urgent than what calls for it`);
  }
  plan.steps.forEach((step, at) => {
    const before = plan.steps[at - 1];
    if (before !== undefined && before.urgency > step.urgency)
      faults.push(`${step.id} is more urgent than ${before.id}`);
    aims.set(step.aim, (aims.get(step.aim) ?? 0) + 1);
    for (const need of steps.get(step.id)?.needs ?? []) {
      const aim = steps.get(need)?.aim ?? need;
      const place = plan.steps.findIndex((one) => one.aim === aim);
      if (place === -1 || place > at) faults.push(`${step.id} lacks ${need}`);
    }
    const known = steps.get(step.id);
    for (const earlier of known?.after ?? []) {
      if (plan.steps.findIndex((one) => one.id === earlier) > at) faults.push(`${step.id} comes before ${earlier}`);
    }
    if (known?.notFor.includes(who) || known?.notForAccounts.includes(account)) {
      faults.push(`${step.id} is not for a ${who} with a ${account} account`);
    }
    if (!/^(?:Ne pas |Se |S’|Être )?\p{L}+(?:er|ir|re)(?!\p{L})|^Être /u.test(step.title.fr)) {
      faults.push(`${step.id} is no act: ${step.title.fr}`);
    }
    const isFounded =
      input.confirmed.includes('card') ||
      input.answers['gave-card'] === true ||
      input.answers['card-debit-seen'] === true;
    if (steps.get(step.id)?.irreversible && !isFounded) faults.push(`${step.id} rests on no fact`);
    if (step.mandatory && step.by === 'caller' && !step.onPhone && step.sheet === null) {
      faults.push(`${step.id} must be done and is neither said nor printed`);
    }
  });
  for (const [aim, count] of aims) if (count > 1) faults.push(`${count} steps for ${aim}`);
  const said = plan.steps.filter((step) => step.by === 'caller' && step.onPhone);
  if (said.length > mostPhoneActions) faults.push(`${said.length} actions on the phone`);
  const held = plan.steps.some((step) => step.by === 'caller' && step.mandatory && !step.onPhone);
  if (held && said.some((step) => !step.mandatory)) faults.push('an advised step takes the place of a mandatory one');
  // What was answered yes is answered on the phone: something that it calls for is said, and not only printed.
  for (const root of ['money-gone', 'given-away', 'account-lost', 'identity-used', 'threatened']) {
    const isAsked = !shippedGuide.questions.find(({ id }) => id === root)?.notFor.includes(who);
    if (!isAsked || input.answers[root] !== true) continue;
    const isAnswer = ({ aim, mandatory, urgency }: Plan['steps'][number]) =>
      mandatory && urgency <= 1 && answerTo(root, input).has(aim);
    if (!said.some(isAnswer)) faults.push(`nothing is said of ${root}`);
    const wanted = heardOf[root];
    if (wanted !== undefined && !said.some(({ aim }) => aim === wanted)) faults.push(`${root}: ${wanted} is not said`);
  }
  if (input.answers.threatened === true && said[0]?.id !== 'h-blackmail') faults.push('the threat is not heard first');
  const minutes = said.reduce((sum, step) => sum + step.minutes, 0);
  if (Math.abs(minutes - plan.minutesLeft) > 0.001)
    faults.push(`${plan.minutesLeft} min are shown, ${minutes} are said`);
  return faults;
}

/** Steps that some answers call for whatever the set says, by their aims. */
const calledFor: readonly [Record<string, boolean>, readonly string[]][] = [
  [{ 'money-gone': true }, ['iban-bank', 'x-proof', 'money-complaint']],
  [{ 'money-gone': true, 'given-away': false }, ['iban-bank', 'x-proof', 'money-complaint']],
  [{ 'money-gone': true, 'given-away': true }, ['iban-bank', 'x-proof', 'money-complaint']],
  [{ 'money-gone': true, 'card-debit-seen': true }, ['card-stop', 'card-claim']],
  [{ 'money-gone': true, 'debit-seen': true }, ['iban-dispute']],
  [{ 'money-gone': true, 'transfer-seen': true }, ['iban-bank', 'transfer-claim']],
  [{ 'money-gone': true, 'network-lost': true }, ['sim', 'iban-bank', 'sim-passwords']],
  [{ 'identity-used': true, 'network-lost': true }, ['sim', 'iban-bank', 'sim-passwords', 'id-complaint']],
  [{ 'identity-used': true, 'data-published': true }, ['x-pharos', 'id-complaint']],
  [{ 'given-away': true, 'gave-card': true }, ['card-stop']],
  [{ 'given-away': true, 'gave-password': true }, ['passwords']],
  [{ 'given-away': true, 'gave-code': true }, ['gave-code']],
  [{ 'account-lost': true, 'ameli-lost': true }, ['ameli-access', 'own-suspend', 'own-bank-details']],
  [{ 'account-lost': true, 'mailbox-lost': true }, ['mailbox', 'own-post']],
  [{ 'account-lost': true, 'network-lost': true }, ['sim', 'iban-bank', 'sim-passwords']],
  [{ 'account-lost': true, 'bank-lost': true }, ['iban-bank']],
  [{ 'account-lost': true, 'bank-lost': false, 'ameli-lost': false }, ['account-other']],
  [{ 'money-gone': true, 'scam-online': true, 'card-debit-seen': true }, ['money-complaint']],
  [{ 'identity-used': true }, ['id-complaint', 'credit-registers', 'own-fraud', 'x-proof']],
  [{ threatened: true }, ['h-blackmail', 'x-proof']],
];

/** All that is said, printed or named by a plan, as single texts; without the senders' addresses. */
function saidIn({ steps: planned, questions }: Plan): string[] {
  const texts = [
    ...planned.flatMap(({ title, say, callerDoes, sheet, contacts }) => [
      ...[title, say, callerDoes].flatMap(({ fr, en }) => [fr, en]),
      ...(sheet === null ? [] : Object.values(sheet).flat()),
      ...contacts.flatMap(({ name, use, address, easy }) => [name.fr, name.en, use.fr, use.en, address ?? '', ...easy]),
    ]),
    ...questions.flatMap(({ text }) => [text.fr, text.en]),
  ];
  return texts.map((text) => text.replaceAll(/@(?:\w+\.)?ameli\.fr/g, ''));
}

/** « ameli » is this fund's account; « amelipro », a professional's. */
function namesAmeli(text: string): boolean {
  return /(?<![\p{L}@])ameli(?!pro)/iu.test(text);
}

describe('the shipped plan', () => {
  it('keeps its order, its needs, its bounds and its proofs for every class set and every triage', () => {
    expect(paths.length).toBeGreaterThan(2000);
    const faults = new Map<string, number>();
    const note = (input: PlanInput) => {
      for (const fault of faultsOf(input, buildPlan(shippedGuide, input))) {
        faults.set(fault, (faults.get(fault) ?? 0) + 1);
      }
    };
    // Every class set with a triage, every triage with a class set; each with facts and with claims alone.
    for (let at = 0; at < Math.max(paths.length, classSets.length); at++) {
      const answers = paths[at % paths.length] ?? {};
      const confirmed = classSets[(at + 37 * Math.floor(at / classSets.length)) % classSets.length] ?? [];
      note({ ...emptySituation, confirmed, incidentStatuses: ['confirmed'], answers });
      const claimed = classSets[(at * 7) % classSets.length] ?? [];
      note({ ...emptySituation, claimed, incidentStatuses: ['claimed'], answers });
    }
    expect([...faults]).toEqual([]);
  });

  it('does so for every person and account as well', () => {
    const faults = new Set<string>();
    const pairs = personKinds.length * accountKinds.length;
    let shift = 0;
    for (const who of personKinds) {
      for (const account of accountKinds) {
        shift += 1;
        // Every triage of some person and account, in turn; every class set with each, as a fact or as a claim.
        for (let at = shift - 1; at < paths.length; at += pairs) {
          const classes = classSets[(at * 13 + shift) % classSets.length] ?? [];
          const isFact = (at + shift) % 4 !== 0;
          const input: PlanInput = {
            ...emptySituation,
            about: { who, account },
            ...(isFact ? { confirmed: classes } : { claimed: classes }),
            incidentStatuses: [isFact ? 'confirmed' : 'claimed'],
            // Whose account is not ameli alone is asked about the other as well.
            answers: { ...paths[at % paths.length], 'fund-lost': account !== 'general' && at % 2 === 0 },
          };
          for (const fault of faultsOf(input, buildPlan(shippedGuide, input))) {
            faults.add(`${who}, ${account}: ${fault}`);
          }
        }
      }
    }
    expect([...faults]).toEqual([]);
  });

  it('answers a fact with its steps, listed or not, whatever else is known', () => {
    for (const [answers, wanted] of calledFor) {
      for (const confirmed of [[], ['nir', 'civil-status'], [...dataClasses]] as DataClass[][]) {
        const plan = buildPlan(shippedGuide, { ...emptySituation, confirmed, answers });
        const must = new Set(plan.steps.filter((step) => step.mandatory).map((step) => step.aim));
        for (const aim of wanted) expect(must, `${JSON.stringify(answers)} → ${aim}`).toContain(aim);
      }
    }
  });

  it.each([
    // Lost network: operator, then bank, then passwords.
    [
      { 'account-lost': true, 'network-lost': true, 'mailbox-lost': true },
      ['sim-watch', 'iban-bank', 'mail-lost', 'sim-passwords'],
    ],
    [
      { 'account-lost': true, 'network-lost': true, 'given-away': true, 'gave-password': true, 'gave-code': true },
      ['sim-watch', 'gave-code', 'iban-bank', 'sim-passwords', 'gave-pw'],
    ],
    // Money gone: bank, block, refund, evidence, complaint.
    [
      { 'money-gone': true, 'card-debit-seen': true },
      ['iban-bank', 'card-stop', 'card-claim', 'x-proof', 'money-complaint'],
    ],
    [{ 'money-gone': true, 'debit-seen': true }, ['iban-bank', 'iban-dispute', 'x-proof', 'money-complaint']],
    // Threat to the person, money, card, mailbox, ameli.
    [
      {
        'money-gone': true,
        'card-debit-seen': true,
        threatened: true,
        'account-lost': true,
        'mailbox-lost': true,
        'ameli-lost': true,
      },
      ['h-blackmail', 'iban-bank', 'card-stop', 'mail-lost', 'ameli-lost'],
    ],
  ] as const)('is in the order of doing after %j', (answers, wanted) => {
    const { steps: planned } = buildPlan(shippedGuide, { ...emptySituation, confirmed: ['phone', 'email'], answers });
    const ids = planned.map(({ id }) => id);
    expect(ids.filter((id) => (wanted as readonly string[]).includes(id))).toEqual(wanted);
  });

  it('sends whoever money left to the bank while a transfer can be recalled, whatever else was answered', () => {
    const isRecall = ({ say, sheet }: Plan['steps'][number]) =>
      [say.fr, sheet?.fr].every((text) => text?.includes('rappel des fonds'));
    const faults = paths
      .filter((answers) => answers['money-gone'] === true)
      .filter((answers) => {
        const { steps: planned } = buildPlan(shippedGuide, { ...emptySituation, answers });
        return !planned.some((step) => isRecall(step) && step.onPhone && step.mandatory && step.urgency === 0);
      });
    expect(faults).toEqual([]);
  });

  it('puts what leaked without harm after mailbox and ameli, and an identity document after the bank', () => {
    const ids = buildPlan(shippedGuide, {
      ...emptySituation,
      confirmed: [...dataClasses],
      incidentStatuses: ['confirmed'],
      answers: { 'document-lost': true, 'mailbox-password-known': true },
    }).steps.flatMap(({ id, urgency }) => (urgency === 1 || urgency === 2 ? [id] : []));
    const place = (id: string) => ids.indexOf(id);
    expect(place('mail-pw')).toBeLessThan(place('iban-bank'));
    expect(place('iban-bank')).toBeLessThan(place('id-lost'));
    expect(place('iban-list')).toBeLessThan(place('ficoba'));
  });

  it('keeps a new password from whoever reads the mailbox, knows the old one, or holds the device or the account', () => {
    const asked = ['device-doubtful', 'mailbox-doubtful', 'password-reused', 'mailbox-password-known', 'given-away'];
    const ids = [...asked, 'gave-password', 'account-lost', 'ameli-lost', 'mailbox-lost'];
    const typing =
      'mail-lost mail-first mail-pw sim-passwords gave-pw ameli-pw ameli-check pw-reuse x-password fc-check'.split(' ');
    const ofAccount = ['own-bank-details', 'ameli-lost', 'ameli-pw', 'ameli-check'];
    const faults = new Set<string>();
    for (let mask = 0; mask < 2 ** ids.length; mask++) {
      const answers = Object.fromEntries(ids.map((id, bit) => [id, ((mask >> bit) & 1) === 1]));
      for (const classes of [['ameli-login'], ['email'], ['ameli-login', 'email', 'iban']] as DataClass[][]) {
        for (const known of [
          { confirmed: classes },
          { claimed: classes },
          { incidentStatuses: ['claimed'] },
        ] as const) {
          const { steps: planned } = buildPlan(shippedGuide, { ...emptySituation, ...known, answers });
          const place = (id: string) => planned.findIndex((step) => step.id === id);
          const inOrder = (first: string, later: readonly string[]) => {
            for (const id of place(first) === -1 ? [] : later) {
              if (place(id) !== -1 && place(id) < place(first)) faults.add(`${id} comes before ${first}`);
            }
          };
          for (const mailbox of ['mail-lost', 'mail-first', 'mail-pw']) inOrder(mailbox, ['ameli-pw']);
          inOrder('gave-pw', ['ameli-pw']);
          inOrder('device-clean', typing);
          if (answers['device-doubtful'] && planned[place('device-clean')]?.urgency !== 0) faults.add('device put off');
          if (!answers['account-lost'] || !answers['ameli-lost']) continue;
          inOrder('own-suspend', ofAccount);
          for (const id of ['own-suspend', 'ameli-lost']) if (place(id) === -1) faults.add(`${id} is missing`);
          for (const id of ['ameli-check', 'login-mail', 'fc-check'])
            if (place(id) !== -1) faults.add(`${id} is asked of a lost account`);
        }
      }
    }
    expect([...faults]).toEqual([]);
  });

  it.each([
    [['ameli-login', 'email'], { 'mailbox-password-known': true, 'mailbox-doubtful': false }, ['mail-pw', 'ameli-pw']],
    [
      ['ameli-login', 'iban'],
      { 'device-doubtful': true, 'mailbox-doubtful': true, 'password-reused': true },
      ['device-clean', 'mail-first', 'ameli-pw', 'ameli-check', 'pw-reuse'],
    ],
    [[], { 'given-away': true, 'gave-password': true }, ['gave-pw', 'ameli-pw']],
    [['ameli-login'], { 'account-lost': true, 'ameli-lost': true }, ['own-suspend', 'own-bank-details', 'ameli-lost']],
  ] as const)('for %j and %j has the safe order', (confirmed, answers, wanted) => {
    const { steps: planned } = buildPlan(shippedGuide, { ...emptySituation, confirmed: [...confirmed], answers });
    const ids = planned.map(({ id }) => id);
    expect(ids.filter((id) => (wanted as readonly string[]).includes(id))).toEqual(wanted);
  });

  it('does not make the check of the account private for the account that may be lost', () => {
    const { steps: planned } = buildPlan(shippedGuide, {
      ...emptySituation,
      confirmed: ['ameli-login'],
      answers: { 'account-lost': true, 'mailbox-lost': true },
    });
    expect(planned.find(({ id }) => id === 'ameli-check')).toMatchObject({ mandatory: true, isPrivate: false });
  });

  it('prints the emergency number for who is threatened, in each wording', () => {
    const printed = steps.get('h-blackmail')?.sheet;
    for (const text of [printed?.fr, printed?.en, printed?.easy.join(' ')]) expect(text).toMatch(/(?<!\d)17(?!\d)/);
  });

  it('waits for a network that is not lost, and does not send to the operator now', () => {
    const plan = buildPlan(shippedGuide, {
      ...emptySituation,
      confirmed: ['phone', 'iban'],
      answers: { 'money-gone': true },
    });
    const sim = plan.steps.filter(({ aim }) => aim === 'sim').map(({ id, urgency }) => [id, urgency]);
    expect(sim).toEqual([['sim-signs', 3]]);
  });

  it('asks nobody to block a card whose own row, or whose incident for everybody, does not hold one', () => {
    const of = (rest: Partial<PlanInput>) =>
      buildPlan(shippedGuide, { ...emptySituation, ...rest }).steps.map((step) => step.id);
    expect(of({ confirmed: ['nir', 'civil-status'] })).not.toContain('card-stop');
    expect(of({ claimed: ['card'], incidentStatuses: ['claimed'] })).not.toContain('card-stop');
    expect(of({ confirmed: ['card'] })[0]).toBe('card-stop');
  });

  it('asks the five first questions of everybody, and what is under one only after its yes', () => {
    const asked = (answers: PlanInput['answers']) =>
      buildPlan(shippedGuide, { ...emptySituation, answers }).questions.flatMap(({ id, triage }) =>
        triage ? [id] : [],
      );
    expect(asked({})).toEqual(['money-gone', 'given-away', 'account-lost', 'identity-used', 'threatened']);
    expect(asked({ 'money-gone': true })).toContain('card-debit-seen');
    expect(asked({ 'money-gone': null })).not.toContain('card-debit-seen');
  });

  it('names no step that a private answer alone brought, and names the others', () => {
    const plan = buildPlan(shippedGuide, {
      ...emptySituation,
      confirmed: ['card'],
      answers: { threatened: true, 'given-away': true, 'gave-card': true },
    });
    const isPrivate = (id: string) => plan.steps.find((step) => step.id === id)?.isPrivate;
    expect(isPrivate('h-blackmail')).toBe(true);
    expect(isPrivate('card-stop')).toBe(false);
    expect(isPrivate('x-phish')).toBe(false);
  });

  it('says to people of another scheme, and to professionals, whom they turn to', () => {
    for (const account of accountKinds) {
      const of = (confirmed: readonly DataClass[]) =>
        buildPlan(shippedGuide, { ...emptySituation, about: { who: 'caller', account }, confirmed: [...confirmed] });
      const everything = of(dataClasses);
      expect(saidIn(everything).join(' ')).not.toMatch(/\{(?:fund|account|site)\}/);
      // Where the ameli account did not leak, whoever has another account hears of that one alone.
      const plan = of(dataClasses.filter((name) => name !== 'ameli-login'));
      const contacts = plan.steps.flatMap((step) => step.contacts.map(({ id }) => id));
      expect(saidIn(plan).some((text) => text.includes('3646')) || contacts.includes('cpam')).toBe(
        account === 'general',
      );
      if (account !== 'general') expect(saidIn(plan).filter(namesAmeli), account).toEqual([]);
      expect(/amelipro/.test(saidIn(plan).join(' ')), account).toBe(account === 'professional');
    }
  });

  it.each(personKinds.flatMap((who) => accountKinds.map((account) => [who, account] as const)))(
    'has the account that leaked secured, whoever it is of (%s, %s)',
    (who, account) => {
      const of = (rest: Partial<PlanInput>) =>
        buildPlan(shippedGuide, { ...emptySituation, about: { who, account }, ...rest }).steps;
      const ofAim = (plan: Plan['steps'], aim: string) => plan.find((step) => step.aim === aim);
      const leaked = of({ confirmed: ['ameli-login'] });
      const lost = { 'account-lost': true, 'ameli-lost': true, 'fund-lost': true };
      if (who === 'deceased') {
        // Nobody changes a password in the place of who died: the account is closed, and suspended until it is.
        expect(ofAim(leaked, 'ameli-access')).toBeUndefined();
        const closed = leaked.find(({ id }) => id === 'dec-ameli');
        expect(closed).toMatchObject({ mandatory: true, urgency: 1 });
        expect(closed?.contacts.map(({ id }) => id)).toEqual(['cpam']);
        expect(leaked.find(({ id }) => id === 'own-suspend')).toMatchObject({ by: 'adviser', mandatory: true });
        return undefined;
      }
      for (const plan of [leaked, of({ confirmed: ['ameli-login'], answers: lost })]) {
        const step = ofAim(plan, 'ameli-access');
        expect(step).toMatchObject({ mandatory: true, urgency: 0 });
        for (const { fr, en } of [step?.title, step?.sheet].flatMap((text) => text ?? [])) {
          for (const text of [fr, en]) expect(text).toMatch(/(?<![\p{L}@])ameli(?!pro)/u);
          for (const text of [fr, en]) expect(text).not.toMatch(/amelipro/);
        }
        // The number and the address are those of that account, not of the person's own fund.
        for (const { id } of step?.contacts ?? []) expect(['ameli', 'cpam']).toContain(id);
      }
      for (const id of ['ameli-check', 'login-mail']) expect(leaked.find((step) => step.id === id)).toBeDefined();
      // Two accounts that are lost are two, each with whom to call.
      const both = of({ answers: lost });
      const own = ofAim(both, 'fund-access');
      expect(own === undefined).toBe(account === 'general');
      if (own !== undefined) {
        expect(own).toMatchObject({ mandatory: true, urgency: 0 });
        expect(own.contacts).not.toHaveLength(0);
        for (const { id } of own.contacts) expect(['own-fund', 'fund-pro']).toContain(id);
      }
      const adviserActs = both.flatMap(({ by, id }) => (by === 'adviser' ? [id] : []));
      expect(adviserActs).toContain('own-suspend');
      expect(adviserActs.includes('own-suspend-pro')).toBe(account === 'professional');
      return undefined;
    },
  );

  it('promises nothing of this fund’s for the files of another scheme', () => {
    const answers = {
      'identity-used': true,
      'money-gone': true,
      'account-lost': true,
      'fund-lost': true,
      'mailbox-lost': true,
    };
    const { steps: planned } = buildPlan(shippedGuide, {
      ...emptySituation,
      about: { who: 'caller', account: 'other-scheme' },
      answers,
    });
    const ids = planned.map(({ id }) => id);
    // Its own bank details, marks, fraud unit and addresses are not here.
    for (const id of ['own-bank-details', 'own-mark', 'own-fraud', 'own-post', 'own-suspend'])
      expect(ids).not.toContain(id);
    const warned = planned.find(({ id }) => id === 'fund-warn');
    expect(warned).toMatchObject({ mandatory: true });
    expect(warned?.contacts.map(({ id }) => id)).toEqual(['own-fund']);
    expect(ids).toContain('own-post-other');
  });

  it.each(personKinds.flatMap((who) => accountKinds.map((account) => [who, account] as const)))(
    'asks for something now after each first yes, whatever is answered under it (%s, %s)',
    (who, account) => {
      const latest: Readonly<Record<string, number>> = { 'identity-used': 1 };
      const under: Readonly<Record<string, readonly string[]>> = {
        'money-gone': ['card-debit-seen', 'debit-seen', 'transfer-seen', 'scam-online'],
        'given-away': ['gave-card', 'gave-password', 'gave-code'],
        'account-lost': ['bank-lost', 'ameli-lost', 'fund-lost', 'mailbox-lost', 'network-lost'],
        'identity-used': ['credit-taken', 'network-lost', 'data-published'],
        threatened: ['data-published'],
      };
      const faults: string[] = [];
      for (const [root, followUps] of Object.entries(under)) {
        if (shippedGuide.questions.find(({ id }) => id === root)?.notFor.includes(who)) continue;
        for (let at = 0; at < 3 ** followUps.length; at++) {
          const chosen = followUps.map(
            (id, place) => [id, [null, false, true][Math.floor(at / 3 ** place) % 3]] as const,
          );
          const answers = { [root]: true, ...Object.fromEntries(chosen) } as PlanInput['answers'];
          const { steps: planned } = buildPlan(shippedGuide, { ...emptySituation, about: { who, account }, answers });
          const urgent = planned.some(
            ({ by, mandatory, urgency, sheet }) =>
              by === 'caller' && mandatory && urgency <= (latest[root] ?? 0) && sheet !== null,
          );
          if (!urgent) faults.push(JSON.stringify(answers));
        }
      }
      expect(faults).toEqual([]);
    },
  );

  it('lets one step stand for another only where it says the same', () => {
    const aims = new Map<string, string[]>();
    for (const { id, aim, retired } of shippedGuide.steps) {
      if (!retired && aim !== undefined) aims.set(aim, [...(aims.get(aim) ?? []), id]);
    }
    const shared = Object.fromEntries(
      [...aims].filter(([, ids]) => ids.length > 1).map(([aim, ids]) => [aim, ids.toSorted()]),
    );
    // Whoever adds to this list has read both wordings, and each covers what the other asks for.
    expect(shared).toEqual({
      'ameli-access': ['ameli-lost', 'ameli-pw'],
      'care-watch': ['dec-watch', 'nir-watch'],
      mailbox: ['mail-first', 'mail-lost', 'mail-pw'],
      'money-complaint': ['money-complaint', 'thesee'],
      passwords: ['gave-pw', 'pw-reuse', 'x-password'],
      sim: ['sim-signs', 'sim-watch'],
    });
  });

  it('loses neither the money nor the card where a card was stolen and money has gone', () => {
    for (const scam of [true, false, null]) {
      const { steps: planned } = buildPlan(shippedGuide, {
        ...emptySituation,
        confirmed: ['card'],
        answers: {
          'money-gone': true,
          'debit-seen': true,
          'card-debit-seen': true,
          'card-held': false,
          'card-stolen': true,
          'scam-online': scam,
        },
      });
      const complaints = planned.filter(({ id }) => ['money-complaint', 'thesee', 'card-theft'].includes(id));
      const texts = [complaints.map(({ say }) => say.fr), complaints.map(({ sheet }) => sheet?.fr ?? '')];
      for (const text of texts.map((one) => one.join(' '))) {
        expect(text).toMatch(/argent parti|escroquerie/);
        expect(text).toMatch(/carte a été volée|le vol/);
      }
      expect(planned.map(({ id }) => id)).toContain('iban-dispute');
      expect(complaints.some(({ id }) => id === 'thesee')).toBe(scam === true);
    }
  });

  it.each(personKinds.flatMap((who) => accountKinds.map((account) => [who, account] as const)))(
    'asks nothing whose answer changes neither plan nor what is known of the mailbox (%s, %s)',
    (who, account) => {
      const faults = new Set<string>();
      const seen = new Set<string>();
      const values = [true, false, null] as const;
      const told = (input: PlanInput) => {
        const { steps: planned } = buildPlan(shippedGuide, input);
        return JSON.stringify(planned.map(({ id, mandatory, urgency, onPhone }) => [id, mandatory, urgency, onPhone]));
      };
      for (let at = 0; at < 6; at++) {
        const answers = paths[(at * 1777 + 5) % paths.length] ?? {};
        const classes = classSets[(at * 409 + 3) % classSets.length] ?? [];
        const input: PlanInput = { ...emptySituation, about: { who, account }, confirmed: classes, answers };
        const { questions } = buildPlan(shippedGuide, input);
        const open = questions.filter(({ asked }) => !asked).map(({ id }) => id);
        for (const id of open) {
          if (seen.has(id) && at > 2) continue;
          seen.add(id);
          if (shippedGuide.questions.find((question) => question.id === id)?.mailboxInDoubt) continue;
          // With what else is asked answered in each way: one of them must tell.
          const changes = [null, ...shippedGuide.questions.map((question) => question.id)].some((other) =>
            (other === null ? [undefined] : values).some((value) => {
              const around = other === null || other === id ? answers : { ...answers, [other]: value ?? null };
              return new Set(values.map((given) => told({ ...input, answers: { ...around, [id]: given } }))).size > 1;
            }),
          );
          if (!changes) faults.add(`${id} after ${JSON.stringify(answers)} with ${classes.join()}`);
        }
      }
      expect([...faults]).toEqual([]);
    },
  );

  it('does not ask what is settled: which card was given where the card is blocked already, which password where all are changed', () => {
    const asked = (confirmed: readonly DataClass[], answers: PlanInput['answers']) =>
      buildPlan(shippedGuide, { ...emptySituation, confirmed, answers }).questions.map(({ id }) => id);
    const given = { 'money-gone': true, 'given-away': true };
    expect(asked(['nir'], given)).toContain('gave-card');
    expect(asked(['card'], given)).not.toContain('gave-card');
    const known = { 'given-away': true, 'gave-password': true, 'mailbox-doubtful': true };
    expect(asked(['ameli-login'], {})).toContain('password-reused');
    expect(asked(['ameli-login'], known)).not.toContain('password-reused');
  });

  it('asks no question for the sake of a step that the answers rule out', () => {
    const asked = buildPlan(shippedGuide, {
      ...emptySituation,
      confirmed: ['ameli-login'],
      answers: { 'account-lost': true, 'ameli-lost': true },
    }).questions.map(({ id }) => id);
    expect(asked).not.toContain('franceconnect-used');
  });

  it('frees a place on the phone for what turns out not to apply', () => {
    const input = { ...emptySituation, confirmed: [...dataClasses] };
    const phone = (plan: Plan) => plan.steps.filter((step) => step.by === 'caller' && step.onPhone).map(({ id }) => id);
    const before = phone(buildPlan(shippedGuide, input));
    expect(before).toHaveLength(mostPhoneActions);
    const [first = ''] = before;
    const after = phone(buildPlan(shippedGuide, { ...input, outcomes: { [first]: outcome('not-applicable') } }));
    expect(after).toHaveLength(mostPhoneActions + 1);
  });
});
