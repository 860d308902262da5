/** Access lists of Windows as Windows writes them: whom they let write, and that what is not understood is refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultOfDescriptor } from '../../src/files/security-descriptor.ts';

const owner = 'O:BAG:SY';
const administratorsAlone = '(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)';
const user = 'S-1-5-21-1004336348-1177238915-682003330-1001';

describe('faultOfDescriptor, of files and folders', () => {
  it.each([
    ['what docs/deploy.md sets', `O:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)`],
    ['a file in it, which inherited that', `O:BAG:SYD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;BU)`],
    ['the system as owner', `O:SYG:SYD:P${administratorsAlone}`],
    ['account numbers instead of letters', 'O:S-1-5-32-544D:P(A;;0x1f01ff;;;S-1-5-18)(A;;FRFX;;;S-1-5-32-545)'],
    ['administrators of the domain', `${owner}D:(A;;FA;;;DA)(A;;FA;;;S-1-5-21-1-2-3-512)(A;;FA;;;EA)(A;;FA;;;LA)`],
    [
      'C:\\Windows, as its installer leaves it',
      'O:S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464G:SYD:PAI(A;;FA;;;S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464)(A;;0x1301bf;;;SY)(A;OICIIO;GA;;;SY)(A;;0x1301bf;;;BA)(A;OICIIO;GA;;;CO)(A;;0x1200a9;;;BU)(A;;0x1200a9;;;AC)',
    ],
    ['one that only children inherit', `${owner}D:P${administratorsAlone}(A;OICIIO;GA;;;CO)(A;CIIO;GA;;;BU)`],
    ['a user who is denied', `${owner}D:P(D;;FA;;;BU)${administratorsAlone}`],
    ['an empty list: nobody', `${owner}D:P`],
    ['the owner’s own entry', `${owner}D:P(A;;FA;;;OW)`],
    [
      'who may only read, in each way to say it',
      `${owner}D:(A;;FR;;;WD)(A;;FX;;;WD)(A;;GR;;;WD)(A;;GRGX;;;WD)(A;;0x80000000;;;WD)`,
    ],
    ['attributes, which no setting lies in', `${owner}D:(A;;CR;;;BU)`],
  ])('takes %s', (_what, sddl) => expect(faultOfDescriptor(sddl, 'file')).toBeNull());

  it.each([
    ['everybody may do everything', `${owner}D:(A;;FA;;;WD)`],
    [
      'C:\\ProgramData as it comes: users may add folders',
      'O:SYG:SYD:PAI(A;OICIIO;GA;;;CO)(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)(A;CI;DCLCRPCR;;;BU)',
    ],
    ['a user by name', `${owner}D:P${administratorsAlone}(A;;0x1301bf;;;${user})`],
    ['a user whose number ends in 500 without being the administrator’s', `${owner}D:(A;;FA;;;S-1-5-21-1-2-3-1500)`],
    ['authenticated users may modify', `${owner}D:AI(A;ID;0x1301bf;;;AU)`],
    ['append', `${owner}D:(A;;LC;;;BU)`],
    ['write data', `${owner}D:(A;;DC;;;BU)`],
    ['delete what is in it', `${owner}D:(A;;DT;;;BU)`],
    ['delete it', `${owner}D:(A;;SD;;;BU)`],
    ['change its list', `${owner}D:(A;;WD;;;BU)`],
    ['become its owner', `${owner}D:(A;;WO;;;BU)`],
    ['write, in general', `${owner}D:(A;;GW;;;BU)`],
    ['everything, in general', `${owner}D:(A;;GA;;;IU)`],
    ['writers among readers', `${owner}D:(A;;FR;;;BU)(A;;FRFW;;;BU)`],
    ['an entry after a denial to somebody else', `${owner}D:(D;;FA;;;BG)(A;;FA;;;BU)`],
  ])('refuses: %s', (_what, sddl) => expect(faultOfDescriptor(sddl, 'file')).toBe('writable'));

  it.each([
    ['a user', `O:${user}G:SYD:P${administratorsAlone}`],
    ['the group of users', `O:BUD:P${administratorsAlone}`],
    ['everybody', `O:WDD:P${administratorsAlone}`],
  ])('refuses what belongs to %s', (_what, sddl) => expect(faultOfDescriptor(sddl, 'file')).toBe('owner'));

  it.each([
    ['nothing', ''],
    ['no list: everybody may do everything', 'O:BAD:NO_ACCESS_CONTROL'],
    ['no list at all', 'O:BAG:SY'],
    ['no owner', 'D:P(A;;FA;;;BA)'],
    ['an entry of another kind', `${owner}D:(OA;;FA;;;BU)`],
    ['an entry under a condition', `${owner}D:(XA;;FA;;;BU;(@User.Title == "PM"))`],
    ['an entry for an object', `${owner}D:(A;;FA;bf967aba-0de6-11d0-a285-00aa003049e2;;BU)`],
    ['rights that nobody knows', `${owner}D:(A;;ZZ;;;BU)`],
    ['half a right', `${owner}D:(A;;FAF;;;BU)`],
    ['no right', `${owner}D:(A;;;;;BU)`],
    ['a number too long', `${owner}D:(A;;0x1ffffffff;;;BU)`],
    ['flags that nobody knows', `${owner}D:(A;XX;FR;;;BU)`],
    ['an entry cut short', `${owner}D:(A;;FA;;;BU`],
    ['an entry without account', `${owner}D:(A;;FA;;;)`],
    ['words after the list', `${owner}D:(A;;FR;;;BU) `],
    ['an auditing list after it, which was not asked for', `${owner}D:(A;;FR;;;BU)S:(AU;SAFA;FA;;;WD)`],
  ])('does not understand, and so refuses: %s', (_what, sddl) =>
    expect(faultOfDescriptor(sddl, 'file')).toBe('access-list-unreadable'),
  );

  it('never takes a list in which a user may write, wherever that entry stands', () => {
    const harmless = fc.constantFrom('(A;;FR;;;BU)', '(A;OICI;FA;;;SY)', '(D;;FA;;;BG)', '(A;ID;0x1200a9;;;WD)');
    const list = fc.array(harmless, { maxLength: 6 });
    fc.assert(
      fc.property(list, list, fc.constantFrom('FA', 'GW', 'GA', '0x1301bf', 'DC', 'WD'), (before, after, right) => {
        const sddl = `${owner}D:${before.join('')}(A;;${right};;;${user})${after.join('')}`;
        expect(faultOfDescriptor(sddl, 'file')).toBe('writable');
        expect(faultOfDescriptor(`${owner}D:${before.join('')}${after.join('')}`, 'file')).toBeNull();
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(faultOfDescriptor(text, 'file')).toBe('access-list-unreadable');
      }),
    );
  });
});

describe('faultOfDescriptor, of registry keys', () => {
  it('takes HKLM\\SOFTWARE\\Policies as Windows leaves it', () => {
    const sddl = 'O:SYG:SYD:PAI(A;CIIO;KA;;;CO)(A;CI;KA;;;SY)(A;CI;KA;;;BA)(A;CI;KR;;;BU)(A;CI;KR;;;AC)(A;CI;KR;;;AU)';
    expect(faultOfDescriptor(sddl, 'key')).toBeNull();
  });

  it.each(['KA', 'KW', 'GW', 'DC', 'LC', 'WP', '0x2001b', '0xf003f'])('refuses %s to a user', (right) => {
    expect(faultOfDescriptor(`${owner}D:(A;CI;${right};;;AU)`, 'key')).toBe('writable');
  });

  it('tells running a file from making a link: the same bit', () => {
    expect(faultOfDescriptor(`${owner}D:(A;;WP;;;BU)`, 'file')).toBeNull();
    expect(faultOfDescriptor(`${owner}D:(A;;WP;;;BU)`, 'key')).toBe('writable');
  });
});
