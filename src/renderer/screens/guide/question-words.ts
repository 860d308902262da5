/** Why a question of the guide is asked. One that the guide gained since is explained in general words. */
import { fr, type TextKey } from '../../text/fr.ts';

export function questionWhyKey(questionId: string): TextKey {
  const key = `why.${questionId}`;
  return key in fr ? (key as TextKey) : 'why.other';
}
