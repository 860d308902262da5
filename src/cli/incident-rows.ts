/**
 * An incident as the second person of the signing ceremony must be able to judge it: everything that is signed of it, in both
 * languages, without any identifier. Rows for `printTable`.
 */
import type { Coverage } from '../core/pack/coverage.ts';
import type { Incident } from '../core/pack/incident.ts';
import type { Locale } from '../core/vocabulary.ts';
import { type CliText, fill, formatNumber } from './text/text.ts';

type Row = [label: string, value: string];

export function incidentRows(incident: Incident, { labels }: Pick<CliText, 'labels'>): Row[] {
  const { title, statement, dataClasses, verification, assessment } = incident;
  const classes = (names: readonly string[]) => (names.length === 0 ? labels.noClass : names.join(', '));
  const rows: Row[] = [
    [labels.incident, `${incident.id} (${incident.status})`],
    [labels.incidentTitle, title.fr],
    ['', title.en],
    [labels.incidentDates, `${incident.occurredOn ?? labels.unknownDate}, ${incident.disclosedOn}`],
    [labels.incidentSource, incident.source],
    [labels.classesEveryone, classes(dataClasses.everyone)],
    [labels.classesSome, classes(dataClasses.some)],
    [labels.classesClaimed, classes(dataClasses.claimed)],
    [labels.incidentStatement, statement.fr],
    ['', statement.en],
    [
      labels.incidentVerification,
      verification === null ? labels.notVerified : `${verification.by}, ${verification.on}`,
    ],
  ];
  if (verification !== null) rows.push(['', verification.method.fr], ['', verification.method.en]);
  if (assessment === null) rows.push([labels.incidentAssessment, labels.notExamined]);
  else {
    rows.push(
      [labels.incidentAssessment, `${assessment.level} (${assessment.scope}), ${assessment.on}`],
      ['', `SHA-256 ${assessment.reportSha256}`],
    );
  }
  return rows;
}

/** How many of each kind were seen, indexed, lost, and why the others are neither. */
export function coverageRows(coverage: Coverage, { labels, leak }: CliText, language: Locale): Row[] {
  const number = (value: number) => formatNumber(language, value);
  return coverage.flatMap(({ kind, seen, indexed, lost, explained }): Row[] => [
    [
      `${labels.coverage} (${kind})`,
      fill(labels.coverageCounts, { seen: number(seen), indexed: number(indexed), lost: number(lost) }),
    ],
    ...explained.map(({ reason, count }): Row => ['', `${number(count)} ${leak.coverageReasons[reason]}`]),
  ]);
}
