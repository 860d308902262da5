/**
 * A set that was chosen but not imported. Everything one needs to decide is shown first: signature, who signed, what
 * is inside and how sure, its date, its cost; only then the delivery passphrase is asked for.
 */
import { Checkbox, PasswordInput, Progress } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconKey, IconLoader2 } from '@tabler/icons-react';
import { type FormEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { PackOffer } from '../../../contract/values.ts';
import { Button } from '../../components/button.tsx';
import card from '../../components/card.module.css';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { moveFocus } from '../../components/layers.ts';
import { ProblemCard } from '../../components/problem-card.tsx';
import { seriesName } from '../../components/set-name.ts';
import type { ImportProgress } from '../../state/packs-store.ts';
import { useText } from '../../text/use-text.ts';
import { FactList } from './fact-list.tsx';
import { IncidentProvenance } from './incident-provenance.tsx';
import { OnlyKind } from './only-kind.tsx';
import css from './packs.module.css';
import { SignerCard } from './signer-card.tsx';
import { TrustDialog } from './trust-dialog.tsx';

export function OfferScreen({ offer }: { readonly offer: PackOffer }) {
  const text = useText();
  const { t, date, number, fileSize } = text;
  const { packs } = useDesk();
  const importing = useDeskState('packs', (state) => state.importing);
  const problem = useDeskState('packs', (state) => state.problem);
  const busy = useDeskState('packs', (state) => state.busy);
  const title = useRef<HTMLHeadingElement>(null);
  const [comparing, setComparing] = useState(false);
  useLayoutEffect(() => moveFocus(title.current), []);
  const { pack } = offer;
  const { stretch } = pack;
  return (
    <div className={css.offer}>
      <div className={css.column}>
        <section className={css.card}>
          <p className={css.fine}>{offer.fileName}</p>
          <h2 ref={title} tabIndex={-1} className={css.offerTitle}>
            {t('offer.title')}
          </h2>
          <ul className={css.provenance}>
            {pack.incidents.map((incident) => (
              <IncidentProvenance key={incident.id} incident={incident} />
            ))}
          </ul>
          <OnlyKind pack={pack} />
          {offer.source === 'http' && <p className={css.notice}>{t('packs.online-what')}</p>}
          <FactList
            facts={[
              [t('packs.data-date'), date(pack.dataAsOf)],
              [t('packs.issuer'), pack.issuer],
              [t('packs.entries'), number(pack.entryCount)],
              [t('packs.size'), fileSize(pack.fileBytes)],
              [t('packs.sequence'), seriesName(text, pack)],
              [t('packs.anonymity'), t('packs.anonymity-value', { people: number(pack.insuredPerPrefix) })],
            ]}
          />
        </section>
      </div>
      <div className={css.column}>
        <SignerCard
          signer={pack.signer}
          issuer={pack.issuer}
          namesakes={offer.namesakes}
          onCompare={() => setComparing(true)}
        />
        {comparing && (
          <TrustDialog
            signer={pack.signer}
            issuer={pack.issuer}
            namesakes={offer.namesakes}
            busy={busy}
            problem={problem}
            onTrust={packs.getState().trustSigner}
            onClose={() => setComparing(false)}
          />
        )}
        <section className={css.card} data-warn={stretch.belowProduction || undefined}>
          <h2>{t('offer.cost')}</h2>
          <p>
            {t('offer.cost-value', {
              memory: fileSize(stretch.memoryKiB * 1024),
              passes: stretch.passes,
              lanes: stretch.lanes,
            })}
          </p>
          {stretch.belowProduction && (
            <p className={css.warning}>
              <IconAlertTriangle size={18} aria-hidden />
              <span>{t('offer.below-production')}</span>
            </p>
          )}
        </section>
        {problem !== null && !comparing && (
          <ProblemCard problem={problem} onClose={() => packs.getState().dismissProblem()} />
        )}
        {importing !== null ? (
          <ImportCard progress={importing} stages={offer.source === 'http' ? servedStages : fileStages} />
        ) : (
          <PassphraseCard offer={offer} />
        )}
      </div>
    </div>
  );
}

function PassphraseCard({ offer }: { readonly offer: PackOffer }) {
  const { t } = useText();
  const { packs } = useDesk();
  const [passphrase, setPassphrase] = useState('');
  const [forced, setForced] = useState(false);
  const { trusted } = offer.pack.signer;
  const already = offer.replaces?.packId === offer.pack.packId;
  const older = offer.replaces?.older === true;
  const byKey = offer.opensWithoutPassphrase;
  const ready = trusted && (byKey || passphrase !== '') && !already && (!older || forced);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    const typed = passphrase;
    setPassphrase('');
    void packs.getState().importOffer(typed, older && forced);
  };
  return (
    <section className={css.card}>
      <form className={card.form} onSubmit={submit}>
        {offer.replaces !== null && !older && (
          <p>{t('offer.replaces', { from: offer.replaces.sequence, to: offer.pack.sequence })}</p>
        )}
        {already && <p>{t('offer.already')}</p>}
        {older && !already && (
          <>
            <p className={css.warning}>
              <IconAlertTriangle size={18} aria-hidden />
              <span>
                {t('offer.older', { installed: offer.replaces?.sequence ?? 0, offered: offer.pack.sequence })}
              </span>
            </p>
            <Checkbox
              size="md"
              label={t('offer.force-older')}
              checked={forced}
              onChange={(event) => setForced(event.currentTarget.checked)}
            />
          </>
        )}
        {byKey ? (
          <p className={css.byKey}>
            <IconKey size={18} aria-hidden />
            {t('offer.opens-by-key')}
          </p>
        ) : (
          <PasswordInput
            label={t('offer.passphrase')}
            description={t('offer.passphrase-what', { slots: offer.pack.slotLabels.join(', ') })}
            autoComplete="off"
            disabled={!trusted}
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': t('unlock.show'), tabIndex: 0 }}
          />
        )}
        {!trusted && !byKey && <p className={css.fine}>{t('offer.trust-first')}</p>}
        <div className={css.actions}>
          <Button variant="default" onClick={() => packs.getState().dismissOffer()}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={!ready}>
            {t('offer.import')}
          </Button>
        </div>
      </form>
    </section>
  );
}

// In the order in which they come; a set that stays on a server is neither copied nor read whole.
const fileStages = ['open', 'copy', 'verify', 'canaries'] as const;
const servedStages = ['open', 'canaries'] as const;

function ImportCard({ progress, stages }: ImportCardProps) {
  const { t, fileSize } = useText();
  const { packs, view } = useDesk();
  const cancelling = useDeskState('packs', (state) => state.cancelling);
  const stageWords = t(`import.${progress.stage}`);
  useEffect(() => view.getState().announce(stageWords, { topic: 'import' }), [stageWords, view]);
  // What the screen starts with is not a stage of its own.
  const at = Math.max(0, stages.indexOf(progress.stage));
  const counted = progress.stage === 'copy' || progress.stage === 'verify';
  const share = counted && progress.totalBytes > 0 ? Math.min(1, progress.doneBytes / progress.totalBytes) : 0;
  return (
    <section className={css.card}>
      <h2>{t('import.title')}</h2>
      <ol className={css.stages}>
        {stages.map((stage, index) => (
          <li key={stage} data-state={index < at ? 'done' : index === at ? 'now' : 'to-do'}>
            {index < at && <IconCircleCheck size={18} aria-hidden />}
            {index === at && <IconLoader2 size={18} aria-hidden />}
            {t(`import.${stage}`)}
          </li>
        ))}
      </ol>
      <Progress
        value={((at + share) / stages.length) * 100}
        size={8}
        color="var(--accent)"
        aria-label={stageWords}
        transitionDuration={0}
      />
      {counted && (
        <p className={css.fine}>
          {fileSize(progress.doneBytes)} / {fileSize(progress.totalBytes)}
        </p>
      )}
      <div className={css.actions}>
        <Button
          data-focus-home
          variant="default"
          disabled={cancelling}
          onClick={() => void packs.getState().cancelImport()}
        >
          {t(cancelling ? 'import.cancelling' : 'common.cancel')}
        </Button>
      </div>
    </section>
  );
}
interface ImportCardProps {
  readonly progress: ImportProgress;
  readonly stages: readonly ImportProgress['stage'][];
}
