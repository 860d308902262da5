/** Version 4: what the watch for neighbouring identifiers counts, for a day (`neighbour-counts.ts`). Never edited once released. */
export const neighboursMigration = `
CREATE TABLE neighbours (
  adviser_id TEXT    PRIMARY KEY,
  began_ms   INTEGER NOT NULL,
  counts     BLOB    NOT NULL
) STRICT, WITHOUT ROWID;
`;
