/** In the verdict's place where nobody was looked up: what is known of the incident, worded by its status. */
import { IconCircleCheck, IconFileImport, IconHelpHexagon, IconMessageQuestion } from '@tabler/icons-react';
import { type ComponentType, type CSSProperties, useEffect, useRef } from 'react';
import type { IncidentStatus, IncidentView } from '../../../contract/values.ts';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { useText } from '../../text/use-text.ts';
import css from './call.module.css';

type Icon = ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;
// Never the red of « listed »: the person was not looked up, whatever is known of the incident.
const looks: Readonly<Record<IncidentStatus, { readonly tone: string; readonly icon: Icon }>> = {
  confirmed: { tone: 'claimed', icon: IconMessageQuestion },
  'partly-confirmed': { tone: 'claimed', icon: IconMessageQuestion },
  claimed: { tone: 'claimed', icon: IconHelpHexagon },
  refuted: { tone: 'absent', icon: IconCircleCheck },
};

export function AskedBand({ incident }: { readonly incident: IncidentView }) {
  const { t, pick } = useText();
  const { tone, icon } = looks[incident.status];
  return (
    <Band
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
    <Band tone="absent" icon={IconFileImport} heading={t('case.code-band')} sub={t('case.code-sub')} side={reference} />
  );
}

function Band({ tone, icon: Icon, heading, sub, side }: BandProps) {
  const { t } = useText();
  const { call, view } = useDesk();
  const closed = useDeskState('call', (state) => state.case?.status === 'closed');
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus();
    view.getState().announce(`${heading}. ${sub}`, true);
  }, [heading, sub, view]);
  return (
    <section
      className={css.band}
      data-verdict={tone}
      style={{ '--band': `var(--verdict-${tone})` } as CSSProperties}
      aria-label={t('verdict.label')}
    >
      <Icon size={56} stroke={1.8} aria-hidden />
      <div>
        <h2 ref={title} tabIndex={-1}>
          {heading}
        </h2>
        <p>{sub}</p>
      </div>
      <div className={css.bandSide}>
        <div className={css.bandTitle}>{side}</div>
        {!closed && (
          <button type="button" className={css.bandButton} onClick={() => call.getState().checkAnother()}>
            {t('ask.check')}
          </button>
        )}
      </div>
    </section>
  );
}
interface BandProps {
  readonly tone: string;
  readonly icon: Icon;
  readonly heading: string;
  readonly sub: string;
  readonly side: string;
}
