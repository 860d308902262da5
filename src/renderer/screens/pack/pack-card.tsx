/** One installed set: its incidents and their status, its state in words, its date, size, issuer and signer. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCloud, IconLoader2 } from '@tabler/icons-react';
import type { InstalledPack } from '../../../contract/values.ts';
import { ProblemCard } from '../../components/problem-card.tsx';
import { Chip } from '../../components/small.tsx';
import { StatusChip } from '../../components/words.tsx';
import { useText } from '../../text/use-text.ts';
import css from './packs.module.css';

const states = {
  ready: { icon: IconCircleCheck, tone: 'ok' },
  checking: { icon: IconLoader2, tone: 'info' },
  unusable: { icon: IconAlertTriangle, tone: 'danger' },
} as const;

export function PackCard({ pack, onRemove }: { readonly pack: InstalledPack; readonly onRemove: () => void }) {
  const { t, pick, date, number, fileSize } = useText();
  const { icon: Icon, tone } = states[pack.state];
  return (
    <article className={css.card}>
      <div className={css.cardHead}>
        <Chip tone={tone} icon={<Icon size={16} aria-hidden />}>
          {t(`packs.state.${pack.state}`)}
        </Chip>
        <strong>{t('packs.data-as-of', { date: date(pack.dataAsOf) })}</strong>
        {pack.source === 'http' && (
          <Chip tone="info" icon={<IconCloud size={15} aria-hidden />}>
            {t('packs.online')}
          </Chip>
        )}
        {pack.stretch.belowProduction && <Chip tone="warn">{t('packs.below-production')}</Chip>}
        <span className={css.push}>
          <Button variant="subtle" color="danger" data-size="compact" onClick={onRemove}>
            {t('packs.remove')}
          </Button>
        </span>
      </div>
      <ul className={css.incidents}>
        {pack.incidents.map((incident) => (
          <li key={incident.id}>
            <h2>{pick(incident.title)}</h2>
            <StatusChip status={incident.status} />
          </li>
        ))}
      </ul>
      {pack.problem !== null && <ProblemCard problem={pack.problem} lost={t('packs.unusable')} />}
      <dl className={css.facts}>
        <div>
          <dt>{t('packs.entries')}</dt>
          <dd>{number(pack.entryCount)}</dd>
        </div>
        <div>
          <dt>{t('packs.size')}</dt>
          <dd>{fileSize(pack.fileBytes)}</dd>
        </div>
        <div>
          <dt>{t('packs.issuer')}</dt>
          <dd>{pack.issuer}</dd>
        </div>
        <div>
          <dt>{t('packs.signer')}</dt>
          <dd>{pack.signer.name}</dd>
        </div>
        <div>
          <dt>{t('packs.sequence')}</dt>
          <dd>{t('packs.sequence-value', { series: pack.series, sequence: pack.sequence })}</dd>
        </div>
        <div>
          <dt>{t('packs.imported-on')}</dt>
          <dd>{date(pack.importedAt)}</dd>
        </div>
      </dl>
    </article>
  );
}
