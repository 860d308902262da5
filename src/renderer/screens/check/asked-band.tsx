/** In the verdict's place where nobody was looked up: what is known of the incident, worded by its status. */
import { IconCircleCheck, IconFileImport, IconHelpHexagon, IconMessageQuestion } from '@tabler/icons-react';
import type { IncidentStatus, IncidentView } from '../../../contract/values.ts';
import { useText } from '../../text/use-text.ts';
import css from './band.module.css';
import { Band, type BandIcon } from './band.tsx';

// Never the red of « listed »: the person was not looked up, whatever is known of the incident.
const looks: Readonly<Record<IncidentStatus, { readonly tone: string; readonly icon: BandIcon }>> = {
  confirmed: { tone: 'claimed', icon: IconMessageQuestion },
  'partly-confirmed': { tone: 'claimed', icon: IconMessageQuestion },
  claimed: { tone: 'claimed', icon: IconHelpHexagon },
  refuted: { tone: 'absent', icon: IconCircleCheck },
};

export function AskedBand({ incident }: { readonly incident: IncidentView }) {
  const { t, pick } = useText();
  const { tone, icon } = looks[incident.status];
  return (
    <NobodyBand
      tone={tone}
      icon={icon}
      heading={t(`ask.status.${incident.status}`)}
      sub={t(`ask.sub.${incident.status}`)}
      side={pick(incident.title)}
    />
  );
}

/** A case that only a sheet's code brought here. */
export function CodeBand({ reference }: { readonly reference: string }) {
  const { t } = useText();
  return (
    <NobodyBand
      tone="absent"
      icon={IconFileImport}
      heading={t('case.code-band')}
      sub={t('case.code-sub')}
      side={reference}
    />
  );
}

function NobodyBand({ side, heading, sub, ...band }: NobodyBandProps) {
  const { t } = useText();
  return (
    <Band
      {...band}
      heading={heading}
      sub={sub}
      side={<div className={css.bandTitle}>{side}</div>}
      again={t('ask.check')}
    />
  );
}
interface NobodyBandProps {
  readonly tone: string;
  readonly icon: BandIcon;
  readonly heading: string;
  readonly sub: string;
  readonly side: string;
}
