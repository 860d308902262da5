/** What an installed set is called on screen, the unreadable one included: of that, only its place in a series is known. */
import type { InstalledPack } from '../../contract/values.ts';
import type { Text } from '../text/use-text.ts';

/** The set's series and number, in words. */
export function seriesName({ t }: Text, { series, sequence }: Pick<InstalledPack, 'series' | 'sequence'>): string {
  return t('packs.sequence-value', { series, sequence });
}

/** Titles of its incidents; its series where nothing of it can be read. */
export function setName(text: Text, pack: InstalledPack): string {
  return pack.incidents.map((incident) => text.pick(incident.title)).join(' · ') || seriesName(text, pack);
}

/** Its state, and the date of its data where that is known. */
export function setState({ t, date }: Text, { state, dataAsOf }: InstalledPack): string {
  const words = t(`packs.state.${state}`);
  return dataAsOf === '' ? words : `${words} · ${t('packs.data-as-of', { date: date(dataAsOf) })}`;
}
