/** Sets that are not what they should be: refused by name, while the one that is installed goes on answering. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { makeWorkspace } from './support/make-set.ts';
import {
  callFromPage,
  check,
  dropFile,
  type Launched,
  launch,
  picture,
  readTree,
  type TextKey,
  unlock,
  words,
} from './support/vigie.ts';

const workspace = makeWorkspace();
const { set } = inject('prepared');
const [listed = '', listedAlso = ''] = set.known.listed.filter((text) => /^[12]/.test(text));

let vigie: Launched;
let page: Page;
beforeAll(async () => {
  vigie = await launch(workspace.dir, { prepared: true });
  page = vigie.page;
  await unlock(page);
});
afterAll(async () => {
  await vigie?.close();
  workspace.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await picture(page, task.name);
});

const button = (key: TextKey) => page.getByRole('button', { name: words(key), exact: true });
const goToSets = async () => {
  await page
    .getByRole('button', { name: words('nav.packs') })
    .first()
    .click();
  await page.getByText(words('packs.drop')).first().waitFor();
};
/** The code under the sentence, which the security team asks for; its details follow. */
const problemCode = async () =>
  /^Code ([a-z-]+)/.exec(
    (await page
      .getByText(/^Code /)
      .first()
      .textContent()) ?? '',
  )?.[1];

/** A copy of the set with one byte changed, `fromEnd` bytes before its end or `at` bytes after its start. */
function altered(name: string, change: (bytes: Buffer) => Buffer): string {
  const path = join(workspace.dir, name);
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
    await dropFile(page, altered(name, change));
    await expect.poll(problemCode).toBe(code);
    await page.getByText(words('packs.state.ready')).first().waitFor();
    await button('common.close').first().click();
  });

  it('with an altered entry is offered, and refused when the whole file is verified', async () => {
    await goToSets();
    await dropFile(
      page,
      altered('entry.vigie', (bytes) => flip(bytes, bytes.length - 100)),
    );
    await page.getByRole('heading', { name: words('offer.title') }).waitFor();
    await page.getByLabel(words('offer.passphrase'), { exact: true }).fill(set.slotPassphrase);
    await button('offer.import').click();
    await expect.poll(problemCode).toBe('bucket-corrupt');
    await button('common.cancel').click();
    await page.getByText(words('packs.state.ready')).first().waitFor();
  });

  it('leaves the installed one as it was: it still finds who is in it', async () => {
    await check(page, listed, 'verdict.listed');
    const files = readTree(join(vigie.profileDir, 'packs')).filter(({ name }) => name.endsWith('.vigie'));
    expect(files).toHaveLength(1);
    expect(files[0]?.bytes.equals(readFileSync(set.packFile))).toBe(true);
  });

  it('replaces an older one of its series, and answers', async () => {
    await goToSets();
    const path = join(workspace.dir, 'jeu reçu.vigie');
    copyFileSync(set.newerPackFile, path);
    await dropFile(page, path);
    await page.getByText('jeu reçu.vigie').waitFor();
    await page.getByLabel(words('offer.passphrase'), { exact: true }).fill(set.slotPassphrase);
    await button('offer.import').click();
    await page.getByText(words('packs.state.ready')).first().waitFor();
    const listing = await callFromPage(page, 'listPacks', {});
    expect(listing).toMatchObject({ ok: true, value: { packs: [{ sequence: 2, state: 'ready' }] } });
    const opened = await callFromPage(page, 'openCase', {});
    if (!opened.ok) throw new Error(opened.problem.code);
    const { reference } = opened.value;
    const checked = await callFromPage(page, 'checkIdentifier', {
      reference,
      text: listedAlso,
      callerAuthenticated: true,
    });
    expect(checked).toMatchObject({ ok: true, value: { verdict: { kind: 'listed' } } });
  });

  it('is refused when it is older than the one that is here', async () => {
    await goToSets();
    await dropFile(page, set.packFile);
    await page.getByRole('heading', { name: words('offer.title') }).waitFor();
    await page.getByLabel(words('offer.passphrase'), { exact: true }).fill(set.slotPassphrase);
    expect(await button('offer.import').isDisabled()).toBe(true);
    await button('common.cancel').click();
    await page.getByText(words('packs.state.ready')).first().waitFor();
  });

  it('raised no error that nobody saw', () => {
    expect(vigie.faults).toEqual([]);
  });
});
