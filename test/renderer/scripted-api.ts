/**
 * A `VigieApi` that answers as a test scripts it, and remembers what it was asked. It stands for the bridge only:
 * what is tested over it is the logic of the stores, never cryptography, storage or a guide.
 */
import type {
  CallResult,
  Channel,
  EventName,
  EventPayload,
  Input,
  Output,
  VigieApi,
} from '../../src/contract/channels.ts';
import type { AppState, CaseView, ErrorCode, QuotaView, StepView, VerdictView } from '../../src/contract/values.ts';

type Answer<C extends Channel> = (input: Input<C>) => CallResult<Output<C>> | Promise<CallResult<Output<C>>>;
type Script = { [C in Channel]?: Answer<C> };

export interface ScriptedApi extends VigieApi {
  readonly calls: { readonly channel: Channel; readonly input: unknown }[];
  /** Replaces answers from now on. */
  script(answers: Script): void;
  emit<E extends EventName>(event: E, payload: EventPayload<E>): void;
  /** What was asked on one channel, in order. */
  inputs<C extends Channel>(channel: C): Input<C>[];
}

export function createScriptedApi(first: Script = {}): ScriptedApi {
  const script: Script = { ...first };
  const calls: { channel: Channel; input: unknown }[] = [];
  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  return {
    calls,
    script: (answers) => Object.assign(script, answers),
    async call<C extends Channel>(channel: C, input: Input<C>) {
      calls.push({ channel, input });
      const answer: Answer<C> | undefined = script[channel];
      if (answer === undefined) return { ok: false, problem: { code: 'ipc-refused', details: { channel } } };
      return answer(input);
    },
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      set.add(listener as (payload: never) => void);
      listeners.set(event, set);
      return () => set.delete(listener as (payload: never) => void);
    },
    tokenForDroppedFile: async (file) => `token:${file.name}`,
    emit(event, payload) {
      for (const listener of listeners.get(event) ?? []) listener(payload as never);
    },
    inputs: <C extends Channel>(channel: C) =>
      calls.filter((call) => call.channel === channel).map((call) => call.input as Input<C>),
  };
}

export const ok = <T>(value: T) => ({ ok: true, value }) as const;
export const refused = (code: ErrorCode, details: Record<string, string | number | boolean> = {}) =>
  ({ ok: false, problem: { code, details } }) as const;

/** A promise and its resolver: an answer that arrives when the test says so. */
export function later<T>(): { readonly promise: Promise<T>; resolve(value: T): void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve: (value) => resolve(value) };
}

export const freeQuota: QuotaView = { state: 'free', remaining: 12, window: 'ten-minutes', freeAt: null, reason: null };

export function appState(change: Partial<AppState> = {}): AppState {
  return {
    phase: 'locked',
    version: '0.1.0',
    shell: 'chromium',
    locale: 'fr',
    digitKeys: true,
    hideFromCapture: null,
    theme: 'system',
    demo: null,
    session: null,
    keystore: null,
    systemLog: null,
    setCount: 1,
    lockReason: null,
    renewsPage: false,
    resumeReference: null,
    ...change,
  };
}

export function step(id: string, change: Partial<StepView> = {}): StepView {
  const text = { fr: id, en: id };
  return {
    id,
    by: 'caller',
    onPhone: true,
    title: text,
    say: text,
    callerDoes: text,
    neverAsk: null,
    contacts: [],
    urgency: 0,
    urgent: true,
    mandatory: true,
    minutes: 1,
    evidence: [],
    outcome: null,
    ...change,
  };
}

export function settled(id: string): StepView {
  return step(id, { outcome: { kind: 'done', at: '2026-11-21T10:00:00Z', dueOn: null, reason: null, evidence: {} } });
}

export function verdict(change: Partial<Extract<VerdictView, { kind: 'not-listed' }>> = {}): VerdictView {
  return {
    kind: 'not-listed',
    checkId: 'check-1',
    checkedAt: '2026-11-21T10:00:00Z',
    identifierKind: 'nir',
    masked: '2 84 05 •• ••• •••',
    meaning: 'not-listed',
    sets: [],
    ...change,
  };
}

export function caseView(change: Partial<CaseView> = {}): CaseView {
  return {
    reference: 'VG-7K3M-Q2XA',
    person: 'p1',
    about: { who: 'caller', account: 'general' },
    people: [],
    fund: { fr: 'le 3646', en: '3646' },
    openedAt: '2026-11-21T10:00:00Z',
    closedAt: null,
    status: 'open',
    adviserName: 'Camille',
    verdicts: [],
    askedIncidents: [],
    noticeIncidentIds: [],
    handOver: null,
    plan: { steps: [], questions: [], minutesLeft: 0, withdrawnSteps: 0 },
    note: '',
    ...change,
  };
}

export const planOf = (...steps: StepView[]) => ({
  steps,
  questions: [],
  minutesLeft: steps.length,
  withdrawnSteps: 0,
});
