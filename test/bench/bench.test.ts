import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { emailOfRow, nirOfRow } from '../../bench/support/leak-file.ts';
import { canonicaliseEmail, canonicaliseNir, nirKey } from '../../src/core/identifier/identifier.ts';
import { choosePrefixBits } from '../../src/core/pack/layout.ts';

describe('bench', () => {
  it('prints nothing but its figures on standard output', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['bench/main.ts', '--json', '--only', 'ingest'], {
      encoding: 'utf8',
    });
    const figures = JSON.parse(stdout) as Record<string, unknown>[];
    expect(figures.map((figure) => Object.keys(figure))).toEqual(
      figures.map(() => ['name', 'value', 'unit', 'limit', 'pass']),
    );
    expect(figures[0]).toMatchObject({ name: 'ingestion rows/s over papaparse alone', unit: 'ratio', limit: 0.4 });
    expect(stderr).toContain('limits missed');
  });

  it('measures nothing rather than something else where a suite has another name', () => {
    const { stdout, status } = spawnSync(process.execPath, ['bench/main.ts', '--json', '--only', 'ingestion'], {
      encoding: 'utf8',
    });
    expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
  });

  it('makes leak files whose identifiers are valid and never come twice', () => {
    const seen = new Set<string>();
    const rows = [...Array(300_000).keys(), 5_000_000, 49_999_999];
    for (const row of rows) {
      const nir = nirOfRow(row);
      seen.add(nir);
      if (row % 1000 === 0) {
        expect(canonicaliseNir(`${nir}${nirKey(nir)}`)).toBe(nir);
        expect(canonicaliseEmail(emailOfRow(row))).toBe(emailOfRow(row));
      }
    }
    expect(seen.size).toBe(rows.length);
    expect(choosePrefixBits(10_000_000)).toBe(13);
  });
});
