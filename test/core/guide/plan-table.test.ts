/** The shipped plan over every set of classes and every way through the first questions: what no plan may get wrong. */
import { describe, expect, it } from 'vitest';
import { buildPlan, mostPhoneActions, type Plan, type PlanInput } from '../../../src/core/guide/plan.ts';
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
    'money-gone': ['card-debit-seen', 'debit-seen'],
    'given-away': ['gave-card', 'gave-password', 'gave-code'],
    'account-lost': ['ameli-lost', 'mailbox-lost', 'network-lost'],
  };
  const known = new Set(guide.questions.filter(({ triage }) => triage).map(({ id }) => id));
  expect(new Set([...roots, ...Object.values(under).flat()])).toEqual(known);
  const walk = (at: number, answers: PlanInput['answers']) => {
    const root = roots[at];
    if (root === undefined) return paths.push(answers);
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

/** What must be done, by its aim and at which urgency at the latest: of what is for such a person, each mandatory clause that holds. */
function mustBeDone(input: PlanInput): { aim: string; urgency: number }[] {
  const { who, account } = input.about ?? callerOfThisFund;
  const asked = new Set(shippedGuide.questions.filter(({ notFor }) => !notFor.includes(who)).map(({ id }) => id));
  const answers = Object.fromEntries(Object.entries(input.answers).filter(([id]) => asked.has(id)));
  return shippedGuide.steps.flatMap((step) => {
    if (step.retired || step.notFor.includes(who) || step.notForAccounts.includes(account)) return [];
    if (step.notWhen !== undefined && holds({ mandatory: true, answers: step.notWhen }, { ...input, answers }))
      return [];
    const must = step.appliesWhen.filter((clause) => clause.mandatory && holds(clause, { ...input, answers }));
    const urgency = Math.min(...must.map((clause) => clause.urgency ?? step.urgency));
    return must.length === 0 ? [] : [{ aim: step.aim ?? step.id, urgency }];
  });
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
  [{ 'given-away': true, 'gave-card': true }, ['card-stop']],
  [{ 'given-away': true, 'gave-password': true }, ['passwords']],
  [{ 'given-away': true, 'gave-code': true }, ['gave-code']],
  [{ 'account-lost': true, 'ameli-lost': true }, ['ameli-access', 'own-suspend', 'own-bank-details']],
  [{ 'account-lost': true, 'mailbox-lost': true }, ['mailbox', 'own-post']],
  [{ 'account-lost': true, 'network-lost': true }, ['sim', 'iban-bank']],
  [{ 'identity-used': true }, ['id-complaint', 'credit-registers', 'own-fraud', 'x-proof']],
  [{ threatened: true }, ['h-blackmail', 'x-proof']],
];

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
      for (const shift of [0, 37]) {
        const confirmed = classSets[(at + shift) % classSets.length] ?? [];
        note({ ...emptySituation, confirmed, incidentStatuses: ['confirmed'], answers });
      }
      const claimed = classSets[(at * 7) % classSets.length] ?? [];
      note({ ...emptySituation, claimed, incidentStatuses: ['claimed'], answers });
    }
    expect([...faults]).toEqual([]);
  });

  it('does so for every person and account as well', () => {
    const faults = new Set<string>();
    let shift = 0;
    for (const who of personKinds) {
      for (const account of accountKinds) {
        shift += 1;
        // Every triage of each person, a third with each account; every class set with each, as a fact or as a claim.
        for (let at = shift % accountKinds.length; at < paths.length; at += accountKinds.length) {
          const classes = classSets[(at * 13 + shift) % classSets.length] ?? [];
          const isFact = (at + shift) % 4 !== 0;
          const input: PlanInput = {
            ...emptySituation,
            about: { who, account },
            ...(isFact ? { confirmed: classes } : { claimed: classes }),
            incidentStatuses: [isFact ? 'confirmed' : 'claimed'],
            answers: paths[at % paths.length] ?? {},
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
    [{ 'account-lost': true, 'network-lost': true, 'mailbox-lost': true }, ['sim-watch', 'iban-bank', 'mail-lost']],
    [
      { 'account-lost': true, 'network-lost': true, 'given-away': true, 'gave-password': true, 'gave-code': true },
      ['sim-watch', 'gave-code', 'iban-bank', 'gave-pw'],
    ],
    // Money gone: bank, block, refund, evidence, complaint.
    [
      { 'money-gone': true, 'card-debit-seen': true },
      ['iban-bank', 'card-stop', 'card-claim', 'x-proof', 'money-complaint'],
    ],
    [{ 'money-gone': true, 'debit-seen': true }, ['iban-bank', 'iban-dispute', 'x-proof', 'money-complaint']],
    // Money, card, identity in use or threat, mailbox, ameli.
    [
      {
        'money-gone': true,
        'card-debit-seen': true,
        threatened: true,
        'account-lost': true,
        'mailbox-lost': true,
        'ameli-lost': true,
      },
      ['iban-bank', 'card-stop', 'h-blackmail', 'mail-lost', 'ameli-lost'],
    ],
  ] as const)('is in the order of doing after %j', (answers, wanted) => {
    const { steps: planned } = buildPlan(shippedGuide, { ...emptySituation, confirmed: ['phone', 'email'], answers });
    const ids = planned.map(({ id }) => id);
    expect(ids.filter((id) => (wanted as readonly string[]).includes(id))).toEqual(wanted);
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
    const typing = 'mail-lost mail-first mail-pw gave-pw ameli-pw ameli-check pw-reuse x-password fc-check'.split(' ');
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
          for (const id of ['ameli-check', 'login-mail'])
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
      const plan = buildPlan(shippedGuide, {
        ...emptySituation,
        about: { who: 'caller', account },
        confirmed: [...dataClasses],
      });
      const said = JSON.stringify(
        plan.steps.map(({ title, say, callerDoes, sheet }) => [title, say, callerDoes, sheet]),
      );
      expect(said).not.toMatch(/\{(?:fund|account|site)\}/);
      const contacts = plan.steps.flatMap((step) => step.contacts.map(({ id }) => id));
      expect(said.includes('3646') || contacts.includes('cpam')).toBe(account === 'general');
      // « ameli » is this fund's alone; « amelipro », a professional's.
      const ameli = /(?<![\p{L}@])ameli(?!pro)/iu;
      const places = plan.steps.flatMap((step) =>
        step.contacts.flatMap(({ name, use, address, easy }) => [
          name.fr,
          name.en,
          use.fr,
          use.en,
          address ?? '',
          ...easy,
        ]),
      );
      const asked = plan.questions.flatMap(({ text }) => [text.fr, text.en]);
      const named = [said.replaceAll(/@(?:\w+\.)?ameli\.fr/g, ''), ...places, ...asked].some((text) =>
        ameli.test(text),
      );
      expect(named, account).toBe(account === 'general');
      expect(/amelipro/.test(said), account).toBe(account === 'professional');
    }
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
