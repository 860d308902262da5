/** The shipped guide itself: the facts it must hold, and those it must not print. */
import { describe, expect, it } from 'vitest';
import { checkGuide } from '../../../src/core/guide/check-guide.ts';
import { buildPlan } from '../../../src/core/guide/plan.ts';
import { dataClasses } from '../../../src/core/vocabulary.ts';
import { emptySituation, shippedGuide, shippedJson } from './shipped-guide.ts';

const stepIds =
  `x-phish x-proof x-17cyber mail-first ameli-pw ameli-check pw-reuse fc-check login-mail mail-pw spam-report
  sms-33700 sim-watch letter-fake nir-watch iban-bank iban-dispute iban-list card-stop card-claim
  perceval card-theft id-complaint id-lost ficoba bdf watermark h-listen h-blackmail h-mes dob-secret
  gave-code gave-pw mail-lost ameli-lost id-lender dec-tell pro-check x-password x-pharos thesee own-suspend
  own-bank-details own-fraud own-mark own-post money-complaint sim-signs dec-watch bank-lost account-other sim-passwords fund-lost fund-warn dec-fund own-suspend-pro
  own-post-other own-death`.split(/\s+/);

describe('the shipped guide', () => {
  it('has neither error nor warning in its own report', () => {
    const findings = checkGuide(shippedGuide, { today: '2026-11-21', maxAgeDays: 365 });
    expect(findings.filter((finding) => finding.severity !== 'note')).toEqual([]);
  });

  it('holds every step of the reference, under ids that never change', () => {
    const ids = new Set(shippedGuide.steps.map((step) => step.id));
    expect(stepIds.filter((id) => !ids.has(id))).toEqual([]);
  });

  it.each(dataClasses)('has something to do for %s', (name) => {
    const plan = buildPlan(shippedGuide, { ...emptySituation, confirmed: [name] });
    expect(plan.steps.length).toBeGreaterThan(1);
  });

  it('prints no fact that is not confirmed', () => {
    expect(shippedGuide.steps.find((step) => step.id === 'h-mes')?.sheet).toBeNull();
    const everything = JSON.stringify(shippedJson());
    expect(everything).not.toContain('phishing-initiative');
    expect(everything).not.toMatch(/\d+ caractères|\d+ characters/);
  });

  it('warns against 118 400 and offers it nowhere as a contact', () => {
    expect(shippedGuide.texts.warnings.map(({ lines }) => lines.fr).join(' ')).toContain('118\u202f400');
    const addresses = [...shippedGuide.contacts.values()].map((contact) => contact.address?.replace(/\D/g, ''));
    expect(addresses).not.toContain('118400');
  });

  it('names the bank before the number that blocks cards', () => {
    expect(shippedGuide.steps.find((step) => step.id === 'card-stop')?.contacts).toEqual(['own-bank', 'opposition']);
  });

  it('calls one thing by one word: a file of Vigie’s is a « dossier », and a mailbox a « messagerie »', () => {
    const everything = JSON.stringify(shippedJson());
    // What the fund holds of a person, and what ameli sends, have words of their own.
    expect(everything).not.toMatch(/(?:votre|son) dossier|bancaires du dossier|dossier (?:de l’assuré|aux collègues)/);
    expect(everything).not.toMatch(/messagerie (?:du compte|ameli|de la caisse|vocale)/i);
  });

  it('says « FALC » nowhere: nobody concerned has tested the easy-to-read edition', () => {
    expect(JSON.stringify(shippedJson())).not.toMatch(/falc/i);
  });
});
