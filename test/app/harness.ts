/** The real application over a temporary profile and a real pack, with a shell that stands in for the window alone. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, createApp } from '../../src/app/app.ts';
import { type AdminSettings, noAdminSettings } from '../../src/app/fleet/admin-settings.ts';
import type { Clock } from '../../src/app/shell/options.ts';
import type { Keystore, LockSignal, Shell } from '../../src/app/shell/shell.ts';
import type { CallResult, Channel, Input, Output } from '../../src/contract/channels.ts';
import { openAesGcm, randomBytes, sealAesGcm } from '../../src/core/crypto/symmetric.ts';
import { VigieError } from '../../src/core/errors.ts';
import { identifierKinds } from '../../src/core/vocabulary.ts';
import type { SystemLog } from '../../src/files/system-log.ts';
import { buildMemoryPack, newSigningKey, type TestEntry, testPassphrase, tinyCost } from '../core/pack/memory-pack.ts';
import { pdfWith } from '../core/print/made-up-pdf.ts';
import { heardGroups } from '../support/heard-groups.ts';

export const passphrase = 'corbeau tranquille 74 sur la dune';
export const otherPassphrase = 'trois bouleaux devant un phare gris';
export const listedNir = '2 55 08 14 168 025 38';
export const absentNir = '2 84 05 88 321 025 32';
export const listedEmail = 'Jeanne.Martin@exemple.example';
/** Eleven digits: asked about until it is said that they are a phone number. */
export const listedPhone = '33 6 39 98 12 34';
export const listedRpps = '1000 345 6786';
/** In a file that nobody could verify, and in no other. */
export const claimedEmail = 'rumeur@exemple.example';

export const shippedGuideDir = join(import.meta.dirname, '../../resources/guide');

const entries: TestEntry[] = [
  { kind: 'nir', canonical: '2550814168025', exposures: [{ incident: 0, classes: ['nir', 'civil-status', 'iban'] }] },
  {
    kind: 'email',
    canonical: 'jeanne.martin@exemple.example',
    exposures: [
      { incident: 0, classes: ['nir', 'civil-status'] },
      { incident: 1, classes: ['ameli-login', 'nir'] },
    ],
  },
  { kind: 'phone', canonical: '262639981234', exposures: [{ incident: 0, classes: ['phone', 'civil-status'] }] },
  { kind: 'rpps', canonical: '10003456786', exposures: [{ incident: 0, classes: ['civil-status'] }] },
  { kind: 'email', canonical: claimedEmail, exposures: [{ incident: 1, classes: ['ameli-login'] }] },
];

let packFile: Promise<Uint8Array> | null = null;
const signingKey = newSigningKey();

/** One real pack for all tests of a file. */
export function packBytes(): Promise<Uint8Array> {
  packFile ??= buildMemoryPack({ entries, signingKey, kinds: identifierKinds }).then(({ bytes }) => bytes);
  return packFile;
}

export class TestClock implements Clock {
  ms = Date.parse('2026-11-21T09:00:00Z');
  nowMs(): number {
    return this.ms;
  }
  advance(ms: number): void {
    this.ms += ms;
  }
}

function boxesOf(html: string): readonly string[] {
  return html.match(/<div class="page">/g) ?? [];
}

export class TestShell implements Shell {
  readonly name = 'chromium';
  readonly keystore: Keystore | null;
  readonly events: { readonly event: string; readonly payload: unknown }[] = [];
  readonly saved: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  readonly printed: string[] = [];
  closedPrintPages = 0;
  pick: string | null = null;
  #listener: ((signal: LockSignal) => void) | null = null;

  constructor(keystore: Keystore | null) {
    this.keystore = keystore;
  }
  async pickFile() {
    return this.pick === null ? null : { path: this.pick, name: 'essai.vigie' };
  }
  resolveDroppedFile() {
    return null;
  }
  async saveFile(options: { suggestedName: string; bytes: Uint8Array }) {
    // As a disk does: what is done with the bytes afterwards does not reach the file.
    this.saved.push({ name: options.suggestedName, bytes: options.bytes.slice() });
    return `/documents/${options.suggestedName}`;
  }
  /** Each block is as tall as a line, each page as tall as A4. */
  async measureHtml(html: string, selector: string): Promise<readonly number[]> {
    return selector === '.page' ? boxesOf(html).map(() => 1122) : (html.match(/ measured[ "]/g) ?? []).map(() => 20);
  }
  async renderPdf(html: string): Promise<Uint8Array> {
    return pdfWith(boxesOf(html).length);
  }
  async closePrintPage() {
    this.closedPrintPages++;
  }
  async printHtml(html: string) {
    this.printed.push(html);
    return 'printed' as const;
  }
  onLockSignal(listener: (signal: LockSignal) => void) {
    this.#listener = listener;
    return () => {
      this.#listener = null;
    };
  }
  signal(signal: LockSignal): void {
    this.#listener?.(signal);
  }
  emit(event: string, payload: unknown) {
    this.events.push({ event, payload });
  }
}

/** A keystore of its own machine: what another one sealed does not open. */
export function testKeystore(): Keystore {
  const key = randomBytes(32);
  const none = new Uint8Array();
  return {
    name: 'essai',
    isProtecting: true,
    seal: async (plain) => {
      const nonce = randomBytes(12);
      return Buffer.concat([nonce, sealAesGcm(key, nonce, plain, none)]);
    },
    open: async (sealed) => {
      const plain = openAesGcm(key, sealed.subarray(0, 12), sealed.subarray(12), none);
      if (plain === null) throw new VigieError('keystore-lost');
      return { plain, shouldReseal: false };
    },
  };
}

export interface HarnessOptions {
  readonly profileDir?: string;
  readonly keystore?: Keystore | null;
  readonly clock?: TestClock;
  readonly administrator?: AdminSettings;
  readonly systemLog?: SystemLog;
  /** Absent: the guide that is shipped. */
  readonly guideDir?: string;
  /** True where what a lock leaves in memory is read. */
  readonly cleansMemory?: boolean;
}

export class Harness {
  readonly profileDir: string;
  readonly clock: TestClock;
  readonly shell: TestShell;
  readonly unexpected: unknown[] = [];
  /** How often memory was to be cleaned. The collector takes long in a heap that holds the tools of tests, and runs only where asked for. */
  cleanings = 0;
  /** Read again by `restart`, as by the shells. */
  administrator: AdminSettings;
  app: App;
  readonly #systemLog: SystemLog | null;
  readonly #guideDir: string;
  readonly #cleansMemory: boolean;

  constructor(options: HarnessOptions = {}) {
    const { profileDir, keystore = null, clock = new TestClock(), administrator, systemLog, guideDir } = options;
    this.#systemLog = systemLog ?? null;
    this.#guideDir = guideDir ?? shippedGuideDir;
    this.#cleansMemory = options.cleansMemory ?? false;
    this.administrator = administrator ?? noAdminSettings;
    this.profileDir = profileDir ?? mkdtempSync(join(tmpdir(), 'vigie-app-'));
    this.clock = clock;
    this.shell = new TestShell(keystore);
    this.app = this.#create();
  }

  #create(): App {
    return createApp({
      profileDir: this.profileDir,
      shell: this.shell,
      guideDir: this.#guideDir,
      trustedKeysDir: join(this.profileDir, 'no-trusted-keys'),
      clock: this.clock,
      administrator: this.administrator,
      costs: { vault: tinyCost },
      systemLog: this.#systemLog,
      ...(this.#cleansMemory
        ? {}
        : {
            cleanMemory: () => {
              this.cleanings += 1;
            },
          }),
      onUnexpectedError: (error) => this.unexpected.push(error),
    });
  }

  /** As after closing and starting the program again. */
  restart(): void {
    this.app.dispose();
    this.app = this.#create();
  }

  result<C extends Channel>(channel: C, input: Input<C>): Promise<CallResult<Output<C>>> {
    return this.app.invoke(channel, input) as Promise<CallResult<Output<C>>>;
  }

  /** @returns the value; a problem is thrown as the VigieError that it came from */
  async call<C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>> {
    const result = await this.result(channel, input);
    if (result.ok) return result.value;
    if (this.unexpected.length > 0) throw this.unexpected[0];
    throw new VigieError(result.problem.code, result.problem.details);
  }

  /** @returns the code of the problem, or 'ok' */
  async codeOf<C extends Channel>(channel: C, input: Input<C>): Promise<string> {
    const result = await this.result(channel, input);
    return result.ok ? 'ok' : result.problem.code;
  }

  async createVault(): Promise<readonly string[]> {
    const { recoveryWords } = await this.call('createVault', { adviserName: 'Amina', passphrase });
    return recoveryWords;
  }

  /**
   * A vault with the test's pack imported, its signer compared and trusted.
   * @param packFile where the pack lies already: this process then never holds what its writer held
   */
  async createDesk(packFile?: string): Promise<readonly string[]> {
    const words = await this.createVault();
    const name = `vigie-pack-${process.pid}-${Math.random().toString(36).slice(2)}.vigie`;
    const path = packFile ?? join(this.profileDir, '..', name);
    if (packFile === undefined) writeFileSync(path, await packBytes());
    this.shell.pick = path;
    const { offer } = await this.call('choosePack', {});
    if (offer === null) throw new Error('no offer');
    const comparedGroups = heardGroups(offer.pack.signer.fingerprint);
    await this.call('trustSigner', { offerId: offer.offerId, comparedGroups });
    await this.call('importPack', { offerId: offer.offerId, passphrase: testPassphrase, forceOlder: false });
    rmSync(path);
    return words;
  }

  async unlock(words: string = passphrase): Promise<void> {
    const result = await this.call('unlock', { passphrase: words });
    if (result.kind !== 'unlocked') throw new VigieError('passphrase-wrong');
  }

  async openCase(): Promise<string> {
    return (await this.call('openCase', {})).reference;
  }

  check(reference: string, text: string) {
    return this.call('checkIdentifier', { reference, text, callerAuthenticated: true });
  }

  dispose(): void {
    this.app.dispose();
    rmSync(this.profileDir, { recursive: true, force: true });
  }
}
