import { expect, it } from 'vitest';
import { unitsRow } from '../../../src/leak/containers/container.ts';

it('writes a sheet row on one line, whatever its cells hold', () => {
  expect(unitsRow(['a\r\nb', 'c\u001fd', ''])).toBe('a\u001db\u001fc d\u001f\n');
});
