import { execFile } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { emailOfRow, nirOfRow } from '../../bench/support/leak-file.ts';
import { canonicaliseEmail, canonicaliseNir, nirKey } from '../../src/core/identifier/identifier.ts';
import { choosePrefixBits } from '../../src/core/pack/layout.ts';

/** Not synchronously: a worker that answers nothing for a minute is taken for dead. */
function bench(...words: readonly string[]): Promise<{ stdout: string; stderr: string; status: number | null }> {
  return new Promise((done) => {
    const child = execFile(process.execPath, ['bench/main.ts', ...words], (_error, stdout, stderr) =>
      done({ stdout, stderr, status: child.exitCode }),
    );
  });
}

describe('bench', () => {
  it('prints nothing but its figures on standard output', async () => {
    const { stdout, stderr } = await bench('--json', '--quick', '--only', 'ingest');
    const figures = JSON.parse(stdout) as Record<string, unknown>[];
    expect(figures.map((figure) => Object.keys(figure))).toEqual(
      figures.map(() => ['name', 'value', 'unit', 'limit', 'pass']),
    );
    expect(figures[0]).toMatchObject({
      name: 'reading, scan and account over papaparse alone',
      unit: 'ratio',
      limit: 0.5,
    });
    expect(stderr).toContain('limits missed');
  });

  it('measures nothing rather than something else where a suite has another name', async () => {
    const { stdout, status } = await bench('--json', '--only', 'ingestion');
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
