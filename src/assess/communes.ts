/**
 * The communes of France and their population, by the five characters that a NIR writes (@etalab/decoupage-administratif: current
 * communes, delegated and associated ones, municipal districts, and codes that were given up).
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Department numbers: 1–99 as written, 2A and 2B behind them. */
export const corsicaA = 100;
export const corsicaB = 101;
/** Numbers of departments that a NIR may write, 0 included. */
export const departmentCount = 102;

/** A code that exists, of which no population is known: a commune that became part of another, a district. */
export const populationUnknown = 0;
const absent = -1;

export class Communes {
  readonly #population = new Int32Array(departmentCount * 1000).fill(absent);

  /** @returns the population, `populationUnknown`, or null where there is no such commune */
  population(department: number, commune: number): number | null {
    const held = this.#population[department * 1000 + commune] ?? absent;
    return held === absent ? null : held;
  }

  add(code: string, population: number): void {
    const letter = code.charAt(1);
    const department = letter === 'A' ? corsicaA : letter === 'B' ? corsicaB : Number(code.slice(0, 2));
    const index = department * 1000 + Number(code.slice(2));
    this.#population[index] = Math.max(this.#population[index] ?? absent, population);
  }

  /** Share of all three digits that some commune of the department has, over the departments: what chance gives. */
  chanceShare(): number {
    let existing = 0;
    for (let department = 1; department <= 95; department++) {
      for (let commune = 0; commune < 1000; commune++) {
        if ((this.#population[department * 1000 + commune] ?? absent) !== absent) existing++;
      }
    }
    return existing / (94 * 1000);
  }
}

interface CommuneRow {
  readonly code: string;
  readonly population?: number;
  readonly anciensCodes?: readonly string[];
}

let loaded: Communes | null = null;

/** Read once, from the installed package: some 60 ms. */
export function loadCommunes(): Communes {
  if (loaded !== null) return loaded;
  const path = fileURLToPath(import.meta.resolve('@etalab/decoupage-administratif/data/communes.json'));
  const rows = JSON.parse(readFileSync(path, 'utf8')) as CommuneRow[];
  const communes = new Communes();
  for (const { code, population, anciensCodes } of rows) {
    communes.add(code, population ?? populationUnknown);
    for (const old of anciensCodes ?? []) communes.add(old, populationUnknown);
  }
  loaded = communes;
  return communes;
}
