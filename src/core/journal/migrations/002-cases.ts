/** Version 2: cases. Never edited once released; changes are new files. */
export const casesMigration = `
CREATE TABLE cases (
  reference    TEXT    PRIMARY KEY,
  opened_ms    INTEGER NOT NULL,
  updated_ms   INTEGER NOT NULL,
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
CREATE INDEX cases_by_opening ON cases (opened_ms);
CREATE INDEX cases_by_due     ON cases (next_due_on) WHERE next_due_on IS NOT NULL;
CREATE INDEX cases_by_adviser ON cases (adviser_id, status, opened_ms);
CREATE INDEX cases_by_status  ON cases (status, opened_ms);
`;
