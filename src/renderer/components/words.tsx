/**
 * Incident statuses, data classes, urgencies and outcomes as word + icon + tone, in one place, so that no screen can
 * word a claim as a fact by accident.
 */
import {
  IconBuildingBank,
  IconCalendarEvent,
  IconCheck,
  IconCircleCheck,
  IconCircleDashedCheck,
  IconClock,
  IconCreditCard,
  IconEye,
  IconHelpCircle,
  IconHome,
  IconId,
  IconIdBadge2,
  IconKey,
  IconLock,
  IconMail,
  IconNumber,
  IconPhone,
  IconPhoneCall,
  IconRefreshAlert,
  IconSend,
  IconShieldHeart,
  IconSlash,
  IconStethoscope,
  IconX,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { DataClass, IncidentStatus, StepOutcome, StepView } from '../../contract/values.ts';
import type { TextKey } from '../text/fr.ts';
import { useText } from '../text/use-text.ts';
import { Chip, type Tone } from './small.tsx';

type Icon = ComponentType<{ size?: number; 'aria-hidden'?: boolean }>;
interface Word {
  readonly key: TextKey;
  readonly icon: Icon;
  readonly tone: Tone;
}

export const statusWords: Readonly<Record<IncidentStatus, Word>> = {
  confirmed: { key: 'status.confirmed', icon: IconCircleCheck, tone: 'danger' },
  'partly-confirmed': { key: 'status.partly-confirmed', icon: IconCircleDashedCheck, tone: 'danger' },
  claimed: { key: 'status.claimed', icon: IconHelpCircle, tone: 'unverified' },
  refuted: { key: 'status.refuted', icon: IconX, tone: 'info' },
};

const classWords: Readonly<Record<DataClass, { readonly key: TextKey; readonly icon: Icon }>> = {
  'ameli-login': { key: 'class.ameli-login', icon: IconKey },
  email: { key: 'class.email', icon: IconMail },
  phone: { key: 'class.phone', icon: IconPhone },
  'postal-address': { key: 'class.postal-address', icon: IconHome },
  nir: { key: 'class.nir', icon: IconNumber },
  'civil-status': { key: 'class.civil-status', icon: IconIdBadge2 },
  iban: { key: 'class.iban', icon: IconBuildingBank },
  card: { key: 'class.card', icon: IconCreditCard },
  'identity-document': { key: 'class.identity-document', icon: IconId },
  'health-data': { key: 'class.health-data', icon: IconStethoscope },
  rights: { key: 'class.rights', icon: IconShieldHeart },
};

export const urgencyWords: Readonly<Record<StepView['urgency'], Word>> = {
  0: { key: 'urgency.0', icon: IconPhoneCall, tone: 'danger' },
  1: { key: 'urgency.1', icon: IconClock, tone: 'warn' },
  2: { key: 'urgency.2', icon: IconCalendarEvent, tone: 'info' },
  3: { key: 'urgency.3', icon: IconEye, tone: 'neutral' },
};

export const outcomeWords: Readonly<Record<StepOutcome['kind'], Word>> = {
  done: { key: 'outcome.done', icon: IconCheck, tone: 'ok' },
  refused: { key: 'outcome.refused', icon: IconX, tone: 'danger' },
  later: { key: 'outcome.later', icon: IconRefreshAlert, tone: 'warn' },
  'not-applicable': { key: 'outcome.not-applicable', icon: IconSlash, tone: 'neutral' },
  requested: { key: 'outcome.requested', icon: IconSend, tone: 'warn' },
  'no-right': { key: 'outcome.no-right', icon: IconLock, tone: 'neutral' },
};

function WordChip({ word }: { readonly word: Word }) {
  const { t } = useText();
  const Icon = word.icon;
  return (
    <Chip tone={word.tone} icon={<Icon size={15} aria-hidden />}>
      {t(word.key)}
    </Chip>
  );
}

export const StatusChip = ({ status }: { readonly status: IncidentStatus }) => <WordChip word={statusWords[status]} />;
export const UrgencyChip = ({ urgency }: { readonly urgency: StepView['urgency'] }) => (
  <WordChip word={urgencyWords[urgency]} />
);
export const OutcomeChip = ({ kind }: { readonly kind: StepOutcome['kind'] }) => <WordChip word={outcomeWords[kind]} />;

/** One class of data; `claimed` draws it as unverified, with those words for a screen reader. */
/** `tied`: to a phone number, whoever had it then; `claimed`: verified by nobody. */
export type ClassStanding = 'own' | 'tied' | 'claimed';

export function ClassChip({
  dataClass,
  standing,
}: {
  readonly dataClass: DataClass;
  readonly standing: ClassStanding;
}) {
  const { t } = useText();
  const { key, icon: Icon } = classWords[dataClass];
  return (
    <Chip tone={standing === 'own' ? 'danger' : 'unverified'} icon={<Icon size={15} aria-hidden />}>
      {t(key)}
      {standing === 'claimed' && <span className="only-heard"> ({t('verdict.claimed-mark')})</span>}
    </Chip>
  );
}
