/** Banners that stay: this is a demonstration; a set's server does not answer; look-ups are running out, or are blocked. */
import { IconAlertTriangle, IconCloudOff, IconFileImport, IconHandStop, IconSchool } from '@tabler/icons-react';
import { useEffect, useLayoutEffect } from 'react';
import type { QuotaView } from '../../../contract/common.ts';
import { useDesk, useDeskState, useNow } from '../../components/desk-context.tsx';
import { isOutOfReach, setName } from '../../components/set-name.ts';
import { useSpoken } from '../../components/use-spoken.ts';
import type { TextKey } from '../../text/fr.ts';
import { useText } from '../../text/use-text.ts';
import { fillIdentifierEvent } from '../check/fill-identifier.ts';
import css from './banners.module.css';

/** One of each sort on the one line of the banner: a listed number, a listed address, one that is not listed. */
function samples<Sample extends { readonly text: string; readonly expected: string }>(
  all: readonly Sample[],
): Sample[] {
  const listed = all.filter((sample) => sample.expected === 'listed');
  const wanted = [
    listed.find((sample) => !sample.text.includes('@')),
    listed.find((sample) => sample.text.includes('@')),
    all.find((sample) => sample.expected === 'not-listed'),
  ];
  return wanted.filter((sample) => sample !== undefined);
}

export function DemoBanner() {
  const { t } = useText();
  const { call, view } = useDesk();
  const demo = useDeskState('session', (state) => state.app?.demo ?? null);
  if (demo === null) return null;
  const tryOut = async (text: string) => {
    if (call.getState().case === null && !(await call.getState().newCall())) return;
    if (!call.getState().identifying) call.getState().checkAnother();
    view.getState().goTo('desk');
    // The field may only just have been put on the screen.
    requestAnimationFrame(() => requestAnimationFrame(() => fillIdentifierEvent.dispatch(text)));
  };
  return (
    <aside className={css.banner} data-tone="demo" aria-label={t('demo.title')}>
      <strong>
        <IconSchool size={19} aria-hidden /> {t('demo.title')}
      </strong>
      <span className={css.lead}>{t('demo.lead')}</span>
      {samples(demo.identifiers).map(({ text, expected }) => (
        <button key={text} type="button" className={css.try} onClick={() => void tryOut(text)}>
          {text}
          <span className={css.expected}> {t(`demo.${expected}`)}</span>
        </button>
      ))}
    </aside>
  );
}

/** A set that stays on a server, and the server does not answer: nobody is told "not listed" meanwhile. */
export function OfflineBanner() {
  const text = useText();
  const { t } = text;
  const packs = useDeskState('packs', (state) => state.packs);
  const offline = packs.filter(isOutOfReach);
  const names = offline.map((pack) => setName(text, pack)).join(' · ');
  useSpoken(names === '' ? null : t('offline.title', { titles: names }));
  if (offline.length === 0) return null;
  return (
    <aside className={css.banner} data-tone="offline" aria-label={t('offline.label')}>
      <strong>
        <IconCloudOff size={19} aria-hidden />
        {t('offline.title', { titles: names })}
      </strong>
      <span>{t('offline.what')}</span>
    </aside>
  );
}

/** An import that was begun before the vault was locked: it goes on, and is registered now that the vault is open. */
export function ImportBanner() {
  const text = useText();
  const { t } = text;
  const { packs, view } = useDesk();
  const resumed = useDeskState('packs', (state) => state.resumed);
  const end = useDeskState('packs', (state) => state.resumedEnd);
  const supervisor = useDeskState('session', (state) => state.app?.session?.role === 'supervisor');
  const ended =
    end === undefined
      ? null
      : end === null
        ? t('import.resumed-failed')
        : t('import.resumed-done', { title: setName(text, end) });
  // The share that grows is for the eye.
  useSpoken(ended ?? (resumed === null ? null : t('import.resumed')));
  if (resumed === null && ended === null) return null;
  return (
    <aside className={css.banner} data-tone="import" aria-label={t('import.title')}>
      <strong>
        <IconFileImport size={19} aria-hidden />
        {ended ?? t('import.resumed')}
      </strong>
      {ended === null && resumed !== null && (
        <>
          <span>
            {t(`import.${resumed.progress.stage}`)} {text.fileSize(resumed.progress.doneBytes)} /{' '}
            {text.fileSize(resumed.progress.totalBytes)}
          </span>
          {supervisor && (
            <button type="button" className={css.try} onClick={() => void packs.getState().cancelResumed()}>
              {t('common.cancel')}
            </button>
          )}
        </>
      )}
      {ended !== null && (
        <>
          <button type="button" className={css.try} onClick={() => view.getState().goTo('packs')}>
            {t('packs.title')}
          </button>
          <button type="button" className={css.try} onClick={() => packs.getState().dismissResumedEnd()}>
            {t('common.close')}
          </button>
        </>
      )}
    </aside>
  );
}

// Counts that ran out need no more words than the time left; these do.
const reasonKeys: Readonly<Partial<Record<NonNullable<QuotaView['reason']>, TextKey>>> = {
  'no-step': 'quota.why.no-step',
  'not-listed-run': 'quota.why.not-listed-run',
  sequence: 'quota.why.sequence',
  'clock-moved-back': 'quota.why.clock-moved-back',
  'cases-day': 'quota.why.cases-day',
  'entries-day': 'quota.why.entries-day',
};

export function QuotaBanner() {
  const { t } = useText();
  const { call, view } = useDesk();
  const quota = useDeskState('call', (state) => state.quota);
  const now = useNow(1000);
  const state = quota?.state ?? 'free';
  const freeAt = quota?.freeAt ?? null;
  const seconds = freeAt === null ? null : Math.max(0, Math.ceil((Date.parse(freeAt) - now) / 1000));

  const why = quota === null || quota.reason === null ? null : (reasonKeys[quota.reason] ?? null);
  // Once, with its reason; the seconds that run down are for the eye.
  const spoken = [
    `${t('quota.blocked')}.`,
    why === null ? '' : t(why),
    freeAt === null ? t('quota.supervisor') : '',
  ].filter(Boolean);
  const sentence = spoken.join(' ');
  useLayoutEffect(() => {
    if (state === 'blocked') view.getState().announce(sentence, { urgent: true });
  }, [state, sentence, view]);
  const over = state === 'blocked' && seconds === 0;
  useEffect(() => {
    if (over) void call.getState().readQuota();
  }, [over, call]);

  if (quota === null || state === 'free') return null;
  return (
    <aside className={css.banner} data-tone={state}>
      {state === 'warned' ? (
        <>
          <strong>
            <IconAlertTriangle size={19} aria-hidden />
            {t('quota.warned', { remaining: quota.remaining })}
          </strong>
          <span>{t(`quota.window.${quota.window}`)}</span>
        </>
      ) : (
        <>
          <strong>
            <IconHandStop size={19} aria-hidden /> {t('quota.blocked')}
          </strong>
          <span>
            {why !== null && `${t(why)} `}
            {seconds === null
              ? t('quota.supervisor')
              : t('quota.free-in', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })}
          </span>
        </>
      )}
    </aside>
  );
}
