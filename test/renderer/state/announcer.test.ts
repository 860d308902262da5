import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAnnouncer, type Manner, type Spoken } from '../../../src/renderer/state/announcer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Everything that stood in a region, in order, and for how long. */
function listen() {
  const heard: { text: string; urgent: boolean; at: number; forMs: number }[] = [];
  let open = false;
  const end = () => {
    const last = heard.at(-1);
    if (open && last !== undefined) last.forMs = Date.now() - last.at;
    open = false;
  };
  const announcer = createAnnouncer(({ polite, urgent }: Spoken) => {
    expect(polite === '' || urgent === '').toBe(true);
    end();
    const text = polite || urgent;
    if (text === '') return;
    open = true;
    heard.push({ text, urgent: urgent !== '', at: Date.now(), forMs: 0 });
  });
  return { announcer, heard, texts: () => heard.map(({ text }) => text) };
}

describe('a sentence', () => {
  it('is in its region at once after a silence', () => {
    const { announcer, heard } = listen();
    announcer.announce('Le numéro figure dans le fichier.', { urgent: true });
    expect(heard).toMatchObject([{ text: 'Le numéro figure dans le fichier.', urgent: true }]);
  });

  it('stands there long enough to be said, and is not overwritten by the next', () => {
    const { announcer, heard, texts } = listen();
    announcer.announce('Le numéro figure dans le fichier.', { urgent: true });
    announcer.announce('Étape : changer de mot de passe', { topic: 'step' });
    expect(texts()).toEqual(['Le numéro figure dans le fichier.']);
    vi.runAllTimers();
    expect(texts()).toEqual(['Le numéro figure dans le fichier.', 'Étape : changer de mot de passe']);
    expect(heard[0]?.forMs).toBeGreaterThan(2000);
  });

  it('that is said twice is two changes of its region', () => {
    const { announcer, texts } = listen();
    for (let time = 0; time < 2; time++) announcer.announce('Copié');
    vi.runAllTimers();
    expect(texts()).toEqual(['Copié', 'Copié']);
  });

  it('that is urgent interrupts one that is not, and waits for one that is', () => {
    const { announcer, texts } = listen();
    announcer.announce('Appelant authentifié');
    announcer.announce('Ne figure pas.', { urgent: true });
    announcer.announce('Vérifications suspendues.', { urgent: true });
    expect(texts()).toEqual(['Appelant authentifié', 'Ne figure pas.']);
    vi.runAllTimers();
    expect(texts()).toEqual(['Appelant authentifié', 'Ne figure pas.', 'Vérifications suspendues.']);
  });

  it('that is a verdict comes before a stop, whichever was told first, and neither is lost', () => {
    for (const verdictAt of [0, 1, 2]) {
      const { announcer, texts } = listen();
      const told: [string, Manner][] = [
        ['Vérifications suspendues.', { urgent: true }],
        ['Le fichier est abîmé.', { urgent: true }],
      ];
      told.splice(verdictAt, 0, ['Figure.', { first: true, topic: 'verdict' }]);
      for (const [text, manner] of told) announcer.announce(text, manner);
      // Before anything else of the moment is done: the focus moves next.
      expect(texts().at(-1)).toBe('Figure.');
      vi.runAllTimers();
      const after = texts().slice(texts().indexOf('Figure.'));
      expect(after).toEqual(['Figure.', 'Vérifications suspendues.', 'Le fichier est abîmé.']);
    }
  });

  it('that is urgent does not wait for the end of a silence between two others', () => {
    const { announcer, texts } = listen();
    announcer.announce('Appelant authentifié');
    announcer.announce('Étape');
    vi.advanceTimersByTime(700 + 65 * 'Appelant authentifié'.length);
    announcer.announce('Ne figure pas.', { urgent: true });
    expect(texts()).toEqual(['Appelant authentifié', 'Ne figure pas.']);
    vi.runAllTimers();
    expect(texts()).toEqual(['Appelant authentifié', 'Ne figure pas.', 'Étape']);
  });

  it('that still waits is dropped for a newer one of its topic', () => {
    const { announcer, texts } = listen();
    announcer.announce('Verdict', { urgent: true });
    for (const step of ['un', 'deux', 'trois']) announcer.announce(`Étape ${step}`, { topic: 'step' });
    vi.runAllTimers();
    expect(texts()).toEqual(['Verdict', 'Étape trois']);
  });

  it('is gone with the lock, and so is what waited', () => {
    const spoken: Spoken[] = [];
    const announcer = createAnnouncer((now) => spoken.push(now));
    announcer.announce('Verdict', { urgent: true });
    announcer.announce('Étape');
    announcer.clear();
    vi.runAllTimers();
    expect(spoken.at(-1)).toEqual({ polite: '', urgent: '' });
    expect(spoken.some(({ polite }) => polite === 'Étape')).toBe(false);
  });
});

it('every sentence without a topic is heard once, urgent ones in their order, whenever they come', () => {
  const sentence = fc.record({
    urgent: fc.boolean(),
    topic: fc.option(fc.constantFrom('step', 'found'), { nil: null }),
    pauseMs: fc.nat({ max: 9000 }),
  });
  fc.assert(
    fc.property(fc.array(sentence, { maxLength: 12 }), (sentences) => {
      const { announcer, texts } = listen();
      const manners = sentences.map(({ urgent, topic }): Manner => (topic === null ? { urgent } : { urgent, topic }));
      for (const [index, { pauseMs }] of sentences.entries()) {
        announcer.announce(`n${index}`, manners[index]);
        vi.advanceTimersByTime(pauseMs);
      }
      vi.runAllTimers();
      const all = sentences.map((_, index) => `n${index}`);
      const kept = all.filter((_, index) => sentences[index]?.topic === null);
      expect(
        texts()
          .filter((text) => kept.includes(text))
          .toSorted(),
      ).toEqual(kept.toSorted());
      const urgent = kept.filter((text) => sentences[all.indexOf(text)]?.urgent === true);
      expect(texts().filter((text) => urgent.includes(text))).toEqual(urgent);
      expect(new Set(texts()).size).toBe(texts().length);
    }),
    { numRuns: 200 },
  );
});
