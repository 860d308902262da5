/** Sets and notices: what is installed and whether it can answer; the import of one more, by button or by dropping a file. */
import { TextInput } from '@mantine/core';
import { IconFileCertificate, IconFileImport } from '@tabler/icons-react';
import { type FormEvent, useEffect, useState } from 'react';
import type { InstalledSetView } from '../../../contract/values.ts';
import { Button } from '../../components/button.tsx';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useFileDrop } from '../../components/file-drop.ts';
import { ProblemCard } from '../../components/problem-card.tsx';
import { setName } from '../../components/set-name.ts';
import { EmptyState } from '../../components/small.tsx';
import { useSpoken } from '../../components/use-spoken.ts';
import { useText } from '../../text/use-text.ts';
import { NoticeOfferScreen } from './notice-offer-screen.tsx';
import { NoticesSection } from './notices-section.tsx';
import { OfferScreen } from './offer-screen.tsx';
import { PackCard } from './pack-card.tsx';
import css from './packs.module.css';
import { ResetRegister } from './reset-register.tsx';
import { SignersSection } from './signers-section.tsx';

export function PacksScreen() {
  const { t } = useText();
  const { packs, notices, handOver, view } = useDesk();
  const list = useDeskState('packs', (state) => state.packs);
  const loaded = useDeskState('packs', (state) => state.loaded);
  const offer = useDeskState('packs', (state) => state.offer);
  const busy = useDeskState('packs', (state) => state.busy);
  const problem = useDeskState('packs', (state) => state.problem);
  const imported = useDeskState('packs', (state) => state.imported);
  const registerProblem = useDeskState('packs', (state) => state.registerProblem);
  const noticeOffer = useDeskState('notices', (state) => state.offer);
  const supervisor = useDeskState('session', (state) => state.app?.session?.role === 'supervisor');
  const [removing, setRemoving] = useState<InstalledSetView | null>(null);
  const importedWords = imported === null ? null : t('packs.imported', { count: imported.incidents.length });
  useSpoken(importedWords);
  const fileDrop = useFileDrop((file) => {
    // By its name only which question it is; what the file is, its bytes tell the application.
    if (file.name.endsWith('.vigie-notice')) void notices.getState().offerDropped(file);
    else if (file.name.endsWith('.vigie-case')) {
      view.getState().goTo('cases');
      void handOver.getState().offerDropped(file);
    } else void packs.getState().offerDropped(file);
  });

  useEffect(() => {
    void packs.getState().load();
    void notices.getState().load();
  }, [packs, notices]);

  if (offer !== null) return <OfferScreen offer={offer} />;
  if (noticeOffer !== null) return <NoticeOfferScreen offer={noticeOffer} />;

  const button = (
    <Button
      leftSection={<IconFileImport size={20} aria-hidden />}
      loading={busy}
      onClick={() => void packs.getState().choose()}
    >
      {t('packs.import')}
    </Button>
  );
  return (
    // An adviser has nothing to press here: what may scroll must be reachable by keyboard all the same.
    <section
      className={css.screen}
      aria-label={t('packs.title')}
      {...(supervisor ? {} : { tabIndex: 0 })}
      {...fileDrop}
    >
      {registerProblem !== null && (
        <ResetRegister problem={registerProblem} what="packs" onReset={packs.getState().reset} />
      )}
      {problem !== null && <ProblemCard problem={problem} onClose={() => packs.getState().dismissProblem()} />}
      {importedWords !== null && (
        <p className={css.imported} data-focus-home tabIndex={-1}>
          {importedWords}
        </p>
      )}
      {loaded && list.length === 0 ? (
        <EmptyState
          icon={<IconFileCertificate size={48} stroke={1.4} aria-hidden />}
          title={t('packs.none-title')}
          actions={supervisor ? button : undefined}
        >
          {t('packs.none')} {t(supervisor ? 'packs.drop' : 'packs.supervisor')}
        </EmptyState>
      ) : (
        <>
          {supervisor ? (
            <div className={css.dropzone}>
              <IconFileImport size={28} stroke={1.5} aria-hidden />
              <p>
                <strong>{t('packs.drop')}</strong>
                <br />
                {t('packs.drop-what')}
              </p>
              {button}
            </div>
          ) : (
            <p className={css.fine}>{t('packs.supervisor')}</p>
          )}
          {supervisor && <AddressForm />}
          {list.map((pack) => (
            <PackCard key={pack.packId} pack={pack} onRemove={supervisor ? () => setRemoving(pack) : null} />
          ))}
        </>
      )}
      <NoticesSection />
      {supervisor && <SignersSection />}
      {removing !== null && (
        <RemoveDialog
          pack={removing}
          onClose={() => setRemoving(null)}
          onRemove={() => {
            setRemoving(null);
            void packs.getState().remove(removing.packId);
          }}
        />
      )}
    </section>
  );
}

/** A set that is read from a web server, one part for each check; a supervisor's decision. */
function AddressForm() {
  const { t } = useText();
  const { packs } = useDesk();
  const busy = useDeskState('packs', (state) => state.busy);
  const [address, setAddress] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (address.trim() !== '') void packs.getState().offerAddress(address.trim());
  };
  return (
    <details className={css.address}>
      <summary>{t('packs.address-title')}</summary>
      <form onSubmit={submit}>
        <TextInput
          type="url"
          label={t('packs.address')}
          description={t('packs.address-what')}
          placeholder="https://"
          autoComplete="off"
          spellCheck={false}
          maxLength={2000}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={busy} disabled={address.trim() === ''}>
          {t('packs.address-read')}
        </Button>
      </form>
    </details>
  );
}

function RemoveDialog({ pack, onClose, onRemove }: RemoveDialogProps) {
  const text = useText();
  const { t } = text;
  return (
    <Dialog onClose={onClose} title={t('packs.remove-title')} widthPx={480}>
      <p>
        <strong>{setName(text, pack)}</strong>
      </p>
      <p>{t('packs.remove-what')}</p>
      <div className={css.actions}>
        <Button data-autofocus variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button color="danger" onClick={onRemove}>
          {t('packs.remove')}
        </Button>
      </div>
    </Dialog>
  );
}
interface RemoveDialogProps {
  readonly pack: InstalledSetView;
  readonly onClose: () => void;
  readonly onRemove: () => void;
}
