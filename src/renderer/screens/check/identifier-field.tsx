/**
 * The identifier field and its read-back. What is typed lives here alone: it is handed to the check and dropped with
 * the reading in the same turn, whatever the check answers; on leaving the screen it is gone with the field.
 */
import { IconAlertCircle, IconCircleCheck, IconKey, IconLoader2 } from '@tabler/icons-react';
import { type FormEvent, type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { IdentifierKind, IdentifierReading } from '../../../contract/values.ts';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { Chip, Key } from '../../components/small.tsx';
import { useSpoken } from '../../components/use-spoken.ts';
import { createIdentifierReader, emptyReading } from '../../state/identifier-reader.ts';
import type { TextKey } from '../../text/fr.ts';
import { useText } from '../../text/use-text.ts';
import { fillIdentifierEvent } from './fill-identifier.ts';
import css from './identifier-field.module.css';
import { identifierProblemKey } from './identifier-words.ts';

export function IdentifierField({ field, onUnauthenticated }: IdentifierFieldProps) {
  const { t } = useText();
  const { api, call } = useDesk();
  const checking = useDeskState('call', (state) => state.checking);
  const quota = useDeskState('call', (state) => state.quota);
  const [text, setText] = useState('');
  const [reading, setReading] = useState<IdentifierReading>(emptyReading);
  const [refused, setRefused] = useState(false);
  /** The kind that was chosen for this very text, where it may be several. */
  const [chosen, setChosen] = useState<IdentifierKind>();
  const reader = useMemo(() => createIdentifierReader(api, setReading), [api]);
  const blocked = quota?.state === 'blocked';
  /** The text whose Enter waits for its reading. */
  const submitted = useRef<string | null>(null);

  const type = (typed: string, as?: IdentifierKind) => {
    setText(typed);
    setChosen(as);
    setRefused(false);
    reader.read(typed, as);
  };
  const choose = (as: IdentifierKind) => {
    type(text, as);
    field.current?.focus();
  };
  // The listener is made once; what it calls is renewed with every render.
  const typeLatest = useRef(type);
  typeLatest.current = type;
  useLayoutEffect(() => {
    field.current?.focus();
    return fillIdentifierEvent.listen((identifier) => {
      typeLatest.current(identifier);
      field.current?.focus();
    });
  }, [field]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const typed = text;
    if (checking || blocked || submitted.current === typed) return;
    submitted.current = typed;
    const { complete } = await reader.settled();
    submitted.current = null;
    // Whoever typed on meanwhile did not mean what stood there.
    if (field.current?.value !== typed) return;
    if (!complete) return setRefused(true);
    if (!call.getState().authenticated) return onUnauthenticated();
    setText('');
    setChosen(undefined);
    reader.forget();
    await call.getState().check(typed, chosen);
  };

  const state: TextKey | null = refused
    ? reading.choices.length > 0
      ? 'identifier.choice-stops'
      : reading.key === 'wrong'
        ? 'identifier.key-stops'
        : 'identifier.incomplete'
    : null;
  useSpoken(state === null ? null : t(state), true);
  return (
    <form onSubmit={(event) => void submit(event)}>
      <div className={css.field}>
        <input
          ref={field}
          type="text"
          aria-label={t('identifier.label')}
          aria-describedby="identifier-reading"
          aria-invalid={refused || reading.key === 'wrong'}
          placeholder={t('identifier.placeholder')}
          autoComplete="off"
          autoCorrect="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={400}
          value={text}
          readOnly={checking}
          onChange={(event) => type(event.currentTarget.value)}
        />
        <button type="submit" className={css.checkButton} aria-disabled={!reading.complete || checking || blocked}>
          {checking ? <IconLoader2 size={22} aria-hidden /> : null}
          {checking ? t('check.checking') : t('check.check')}
          <Key>{t('check.enter')}</Key>
        </button>
      </div>
      <div className={css.reading} id="identifier-reading">
        {state !== null && (
          <p>
            <Chip tone="danger" icon={<IconAlertCircle size={15} aria-hidden />}>
              {t(state)}
            </Chip>
          </p>
        )}
        <ReadBack reading={reading} onChoose={type} onChooseKind={choose} />
      </div>
    </form>
  );
}
interface IdentifierFieldProps {
  readonly field: RefObject<HTMLInputElement | null>;
  /** Enter was pressed on a complete identifier although the caller was not confirmed to be authenticated. */
  readonly onUnauthenticated: () => void;
}

/** What was recognised, in the groups and the words in which it is read back to the caller. */
function ReadBack({
  reading,
  onChoose,
  onChooseKind,
}: {
  readonly reading: IdentifierReading;
  readonly onChoose: (text: string) => void;
  readonly onChooseKind: (kind: IdentifierKind) => void;
}) {
  const { t } = useText();
  // Not urgent: half a number may look like several kinds, and the verdict must not wait for it.
  useSpoken(reading.choices.length > 0 ? t('identifier.choices') : null);
  if (reading.kind === 'empty') return <p className={css.readingHead}>{t('identifier.hint')}</p>;
  const kind: TextKey =
    reading.kind === 'unknown' ? 'identifier.kind.unknown' : `identifier.form.${reading.form ?? reading.kind}`;
  return (
    <>
      <div className={css.readingHead}>
        <Chip tone="accent">{t(kind)}</Chip>
        {reading.key === 'valid' && (
          <Chip tone="ok" icon={<IconCircleCheck size={15} aria-hidden />}>
            {t('identifier.key.valid')}
          </Chip>
        )}
        {reading.key === 'wrong' && (
          <Chip tone="danger" icon={<IconAlertCircle size={15} aria-hidden />}>
            {t('identifier.key.wrong')}
          </Chip>
        )}
        {reading.key === 'absent' && (
          <Chip tone="neutral" icon={<IconKey size={15} aria-hidden />}>
            {t('identifier.key.absent')}
          </Chip>
        )}
        {reading.problems.map((problem) => (
          <span key={problem}>{t(identifierProblemKey(problem))}</span>
        ))}
      </div>
      <ol className={css.groups} data-kind={reading.kind} aria-label={t('identifier.read-back')}>
        {reading.groups.map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: groups have a place, and two may be equal
          <li key={index}>
            <b>{group}</b>
            <span lang="fr">{reading.spoken[index]}</span>
          </li>
        ))}
      </ol>
      {reading.choices.length > 0 && (
        <div className={css.suggestions}>
          <h3>{t('identifier.choices')}</h3>
          <ul>
            {reading.choices.map((choice) => (
              <li key={choice}>
                <button type="button" onClick={() => onChooseKind(choice)}>
                  {t(`identifier.form.${choice}`)}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {reading.suggestions.length > 0 && (
        <div className={css.suggestions}>
          <h3>{t('identifier.suggestions')}</h3>
          <ul>
            {reading.suggestions.map((suggestion) => (
              <li key={suggestion.text}>
                <button type="button" onClick={() => onChoose(suggestion.text)}>
                  {suggestion.text}
                  <small>{t(`identifier.slip.${suggestion.slip}`)}</small>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
