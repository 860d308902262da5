/** Words for what the identifier reader objects to. A reason without words is shown as « unreadable », never raw. */
import type { TextKey } from '../../text/fr.ts';

const keys: Readonly<Record<string, TextKey>> = {
  'nir-character': 'identifier.problem.nir-character',
  'nir-length': 'identifier.problem.nir-length',
  'nir-sex': 'identifier.problem.nir-sex',
  'nir-month': 'identifier.problem.nir-month',
  'nir-department': 'identifier.problem.nir-department',
  'nir-key-wrong': 'identifier.problem.nir-key-wrong',
  'nir-scientific': 'identifier.problem.nir-scientific',
  'nir-sex-unknown': 'identifier.problem.nir-sex-unknown',
  'nir-provisional-shape': 'identifier.problem.nir-provisional-shape',
  'email-at': 'identifier.problem.email-at',
  'email-character': 'identifier.problem.email-character',
  'email-length': 'identifier.problem.email-length',
  'email-local': 'identifier.problem.email-local',
  'email-domain': 'identifier.problem.email-domain',
};

export function identifierProblemKey(reason: string): TextKey {
  return keys[reason] ?? 'identifier.problem.other';
}
