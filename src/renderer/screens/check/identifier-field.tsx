/**
 * The identifier field and its read-back. What is typed lives here alone: it is handed to the check and dropped with
 * the reading in the same turn, whatever the check answers; on leaving the screen it is gone with the field.
 */
import { IconAlertCircle, IconCircleCheck, IconKey, IconLoader2 } from '@tabler/icons-react';
import {
  type FormEvent,
  Fragment,
  type KeyboardEvent,
  type RefObject,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { IdentifierKind, IdentifierReading } from '../../../contract/values.ts';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { moveFocus } from '../../components/layers.ts';
import { Chip, Key } from '../../components/small.tsx';
import { useSpoken } from '../../components/use-spoken.ts';
import { createIdentifierReader, emptyReading } from '../../state/identifier-reader.ts';
import type { TextKey } from '../../text/fr.ts';
import { useText } from '../../text/use-text.ts';
import { fillIdentifierEvent } from './fill-identifier.ts';
import css from './identifier-field.module.css';
import { identifierProblemKey } from './identifier-words.ts';
import { Proposals, proposalKeyOf, proposalsOf } from './proposals.tsx';

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
  const proposals = proposalsOf(reading);
  // What was proposed stands in the field and is read back like what was typed: nothing is checked yet.
  const accept = (at: number) => {
    const proposal = proposals[at];
    if (proposal === undefined || checking) return;
    if (proposal.kind === 'choice') type(text, proposal.as);
    else type(proposal.text, chosen);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = proposalKeyOf(event);
    if (at === null || proposals[at] === undefined) return;
    event.preventDefault();
    accept(at);
  };
  // The listener is made once; what it calls is renewed with every render.
  const typeLatest = useRef(type);
  typeLatest.current = type;
  useLayoutEffect(() => {
    moveFocus(field.current);
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
    const { complete, suggestions } = await reader.settled();
    submitted.current = null;
    // Whoever typed on meanwhile did not mean what stood there.
    if (field.current?.value !== typed) return;
    if (!complete) return setRefused(true);
    // A likely slip is never corrected, and never checked in passing: what comes of it is an absence that means nothing.
    if (suggestions.length > 0 && !refused) return setRefused(true);
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
        : reading.complete
          ? 'identifier.slip-stops'
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
          onKeyDown={onKeyDown}
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
        <ReadBack reading={reading} />
        <Proposals proposals={proposals} onAccept={accept} />
      </div>
    </form>
  );
}
interface IdentifierFieldProps {
  readonly field: RefObject<HTMLInputElement | null>;
  /** Enter was pressed on a complete identifier although the caller was not confirmed to be authenticated. */
  readonly onUnauthenticated: () => void;
}

/** Characters of a word that does not fit the line in the large type. */
const longGroup = 24;

/** What was recognised, in the groups and the words in which it is read back to the caller. */
function ReadBack({ reading }: { readonly reading: IdentifierReading }) {
  const { t } = useText();
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
          <li key={index} data-long={group.length > longGroup || undefined}>
            <b>{group}</b>
            <span lang="fr">
              {reading.spoken[index]?.split(' ').map((word, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: words have a place, and two may be equal
                <Fragment key={place}>
                  {place > 0 && ' '}
                  <span>{word}</span>
                </Fragment>
              ))}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
