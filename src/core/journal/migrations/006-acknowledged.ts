/** Version 6: what the head in its file said before the last commit (`journal.ts`). Never edited once released. */
export const acknowledgedMigration = `
CREATE TABLE acknowledged (
  id  INTEGER PRIMARY KEY CHECK (id = 1),
  seq INTEGER NOT NULL,
  mac BLOB    NOT NULL
) STRICT;
`;
