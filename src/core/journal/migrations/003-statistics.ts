/**
 * Version 3: what statistics are computed from, in columns of its own, and the indexes that answer them without reading
 * cases. Never edited once released; changes are new files. The facts' text is that of `caseFactsText`.
 */
export const statisticsMigration = `
-- Milliseconds from opening to the first end of the call.
ALTER TABLE cases ADD COLUMN call_ms INTEGER;
ALTER TABLE cases ADD COLUMN facts TEXT NOT NULL DEFAULT '[[],[],[],0,0,0,0]';

UPDATE cases SET
  call_ms = CASE WHEN json_extract(content, '$.closedAt') IS NULL THEN NULL
    ELSE max(0, CAST(round(unixepoch(json_extract(content, '$.closedAt'), 'subsec') * 1000) AS INTEGER) - opened_ms) END,
  facts = json_array(
    json((SELECT json_group_array(id) FROM (
      SELECT DISTINCT json_extract(exposure.value, '$.incident.id') || ' ' || json_extract(exposure.value, '$.incident.toldBy.signer') AS id
      FROM json_each(content, '$.verdicts') AS verdict, json_each(verdict.value, '$.exposures') AS exposure ORDER BY id))),
    json((SELECT json_group_array(id) FROM (
      SELECT DISTINCT json_extract(value, '$.id') || ' ' || json_extract(value, '$.toldBy.signer') AS id FROM json_each(content, '$.askedIncidents') ORDER BY id))),
    json((SELECT json_group_array(key) FROM (
      SELECT key FROM json_each(content, '$.outcomes')
      WHERE json_extract(value, '$.kind') = 'refused' ORDER BY key))),
    (SELECT count(*) FROM json_each(content, '$.outcomes') WHERE json_extract(value, '$.kind') = 'done'),
    (SELECT count(*) FROM json_each(content, '$.outcomes') WHERE json_extract(value, '$.kind') = 'later'),
    (SELECT count(*) FROM json_each(content, '$.outcomes') WHERE json_extract(value, '$.kind') = 'not-applicable'),
    CASE WHEN json_type(content, '$.handOver') = 'object' THEN 1 ELSE 0 END);

CREATE INDEX cases_for_statistics ON cases (opened_ms, adviser_id, verdict_kind, call_ms, facts);
`;
