/** A key's fingerprint, whole, in the eight groups in which it is read aloud. */
import css from './small.module.css';

export function FingerprintGroups({ groups, label }: { readonly groups: readonly string[]; readonly label: string }) {
  return (
    <ol className={css.fingerprint} aria-label={label}>
      {groups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: groups have a place, and two may be equal
        <li key={index}>{group}</li>
      ))}
    </ol>
  );
}
