/** Version 1: the audit trail. Never edited once released; changes are new files. */
export const auditMigration = `
CREATE TABLE audit (
  seq            INTEGER PRIMARY KEY,
  at_ms          INTEGER NOT NULL,
  adviser_id     TEXT    NOT NULL,
  kind           TEXT    NOT NULL,
  case_reference TEXT,
  details        TEXT    NOT NULL,
  mac            BLOB    NOT NULL
) STRICT;
-- Quotas: counts of one kind, of one adviser or of all, since an entry or since an instant.
CREATE INDEX audit_by_adviser ON audit (adviser_id, kind, at_ms);
CREATE INDEX audit_by_kind    ON audit (kind, at_ms);
CREATE INDEX audit_by_time    ON audit (at_ms);
`;
