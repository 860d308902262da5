import { describe, expect, it } from 'vitest';
import { hl7 } from '../../../src/leak/shapes/hl7.ts';
import { hprim } from '../../../src/leak/shapes/hprim.ts';
import { readText } from '../read-text.ts';
import { expectSameWhereverCut } from '../records-of.ts';

const nirs = ['255081416802538', '284058832102532', '284052A32102552', '295109912611193'];
const emails = nirs.map((_nir, i) => `personne${i}@exemple.fr`);
const short = nirs.map((nir) => nir.slice(0, 13));
const everyone = [...short, ...emails].sort();
const authority = 'ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS';
const msh = (i: number) => `MSH|^~\\&|LABO|SITE|X|Y|20240101||ADT^A01|${i}|P|2.5|||||FRA|8859/1`;
const pid = (i: number, nir = nirs[i]) =>
  `PID|1||12${i}^^^SIH&1.2&ISO^PI~${nir}^^^${authority}||Dupont^Léa^^^^^L||19700101|F|||1 rue X^^BREST^^29200||0677679599^PRN^PH~^NET^Internet^${emails[i]}`;
const message = (i: number) => [msh(i), 'EVN||20240101', pid(i), 'PV1|1|I', 'OBX|1|TX|x||a\\T\\b \\.br\\ fin'];
const all = nirs.map((_nir, i) => message(i));

const writings: [name: string, text: string][] = [
  ['HL7, ends of CR', all.map((lines) => lines.join('\r')).join('\r')],
  ['HL7, ends of LF, blank lines between', all.map((lines) => lines.join('\n')).join('\n\n')],
  ['HL7 in frames', all.map((lines) => `\u000b${lines.join('\r')}\r\u001c\r`).join('')],
  ['HL7 in a batch', ['FHS|^~\\&|x', 'BHS|^~\\&|x', ...all.flat(), 'BTS|4', 'FTS|1'].join('\r\n')],
  [
    'HL7, other separators',
    all
      .map((lines) => lines.join('\n').replace(/[\^~|]/g, (one) => ({ '^': '*', '~': '!', '|': '#' })[one] ?? one))
      .join('\n'),
  ],
  ['HL7, several patients a message', [msh(0), ...nirs.map((_nir, i) => pid(i))].join('\r')],
  [
    'HPRIM',
    [
      'H|~^\\&|f.hpr||LABO||ORU|||D|P|H2.1|20240101',
      ...nirs.flatMap((nir, i) => [`P|${i}|${nir}|||Dupont~Léa||19700101|F||1 rue X||${emails[i]}`, 'OBX|1|NM|GLY||5']),
      'L|1',
    ].join('\r\n'),
  ],
];

describe('people in messages of segments', () => {
  it.each(writings)('%s', async (name, text) => {
    const { found, refused, shape, members } = await readText(text);
    expect(refused).toBeNull();
    expect(shape).toBe(name.startsWith('HPRIM') ? 'hprim' : 'hl7');
    // Numbers of telephones are people's too, and are found beside these.
    expect([...found.keys()].filter((one) => !/^33\d{9}$/.test(one)).sort()).toEqual(everyone);
    expect(members[0]?.people.counts).toMatchObject({ records: 4, badRecords: 0 });
    expect(members[0]?.account.lostTally()).toEqual({ nir: 0, email: 0 });
  });

  it.each(writings)('%s: the same records wherever the text is cut', (name, text) => {
    expectSameWhereverCut(name.startsWith('HPRIM') ? hprim : hl7, text.replace(/\r\n?/g, '\n'), 13);
  });

  it('tells a patient, their kin and who is insured apart', async () => {
    const text = [
      msh(0),
      pid(0),
      `NK1|1|Martin^Zoé|MTH|2 rue Y|0601020304||||||||||||||||||||||||||||${nirs[1]}^^^${authority}`,
      'DG1|1||J45^Asthme',
    ].join('\r');
    const { classes } = await readText(text);
    expect(classes[short[0] ?? '']).toEqual(expect.arrayContaining(['nir', 'email', 'health-data', 'civil-status']));
    expect(classes[short[1] ?? '']).toContain('phone');
    expect(classes[short[1] ?? '']).not.toContain('email');
    expect(classes[short[1] ?? '']).not.toContain('health-data');
  });

  it('goes on after what is no segment', async () => {
    const text = [...message(0), 'suite de texte cassée', msh(1), pid(1), ...message(3)].join('\r');
    const { found } = await readText(text);
    for (const i of [0, 1, 3]) expect(found.has(emails[i] ?? '')).toBe(true);
  });
});
