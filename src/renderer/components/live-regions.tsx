/**
 * The two live regions of the application: polite for where the work moved, assertive for verdicts and blocks. They stand
 * beside the page's root, because what lies below an open dialog is inert and would not be spoken.
 */
import { createPortal } from 'react-dom';
import { useDeskState } from './desk-context.tsx';

export function LiveRegions() {
  const { text, urgent, count } = useDeskState('view', (state) => state.announcement);
  // A no-break space in every other announcement makes a repeated sentence a change, which alone is spoken.
  const spoken = count % 2 === 0 ? text : `${text}\u00a0`;
  return createPortal(
    <>
      <div className="only-heard" role="status" aria-live="polite">
        {urgent ? '' : spoken}
      </div>
      <div className="only-heard" role="alert" aria-live="assertive">
        {urgent ? spoken : ''}
      </div>
    </>,
    document.body,
  );
}
