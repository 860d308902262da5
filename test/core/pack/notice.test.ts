/** Notices: what was signed is read, anything else is refused by code, structure before signature before content. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, toHex, utf8 } from '../../../src/core/bytes/bytes.ts';
import { rawPublicKey } from '../../../src/core/crypto/signing.ts';
import { isVigieError } from '../../../src/core/errors.ts';
import {
  isNoticeExpired,
  maxNoticeBytes,
  type Notice,
  readNotice,
  requireNewerNotice,
  writeNotice,
} from '../../../src/core/pack/notice.ts';
import { buildMemoryPack, claimedIncident, confirmedIncident, newSigningKey } from './memory-pack.ts';

const signer = newSigningKey();
const trust = new Set([toHex(signer.keyId)]);
const notice: Notice = {
  format: 1,
  series: 'rumeur-2022-06',
  sequence: 2,
  issuer: 'Cnam',
  issuedAt: '2026-11-20T08:00:00Z',
  expiresOn: '2026-12-31',
  incidents: [claimedIncident],
};
const good = writeNotice(notice, signer);

function failure(work: () => unknown): string {
  try {
    work();
    return 'no error';
  } catch (error) {
    if (!isVigieError(error)) throw error;
    return error.details.field === undefined ? error.code : `${error.code} ${error.details.field}`;
  }
}

/** Any bytes as a payload, signed as they are. */
function signed(payload: Uint8Array, domain = 'vigie/notice/v1/payload\0'): Uint8Array {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, payload.length, true);
  const signature = signer.sign(concatBytes(utf8(domain), payload));
  return concatBytes(utf8('VIGIENO1'), length, signature, rawPublicKey(signer), payload);
}
const json = (value: unknown) => signed(utf8(JSON.stringify(value)));
const edited = (from: Uint8Array, edit: (bytes: Uint8Array) => void) => {
  const copy = from.slice();
  edit(copy);
  return copy;
};

describe('a notice', () => {
  it('gives back what was signed, and who signed it', () => {
    const read = readNotice(good, trust);
    expect(read.notice).toEqual(notice);
    expect(read.signer.keyId).toEqual(signer.keyId);
    expect(good.length).toBe(108 + utf8(JSON.stringify(notice)).length);
  });

  it.each([
    ['empty', new Uint8Array(0), 'notice-malformed magic'],
    ['a pack', utf8('VIGIEPK1'.padEnd(200, ' ')), 'notice-malformed magic'],
    ['a later version', edited(good, (b) => b.set(utf8('2'), 7)), 'notice-malformed version'],
    ['its header cut short', good.slice(0, 107), 'notice-malformed length'],
    ['one byte short', good.slice(0, -1), 'notice-malformed length'],
    ['one byte long', concatBytes(good, Uint8Array.of(0)), 'notice-malformed length'],
    ['a huge length', edited(good, (b) => b.set([255, 255, 255, 255], 8)), 'notice-malformed length'],
    ['longer than any notice', signed(new Uint8Array(maxNoticeBytes)), 'notice-malformed length'],
    ['signed for another use', signed(utf8(JSON.stringify(notice)), 'vigie/pack/v1/manifest\0'), 'signature-invalid'],
    ['a stranger’s', writeNotice(notice, newSigningKey()), 'signer-untrusted'],
    ['not UTF-8', signed(Uint8Array.of(0xff)), 'notice-malformed utf-8'],
    ['not JSON', signed(utf8('{')), 'notice-malformed json'],
    ['no incident', json({ ...notice, incidents: [] }), 'notice-malformed incidents'],
    [
      'an incident twice',
      json({ ...notice, incidents: [claimedIncident, claimedIncident] }),
      'notice-malformed incidents',
    ],
    ['a member more', json({ ...notice, identifiers: [] }), 'notice-malformed identifiers'],
    [
      'a claim called confirmed',
      json({
        ...notice,
        incidents: [{ ...claimedIncident, dataClasses: { everyone: ['nir'], some: [], claimed: [] } }],
      }),
      'notice-malformed incidents.0.dataClasses.everyone',
    ],
    ['sequence 0', json({ ...notice, sequence: 0 }), 'notice-malformed sequence'],
    ['no date', json({ ...notice, expiresOn: '31/12/2026' }), 'notice-malformed expiresOn'],
  ])('is refused where it is %s', (_what, bytes, code) => {
    expect(failure(() => readNotice(bytes, trust))).toBe(code);
  });

  it('is refused with any bit flipped', () => {
    fc.assert(
      fc.property(fc.nat(good.length * 8 - 1), (bit) => {
        const bytes = edited(good, (b) => {
          b[bit >>> 3] = (b[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
        });
        expect(failure(() => readNotice(bytes, trust))).not.toBe('no error');
      }),
      { numRuns: 400 },
    );
  });

  it('never breaks on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, headed) => {
        const tried = headed ? concatBytes(utf8('VIGIENO1'), bytes) : bytes;
        expect(failure(() => readNotice(tried, 'any'))).toMatch(/^(notice-malformed|signature-invalid)/);
      }),
    );
  });

  it('is not a pack: neither reads as the other', async () => {
    const { bytes } = await buildMemoryPack({ entries: [], signingKey: signer });
    expect(failure(() => readNotice(bytes, trust))).toBe('notice-malformed magic');
  });

  it('is not signed where a reader would refuse it', () => {
    expect(failure(() => writeNotice({ ...notice, incidents: [] }, signer))).toBe('notice-malformed incidents');
    const long = { ...confirmedIncident, source: 'é'.repeat(2000) };
    const statement = { fr: 'é'.repeat(2000), en: 'é'.repeat(2000) };
    const incidents = Array.from({ length: 64 }, (_, i) => ({ ...long, statement, id: `incident-${i}` }));
    expect(failure(() => writeNotice({ ...notice, incidents }, signer))).toBe('notice-malformed length');
  });

  it('holds until the end of its last day', () => {
    expect(isNoticeExpired(notice, '2026-12-31')).toBe(false);
    expect(isNoticeExpired(notice, '2027-01-01')).toBe(true);
    expect(isNoticeExpired({ expiresOn: null }, '2099-01-01')).toBe(false);
  });

  it('is refused when one of its series, as recent or more, was known', () => {
    const known = [{ series: notice.series, sequence: 2 }];
    expect(failure(() => requireNewerNotice(notice, known))).toBe('notice-older');
    expect(failure(() => requireNewerNotice({ ...notice, sequence: 1 }, known))).toBe('notice-older');
    expect(failure(() => requireNewerNotice({ ...notice, sequence: 3 }, known))).toBe('no error');
    expect(failure(() => requireNewerNotice({ ...notice, series: 'autre' }, known))).toBe('no error');
  });
});
