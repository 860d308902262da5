/** The table of identifier kinds: a kind is one file in `kinds/` and one line here. */
import type { IdentifierKind } from '../vocabulary.ts';
import type { KindSpec } from './kind-spec.ts';
import { emailKind } from './kinds/email.ts';
import { nirKind } from './kinds/nir.ts';
import { phoneKind } from './kinds/phone.ts';
import { rppsKind } from './kinds/rpps.ts';

export const kindSpecs: { readonly [Kind in IdentifierKind]: KindSpec<Kind> } = {
  nir: nirKind,
  email: emailKind,
  phone: phoneKind,
  rpps: rppsKind,
};

/**
 * The canonical form alone, for ingestion.
 * @returns null if `text` is no identifier of that kind; always as `parse` decides
 */
export function canonicalise(kind: IdentifierKind, text: string): string | null {
  const quick = kindSpecs[kind].quickLook(text);
  if (quick !== undefined) return quick;
  const parsed = kindSpecs[kind].parse(text);
  return parsed.kind === 'ok' ? parsed.identifier.canonical : null;
}
