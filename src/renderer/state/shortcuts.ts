/** Which command a key press asks for. Pure, so that every combination can be tested without a screen. */

export type Command =
  | 'new-call'
  | 'authenticate'
  | 'next-step'
  | 'sheet'
  | 'palette'
  | 'lock'
  | 'shortcuts'
  | 'outcome-done'
  | 'outcome-refused'
  | 'outcome-later'
  | 'outcome-not-applicable'
  | 'answer-yes'
  | 'answer-no'
  | 'answer-unknown'
  | 'undo';

/** The part of a `KeyboardEvent` that decides. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  /** True while a text field, where digits and Ctrl+Z have their own meaning, has the focus. */
  readonly inTextField: boolean;
  /** The person's preference: whether a digit or a letter alone is a shortcut (WCAG 2.2, 2.1.4). */
  readonly digitKeys: boolean;
}

const functionKeys: Readonly<Record<string, Command>> = { F1: 'shortcuts', F2: 'new-call', F3: 'authenticate' };
const controlKeys: Readonly<Record<string, Command>> = {
  enter: 'next-step',
  p: 'sheet',
  k: 'palette',
  l: 'lock',
};
// By position, not by character: on a French keyboard the unshifted digit row types « & é " ' ».
const outcomeKeys: Readonly<Record<string, Command>> = {
  Digit1: 'outcome-done',
  Digit2: 'outcome-refused',
  Digit3: 'outcome-later',
  Digit4: 'outcome-not-applicable',
};
// By character as well: without NumLock the numeric keypad sends End, Down, Page Down and Left from the same positions, to
// whoever scrolls.
const keypadCodes: Readonly<Record<string, string>> = {
  Numpad1: 'Digit1',
  Numpad2: 'Digit2',
  Numpad3: 'Digit3',
  Numpad4: 'Digit4',
};

// By character, in either language of the screen: Oui, Yes, Non or No, and the sign for « does not know ».
const answerKeys: Readonly<Record<string, Command>> = {
  o: 'answer-yes',
  y: 'answer-yes',
  n: 'answer-no',
  '?': 'answer-unknown',
};

/** The key of the digit row that this press counts as. */
function digitCode({ code, key }: KeyPress): string {
  const row = keypadCodes[code];
  return row !== undefined && row === `Digit${key}` ? row : code;
}

/** @returns null where the key is nobody's shortcut and goes to the focused element. */
export function commandFor(press: KeyPress): Command | null {
  if (press.altKey) return null;
  if (press.ctrlKey || press.metaKey) {
    if (press.shiftKey) return null;
    const key = press.key.toLowerCase();
    if (key === 'z') return press.inTextField ? null : 'undo';
    return controlKeys[key] ?? null;
  }
  const functionCommand = functionKeys[press.key];
  if (functionCommand !== undefined) return press.shiftKey ? null : functionCommand;
  if (press.inTextField || !press.digitKeys) return null;
  return outcomeKeys[digitCode(press)] ?? answerKeys[press.key.toLowerCase()] ?? null;
}
