/** Sites of a stealer's log: those that the incident is about, and all others. */
import type { ByteText } from '../text/block.ts';
import type { Layout } from './shape.ts';

/** `https://user@host:port/path`, its host alone; a scheme or a path is needed unless the host has a dot. */
const urlLike =
  /^(?:[a-z][a-z0-9+.-]{1,20}:\/\/)?(?:[^\s/@:]{1,64}@)?((?=[a-z0-9_.-]*[a-z])[a-z0-9_](?:[a-z0-9_-]{0,62}\.)+[a-z0-9-]{2,63}|(?=[a-z0-9_.-]*[a-z])[a-z0-9_](?:[a-z0-9_-]{0,62}\.)*[a-z0-9_-]{1,63}(?=\/|:\d)|\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?(?:[/?#]\S*)?$/i;

/** @returns the host of a URL, lower case; null for what is none. An address is none. */
export function hostOf(text: ByteText): string | null {
  const trimmed = text.trim();
  if (trimmed.length > 4096 || /^[^/\s]{1,254}@[^/\s]+$/.test(trimmed)) return null;
  if (/^android:\/\//i.test(trimmed)) return /@([\w.-]{1,200})/.exec(trimmed)?.[1]?.toLowerCase() ?? null;
  return urlLike.exec(trimmed)?.[1]?.toLowerCase() ?? null;
}

/** True if `host` is one of the sites, or lies below one of them. An Android package is a host written backwards. */
export function isOfSites(host: string, sites: readonly string[]): boolean {
  const backwards = host.split('.').toReversed().join('.');
  return sites.some((site) => [host, backwards].some((one) => one === site || one.endsWith(`.${site}`)));
}

/**
 * Columns of a log. Only of a named site is the password one of the insurance's site; of any other the word would tell every caller that
 * theirs leaked.
 */
export function logLayout(ofNamedSite: boolean): Layout {
  return {
    name: '',
    columns: ['url', 'login', ofNamedSite ? 'password' : 'secret of another site', 'other'],
    headed: true,
  };
}
export const logColumns = { url: 0, login: 1, secret: 2, other: 3 } as const;
