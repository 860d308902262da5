/** One installed set: its incidents and their status, its state in words, its date, size, issuer and signer. */
import { IconAlertTriangle, IconCircleCheck, IconCloud, IconLoader2 } from '@tabler/icons-react';
import type { InstalledSetView } from '../../../contract/values.ts';
import { AssessmentLine } from '../../components/assessment-line.tsx';
import { Button } from '../../components/button.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { seriesName, setName, stateWords } from '../../components/set-name.ts';
import { Chip } from '../../components/small.tsx';
import { StatusChip } from '../../components/words.tsx';
import { useText } from '../../text/use-text.ts';
import { FactList } from './fact-list.tsx';
import { OnlyKind } from './only-kind.tsx';
import css from './packs.module.css';

const states = {
  ready: { icon: IconCircleCheck, tone: 'ok' },
  checking: { icon: IconLoader2, tone: 'info' },
  unusable: { icon: IconAlertTriangle, tone: 'danger' },
} as const;

export function PackCard({ pack, onRemove }: PackCardProps) {
  const text = useText();
  const { t, pick, date, number, fileSize } = text;
  // Of a file that is gone or broken at its start, only the register's entry is known.
  const readable = pack.incidents.length > 0;
  const { icon: Icon, tone } = states[pack.state];
  const lost = pack.coverage.reduce((sum, kind) => sum + kind.lost, 0);
  return (
    <article className={css.card}>
      <div className={css.cardHead}>
        <Chip tone={tone} icon={<Icon size={16} aria-hidden />}>
          {stateWords(text, pack)}
        </Chip>
        {readable && <strong>{t('packs.data-as-of', { date: date(pack.dataAsOf) })}</strong>}
        {pack.source === 'http' && (
          <Chip tone="info" icon={<IconCloud size={15} aria-hidden />}>
            {t('packs.online')}
          </Chip>
        )}
        {pack.stretch.belowProduction && <Chip tone="warn">{t('packs.below-production')}</Chip>}
        {lost > 0 && <Chip tone="warn">{t('packs.incomplete', { lost })}</Chip>}
        {pack.outdated && <Chip tone="warn">{t('packs.outdated', { date: date(pack.validUntil ?? '') })}</Chip>}
        {onRemove !== null && (
          <span className={css.push}>
            <Button variant="subtle" color="danger" data-size="compact" onClick={onRemove}>
              {t('packs.remove')}
            </Button>
          </span>
        )}
      </div>
      {!readable && <h2>{setName(text, pack)}</h2>}
      <ul className={css.incidents}>
        {pack.incidents.map((incident) => (
          <li key={incident.id}>
            <h2>{pick(incident.title)}</h2>
            <StatusChip status={incident.status} />
            <AssessmentLine incident={incident} />
          </li>
        ))}
      </ul>
      <OnlyKind pack={pack} />
      {pack.fewPerCheck && (
        <p className={css.fine}>{t('packs.few-per-check', { people: number(pack.insuredPerCheck ?? 0) })}</p>
      )}
      {pack.problem !== null && <ProblemCard problem={pack.problem} lost={t('packs.unusable')} />}
      <FactList
        facts={[
          ...(readable
            ? ([
                [t('packs.entries'), number(pack.entryCount)],
                ...pack.coverage.map(
                  ({ kind, seen, indexed, lost }) =>
                    [
                      t(`packs.coverage-${kind}`),
                      t('packs.coverage-counts', { seen: number(seen), indexed: number(indexed), lost: number(lost) }),
                    ] as const,
                ),
                [t('packs.size'), fileSize(pack.fileBytes)],
                [t('packs.issuer'), pack.issuer],
                [t('packs.signer'), pack.signer.trusted ? pack.signer.name : t('offer.signer-unknown')],
                [t('packs.sequence'), seriesName(text, pack)],
              ] as const)
            : []),
          [t('packs.imported-on'), date(pack.importedAt)],
        ]}
      />
    </article>
  );
}
interface PackCardProps {
  readonly pack: InstalledSetView;
  /** Null where the person may not. */
  readonly onRemove: (() => void) | null;
}
