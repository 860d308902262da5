/** The verdict at one glance: icon, word, colour; then the masked identifier and the date that the data carries. */
import {
  IconAlertOctagon,
  IconCircleDashed,
  IconHelpHexagon,
  IconPlugConnectedX,
  IconZoomQuestion,
} from '@tabler/icons-react';
import { memo } from 'react';
import type { VerdictView } from '../../../contract/values.ts';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { useText } from '../../text/use-text.ts';
import band from './band.module.css';
import { Band, type BandIcon } from './band.tsx';
import css from './verdict-band.module.css';
import { againKey, lookOf, type VerdictTone } from './verdict-words.ts';

const icons: Readonly<Record<VerdictTone, BandIcon>> = {
  listed: IconAlertOctagon,
  claimed: IconHelpHexagon,
  absent: IconCircleDashed,
  unsearched: IconZoomQuestion,
  fault: IconPlugConnectedX,
};

/** The oldest date among the sets that took part, which is what an absence can be stated for. */
function dataDateOf(verdict: VerdictView): string | null {
  const dates = verdict.sets.filter((set) => set.answer !== 'could-not-check').map((set) => set.dataAsOf);
  return dates.toSorted()[0] ?? null;
}

export const VerdictBand = memo(function VerdictBand({ verdict }: { readonly verdict: VerdictView }) {
  const { t, time, date } = useText();
  const { tone, title, sub } = lookOf(verdict);
  const dataDate = dataDateOf(verdict);
  const packs = useDeskState('packs', (state) => state.packs);
  const verdicts = useDeskState('call', (state) => state.case?.verdicts);
  const indexed = packs.flatMap(({ identifierKinds }) => identifierKinds);
  return (
    <>
      <Band
        tone={tone}
        icon={icons[tone]}
        heading={t(title)}
        sub={t(sub)}
        side={
          <div>
            <span>
              <span className={band.masked}>{verdict.masked}</span> · {time(verdict.checkedAt)}
            </span>
            {dataDate !== null && <span>{t('packs.data-as-of', { date: date(dataDate) })}</span>}
          </div>
        }
        again={t(againKey(verdict, new Set(indexed), new Set(verdicts?.map(({ identifierKind }) => identifierKind))))}
      />
      <VerdictTabs />
    </>
  );
});

/** One tab per identifier of the case, when there are several. */
function VerdictTabs() {
  const { t } = useText();
  const { call } = useDesk();
  const verdicts = useDeskState('call', (state) => state.case?.verdicts);
  const shown = useDeskState('call', (state) => state.verdictIndex);
  if (verdicts === undefined || verdicts.length < 2) return null;
  return (
    <div className={css.tabs}>
      {verdicts.map((verdict, index) => {
        const { tone, title } = lookOf(verdict);
        const Icon = icons[tone];
        return (
          <button
            key={verdict.checkId}
            type="button"
            aria-pressed={index === shown}
            onClick={() => call.getState().showVerdict(index)}
          >
            <Icon size={17} aria-hidden />
            {verdict.masked} · {t(title)}
          </button>
        );
      })}
    </div>
  );
}
