/** Said of a set that holds one kind of identifier alone: what is asked with any other kind cannot be answered. */
import type { PackView } from '../../../contract/values.ts';
import { useText } from '../../text/use-text.ts';
import css from './packs.module.css';

export function OnlyKind({ pack }: { readonly pack: PackView }) {
  const { t } = useText();
  const [kind, ...others] = pack.identifierKinds;
  if (kind === undefined || others.length > 0) return null;
  return <p className={css.notice}>{t(`packs.only-${kind}`)}</p>;
}
