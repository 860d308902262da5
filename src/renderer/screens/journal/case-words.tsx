/** The status of a case and the kind of its verdict, as word and icon. */
import { IconArchive, IconPhoneCall, IconPlayerPause } from '@tabler/icons-react';
import type { CaseRow } from '../../../contract/values.ts';
import { Chip } from '../../components/small.tsx';
import type { TextKey } from '../../text/fr.ts';
import { useText } from '../../text/use-text.ts';

export const statusLooks = {
  open: { key: 'cases.status.open', icon: IconPhoneCall, tone: 'accent' },
  interrupted: { key: 'cases.status.interrupted', icon: IconPlayerPause, tone: 'warn' },
  closed: { key: 'cases.status.closed', icon: IconArchive, tone: 'neutral' },
} as const;

export function CaseStatusChip({ status }: { readonly status: CaseRow['status'] }) {
  const { t } = useText();
  const { key, icon: Icon, tone } = statusLooks[status];
  return (
    <Chip tone={tone} icon={<Icon size={15} aria-hidden />}>
      {t(key)}
    </Chip>
  );
}

/** What is told of a case in one word. */
export function meaningKey(meaning: CaseRow['meaning']): TextKey {
  return `cases.verdict.${meaning}`;
}
