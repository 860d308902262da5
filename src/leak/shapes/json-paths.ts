/** Paths of JSON: what stands where, and what a typed value (FHIR, MongoDB) says that it is. */

/** MongoDB's extended JSON: `{"$numberLong": "255…"}` is the number. */
const wrappers = new Set(['$numberLong', '$numberInt', '$numberDouble', '$numberDecimal', '$oid', '$date', '$uuid']);
/** Objects that say by one member what another one is: FHIR's Identifier and ContactPoint, and their like. */
const valueKeys = ['value', 'valeur', 'val', 'number', 'numero'];
const typeKeys = ['system', 'type', 'kind', 'name', 'code', 'label', 'libelle', 'key'];
/** https://esante.gouv.fr: authorities of the INS, the NIR used for health (1.2.250.1.213.1.4.8 and following), and of the RPPS. */
const knownSystems: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/1\.2\.250\.1\.213\.1\.4\.(?:8|9|10|11)$|ins-nir|\bnir\b/i, 'nir'],
  [/1\.2\.250\.1\.71\.4\.2\.1$|rpps/i, 'rpps'],
];
export function joinPath(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

export function memberPath(base: string, key: string): string {
  return wrappers.has(key) ? base : joinPath(base, key);
}

/** @returns the path of an object, with what its type member says that it is */
export function typedPath(object: Readonly<Record<string, unknown>>, path: string): string {
  if (!valueKeys.some((key) => isScalar(object[key]))) return path;
  for (const key of typeKeys) {
    const type = typeName(object[key]);
    if (type !== '') return joinPath(path, type);
  }
  return path;
}

export function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

/** A type as text, or in FHIR's `{ text }` or `{ coding: [{ code }] }`. Free text is no type. */
function typeName(type: unknown): string {
  if (typeof type === 'string') {
    const known = knownSystems.find(([pattern]) => pattern.test(type));
    if (known !== undefined) return known[1];
    return /^[\p{L}][\p{L}\d _-]{0,30}$/u.test(type) ? type : '';
  }
  if (type === null || typeof type !== 'object') return '';
  const { text, coding } = type as { text?: unknown; coding?: unknown };
  if (typeof text === 'string') return typeName(text);
  const [first] = Array.isArray(coding) ? coding : [];
  return first === undefined || first === null ? '' : typeName((first as { code?: unknown }).code);
}
