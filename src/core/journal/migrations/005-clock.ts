/** Version 5: where the wall clock stood beside the machine's own (`clock-steps.ts`). Never edited once released. */
export const clockMigration = `
CREATE TABLE clock (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  boot_id TEXT    NOT NULL,
  boot_ms INTEGER NOT NULL,
  wall_ms INTEGER NOT NULL
) STRICT;
ALTER TABLE neighbours ADD COLUMN began_seq INTEGER NOT NULL DEFAULT 0;
`;
