/** Words for what the identifier reader objects to, or finds unusual. The compiler names a code that has none. */
import type { IdentifierReading } from '../../../contract/values.ts';
import type { TextKey } from '../../text/fr.ts';

export function identifierProblemKey(code: IdentifierReading['problems'][number]): TextKey {
  return `identifier.problem.${code}`;
}
