/** Version 2: cases. Never edited once released; changes are new files. */
export const casesMigration = `
CREATE TABLE cases (
  reference    TEXT    PRIMARY KEY,
  -- The reference's eight characters without dashes: what a part that is typed is looked for in.
  characters   TEXT    NOT NULL,
  opened_ms    INTEGER NOT NULL,
  status       TEXT    NOT NULL,
  adviser_id   TEXT    NOT NULL,
  verdict_kind TEXT    NOT NULL,
  steps_done   INTEGER NOT NULL,
  steps_total  INTEGER NOT NULL,
  next_due_on  TEXT,
  -- Last audit entry that changed the case: it carries the digest of this row.
  entry_seq    INTEGER NOT NULL,
  content      TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
-- Every index holds the reference as well: pages of a list are found in them alone, and only the rows shown are read.
CREATE INDEX cases_by_opening    ON cases (opened_ms);
CREATE INDEX cases_by_due        ON cases (next_due_on, opened_ms) WHERE next_due_on IS NOT NULL;
CREATE INDEX cases_by_adviser    ON cases (adviser_id, opened_ms, status);
CREATE INDEX cases_by_status     ON cases (status, opened_ms);
CREATE INDEX cases_by_characters ON cases (characters, adviser_id, opened_ms);
CREATE INDEX cases_by_entry      ON cases (entry_seq);
`;
