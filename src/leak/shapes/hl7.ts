/**
 * HL7 version 2 (messages of `MSH`, `PID` and other segments, HL7 v2.5 chapters 2 and 3): one message is one record, and a further
 * PID in it another one. Columns are fields by their place and, where it is known, by what they are.
 */
import { SegmentReader, type SegmentRules, segmentShape } from './segments.ts';
import type { Shape } from './shape.ts';

const rules: SegmentRules = {
  shape: 'hl7',
  heads: /^(?:MSH|BHS|FHS)/,
  starts: 'MSH',
  patient: 'PID',
  // Next of kin, guarantor, and who is insured are others than the patient.
  others: ['NK1', 'GT1', 'IN1', 'CTD'],
  joins: { IN2: 'IN1' },
  // MSH-2: component, repetition, escape, subcomponent.
  separators: (line) => ({
    field: line.charAt(3) || '|',
    component: line.charAt(4) || '^',
    repetition: line.charAt(5) || '~',
    escape: line.charAt(6) || '\\',
    part: line.charAt(7) || '&',
  }),
  identifiers: new Set(['PID-2', 'PID-3', 'PID-4', 'NK1-33', 'GT1-2', 'IN1-49', 'MRG-1']),
  telecoms: new Set(['PID-13', 'PID-14', 'PID-40', 'NK1-5', 'NK1-6', 'NK1-40', 'GT1-6', 'GT1-7']),
  words: {
    'PID-5': 'nom',
    'PID-6': 'nom de la mere naissance',
    'PID-7': 'date naissance',
    'PID-8': 'sexe',
    'PID-9': 'nom',
    'PID-11': 'adresse',
    'PID-16': 'situation familiale',
    'PID-19': 'nss',
    'PID-23': 'lieu naissance',
    'NK1-2': 'nom',
    'NK1-4': 'adresse',
    'GT1-3': 'nom',
    'GT1-5': 'adresse',
    'GT1-19': 'nss',
    'IN1-16': 'nom',
    'IN1-18': 'date naissance',
    'IN1-19': 'adresse',
    'IN2-2': 'nss',
  },
  health: new Set(['DG1', 'AL1', 'IAM', 'OBX', 'OBR', 'PR1', 'RXA', 'RXE', 'RXO', 'RXD', 'RXR', 'SPM', 'PRB']),
};

export const hl7: Shape = segmentShape(rules, () => new SegmentReader(rules));
