/** What an installed set is called on screen, the unreadable one included: of that, only its place in a series is known. */
import type { InstalledSetView } from '../../contract/values.ts';
import type { Text } from '../text/use-text.ts';

/** The set's series and number, in words. */
export function seriesName({ t }: Text, { series, sequence }: Pick<InstalledSetView, 'series' | 'sequence'>): string {
  return t('packs.sequence-value', { series, sequence });
}

/** Titles of its incidents; its series where nothing of it can be read. */
export function setName(text: Text, pack: InstalledSetView): string {
  return pack.incidents.map((incident) => text.pick(incident.title)).join(' · ') || seriesName(text, pack);
}

/** True of a set on a server that does not answer: nothing is wrong with the set itself. */
export function isOutOfReach({ source, problem }: InstalledSetView): boolean {
  return source === 'http' && problem?.code.startsWith('source-') === true;
}

/** What can be expected of it now, in a word or two. */
export function stateWords({ t }: Text, pack: InstalledSetView): string {
  return t(isOutOfReach(pack) ? 'packs.state.offline' : `packs.state.${pack.state}`);
}

/** Its state, and the date of its data where that is known. */
export function setState(text: Text, pack: InstalledSetView): string {
  const { t, date } = text;
  const { dataAsOf } = pack;
  const words = stateWords(text, pack);
  return dataAsOf === '' ? words : `${words} · ${t('packs.data-as-of', { date: date(dataAsOf) })}`;
}
