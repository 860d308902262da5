/** Whose words an incident is told in, said where another signer tells of the same one: neither speaks for the other. */
import type { ToldIncidentView } from '../../contract/values.ts';
import { useText } from '../text/use-text.ts';

/** Tells incidents apart that two signers tell of. */
export function incidentKey({ id, toldBy }: Pick<ToldIncidentView, 'id' | 'toldBy'>): string {
  return `${id} ${toldBy.signer}`;
}

/** Nothing where one signer alone tells of it. */
export function ToldBy({ incident: { id, toldBy }, among }: ToldByProps) {
  const { t } = useText();
  if (!among.some((each) => each.id === id && each.toldBy.signer !== toldBy.signer)) return null;
  return <> · {t('facts.told-by', { name: toldBy.name })}</>;
}
interface ToldByProps {
  readonly incident: ToldIncidentView;
  readonly among: readonly ToldIncidentView[];
}
