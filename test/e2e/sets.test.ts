/** Sets that are not what they should be: refused by name, while the one that is installed goes on answering. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import type { CallResult, Output } from '../../src/contract/channels.ts';
import { problemsFr } from '../../src/renderer/text/problems-fr.ts';
import { withLaunchedDesk } from './support/desk.ts';
import { vigieCommand, writeIncident } from './support/make-set.ts';
import { callFromPage, check, dropFile, readTree, type TextKey, words } from './support/vigie.ts';

const { set } = inject('prepared');
const numbersOf = (texts: readonly string[]) => texts.filter((text) => /^[12]/.test(text));
const [listed = '', listedAlso = ''] = numbersOf(set.known.listed);
const [absentNumber = ''] = numbersOf(set.known.absent);

const desk = withLaunchedDesk({ prepared: true });

/** On the screen: what a screen reader is told meanwhile may have the word in it. */
const readyWord = () => desk.page.locator('main').getByText(words('packs.state.ready')).first();
const button = (key: TextKey) => desk.page.getByRole('button', { name: words(key), exact: true });
const goToSets = async () => {
  await desk.page
    .getByRole('button', { name: words('nav.packs') })
    .first()
    .click();
  await desk.page.getByText(words('packs.drop')).first().waitFor();
};
/** The code under the sentence, which the security team asks for; its details follow. */
const problemCode = async () =>
  /^Code ([a-z-]+)/.exec(
    (await desk.page
      .getByText(/^Code /)
      .first()
      .textContent()) ?? '',
  )?.[1];

/** @returns what a check of the case that was opened answers */
function verdictsOfNewCase(opened: CallResult<Output<'openCase'>>): (text: string) => Promise<unknown> {
  if (!opened.ok) throw new Error(opened.problem.code);
  const { reference } = opened.value;
  return async (text) => {
    const checked = await callFromPage(desk.page, 'checkIdentifier', { reference, text, callerAuthenticated: true });
    return checked.ok ? checked.value.verdict : checked.problem;
  };
}

/** A copy of the set with one byte changed, `fromEnd` bytes before its end or `at` bytes after its start. */
function altered(name: string, change: (bytes: Buffer) => Buffer): string {
  const path = join(desk.dir, name);
  writeFileSync(path, change(readFileSync(set.newerPackFile)));
  return path;
}
const flip = (bytes: Buffer, at: number): Buffer => {
  bytes.writeUInt8((bytes[at] ?? 0) ^ 1, at);
  return bytes;
};

describe('a set that is dropped on the window', () => {
  it.each([
    ['was altered after it was signed', 'altered.vigie', (bytes: Buffer) => flip(bytes, 300), 'signature-invalid'],
    ['was cut short', 'short.vigie', (bytes: Buffer) => bytes.subarray(0, bytes.length - 4096), 'pack-truncated'],
    ['is no set', 'notes.vigie', () => Buffer.from('PK\x03\x04 something else altogether'), 'pack-bad-magic'],
  ])('and %s is refused by name', async (_what, name, change, code) => {
    await goToSets();
    await dropFile(desk.page, altered(name, change));
    await expect.poll(problemCode).toBe(code);
    await readyWord().waitFor();
    await button('common.close').first().click();
  });

  it('with an altered entry is offered, and refused when the whole file is verified', async () => {
    await goToSets();
    await dropFile(
      desk.page,
      altered('entry.vigie', (bytes) => flip(bytes, bytes.length - 100)),
    );
    await desk.page.getByRole('heading', { name: words('offer.title') }).waitFor();
    await desk.page.getByLabel(words('offer.passphrase'), { exact: true }).fill(set.slotPassphrase);
    await button('offer.import').click();
    await expect.poll(problemCode).toBe('bucket-corrupt');
    await button('common.cancel').click();
    await readyWord().waitFor();
  });

  it('leaves the installed one as it was: it still finds who is in it', async () => {
    await check(desk.page, listed, 'verdict.listed');
    const files = readTree(join(desk.profileDir, 'packs')).filter(({ name }) => name.endsWith('.vigie'));
    expect(files).toHaveLength(1);
    expect(files[0]?.bytes.equals(readFileSync(set.packFile))).toBe(true);
  });

  it('replaces an older one of its series, and answers', async () => {
    await goToSets();
    const path = join(desk.dir, 'jeu reçu.vigie');
    copyFileSync(set.newerPackFile, path);
    await dropFile(desk.page, path);
    await desk.page.getByText('jeu reçu.vigie').waitFor();
    await desk.page.getByLabel(words('offer.passphrase'), { exact: true }).fill(set.slotPassphrase);
    await button('offer.import').click();
    await readyWord().waitFor();
    const listing = await callFromPage(desk.page, 'listSets', {});
    expect(listing).toMatchObject({ ok: true, value: { packs: [{ sequence: 2, state: 'ready' }] } });
    const verdictOf = verdictsOfNewCase(await callFromPage(desk.page, 'openCase', {}));
    expect(await verdictOf(listedAlso)).toMatchObject({ kind: 'listed' });
  });

  it('is refused when it is older than the one that is here', async () => {
    await goToSets();
    await dropFile(desk.page, set.packFile);
    await desk.page.getByRole('heading', { name: words('offer.title') }).waitFor();
    await desk.page.getByLabel(words('offer.passphrase'), { exact: true }).fill(set.slotPassphrase);
    expect(await button('offer.import').isDisabled()).toBe(true);
    await button('common.cancel').click();
    await readyWord().waitFor();
  });

  it('of addresses alone says so, and lets nobody conclude from a number', async () => {
    const addresses = join(desk.dir, 'addresses.csv');
    writeFileSync(addresses, 'email\npersonne@exemple.fr\nautre@exemple.fr\n');
    const path = join(desk.dir, 'addresses.vigie');
    writeFileSync(join(desk.dir, 'slot'), `${set.slotPassphrase}\n`, { mode: 0o600 });
    await vigieCommand(
      ...['build', '--in', addresses, '--incident', writeIncident(set, desk.dir, { id: 'addresses' }), ...set.signed],
      ...['--slot', 'agence', '--slot-passphrase-file', join(desk.dir, 'slot'), '--stretch', '64,1,1', '--out', path],
    );
    await goToSets();
    await dropFile(desk.page, path);
    await desk.page.getByText(words('packs.only-email')).waitFor();
    await desk.page.getByLabel(words('offer.passphrase'), { exact: true }).fill(set.slotPassphrase);
    await button('offer.import').click();
    const card = desk.page.getByRole('article').filter({ hasText: words('packs.only-email') });
    await card.getByText(words('packs.state.ready')).waitFor();
    // Absent from the other set: of this one nothing is known.
    const verdictOf = verdictsOfNewCase(await callFromPage(desk.page, 'openCase', {}));
    const absent = await verdictOf(absentNumber);
    expect(absent).toMatchObject({ kind: 'could-not-check', reason: { code: 'kind-not-indexed' } });
    expect(await verdictOf(listed)).toMatchObject({ kind: 'listed' });
  });

  it('of a signer whom a supervisor stops trusting answers no more, and says why', async () => {
    await goToSets();
    await button('signers.distrust').click();
    await button('signers.distrust').last().click();
    await desk.page.getByText(problemsFr['signer-distrusted'].what).first().waitFor();
    const verdictOf = verdictsOfNewCase(await callFromPage(desk.page, 'openCase', {}));
    expect(await verdictOf(listed)).toMatchObject({ kind: 'could-not-check', reason: { code: 'signer-distrusted' } });
  });

  it('raised no error that nobody saw', () => {
    expect(desk.faults).toEqual([]);
  });
});
