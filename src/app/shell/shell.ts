/**
 * What a shell (Electron, Chromium) must offer to the application. The application knows no shell by name;
 * a conformance suite runs over this interface for each of them.
 */

/** A file that the person chose. The path stays on this side: the renderer only ever sees `name`. */
export interface PickedFile {
  readonly path: string;
  readonly name: string;
}

export interface FileFilter {
  readonly label: string;
  /** Without the dot: `vigie`, `pdf`. */
  readonly extensions: readonly string[];
}

export type LockSignal = 'screen-locked' | 'suspended' | 'window-closed';

/**
 * Encrypts small secrets under the operating system's keystore. Absent (`null`) where the platform has none:
 * the vault then says so and relies on the passphrase alone.
 */
export interface Keystore {
  /** Name shown to a supervisor, for example `DPAPI`, `Keychain`, `gnome-libsecret`. */
  readonly name: string;
  /** Whether the last seal was made under a key that is a secret. False: a vault that is made now would not be bound. */
  readonly isProtecting: boolean;
  /**
   * @returns null if the keystore refuses, or its key is not a secret
   * @throws VigieError 'keystore-unavailable' if it does not answer for now
   */
  seal(plain: Uint8Array): Promise<Uint8Array | null>;
  /**
   * @param sealedBy name of the keystore that sealed it
   * @throws VigieError 'keystore-lost' if this keystore did not seal it, or lost its key; 'keystore-unavailable' if it
   *   does not answer for now, or another one of this machine sealed it
   */
  open(sealed: Uint8Array, sealedBy: string): Promise<OpenedSecret>;
}

export interface OpenedSecret {
  readonly plain: Uint8Array;
  /** True where the keystore has a newer key, or another name than the one that sealed: the secret should be sealed again. */
  readonly shouldReseal: boolean;
}

export interface Shell {
  readonly name: 'electron' | 'chromium';
  readonly keystore: Keystore | null;
  /** Whether the shell can leave its window out of screenshots and screen sharing. Absent: it cannot. */
  readonly canHideFromCapture?: boolean;
  /** @returns null if the person closed the dialog. */
  pickFile(options: { readonly title: string; readonly filters: readonly FileFilter[] }): Promise<PickedFile | null>;
  /**
   * The file behind a token that the page got for a file dropped on the window. A token serves once.
   * @returns null if no dropped file has this token
   */
  resolveDroppedFile(token: string): PickedFile | null;
  /**
   * Asks where to save, then writes atomically.
   * @returns the path written, or null if the person closed the dialog.
   */
  saveFile(options: { readonly suggestedName: string; readonly bytes: Uint8Array }): Promise<string | null>;
  /**
   * Heights of the elements that match a CSS selector, in a self-contained HTML document (no script, no network) that
   * nobody sees: in CSS pixels, in the order of the document, once its fonts are there.
   * @throws VigieError 'print-failed', 'print-timeout'
   */
  measureHtml(html: string, selector: string): Promise<readonly number[]>;
  /** Renders such a document to a tagged A4 PDF. @throws VigieError 'print-failed', 'print-timeout' */
  renderPdf(html: string): Promise<Uint8Array>;
  /** Closes the unseen page that measures and makes PDF files, which is kept open between documents. Never rejects. */
  closePrintPage(): Promise<void>;
  /**
   * Opens the system's print dialog on a self-contained HTML document.
   * @throws VigieError 'print-failed', 'print-timeout' (it stood open too long, or the system never answered),
   *   'printer-missing'
   */
  printHtml(html: string): Promise<'printed' | 'cancelled'>;
  /** Calls back when the session must be locked. @returns a function that stops listening. */
  onLockSignal(listener: (signal: LockSignal) => void): () => void;
  /**
   * Has a new page, in a process of its own, take the place of the one on screen: at the lock, since what was typed stays in the
   * old one's memory as long as it runs. Returns at once. Absent: the page stays.
   */
  renewPage?(): void;
  /** Sends an event of the contract to the renderer. */
  emit(event: string, payload: unknown): void;
}
