/**
 * HPRIM (`H|~^\&|…`, segments H, P, AP, OBR, OBX), which French laboratories exchange: one P segment with what follows it is one record.
 * Separators are declared by the H segment: field, component, repetition, escape, subcomponent.
 */
import { SegmentReader, type SegmentRules, segmentShape } from './segments.ts';
import type { Shape } from './shape.ts';

const rules: SegmentRules = {
  shape: 'hprim',
  heads: /^H(?=\W)/,
  starts: 'P',
  patient: 'P',
  // The insured person, who need not be the patient.
  others: ['AP'],
  joins: { AC: 'AP' },
  separators: (line) => ({
    field: line.charAt(1) || '|',
    component: line.charAt(2) || '~',
    repetition: line.charAt(3) || '^',
    escape: line.charAt(4) || '\\',
    part: line.charAt(5) || '&',
  }),
  identifiers: new Set(['P-2', 'P-3', 'P-4', 'AP-2', 'AP-3']),
  telecoms: new Set(['P-12', 'P-13']),
  words: {
    'P-5': 'nom',
    'P-6': 'nom de naissance',
    'P-7': 'date naissance',
    'P-8': 'sexe',
    'P-10': 'adresse',
    'P-11': 'adresse',
  },
  health: new Set(['OBR', 'OBX', 'A']),
};

export const hprim: Shape = segmentShape(rules, () => new SegmentReader(rules));
