/** The report of what was understood, in words: for `vigie look`, and at the head of a build. */
import { printableText } from '../../core/bytes/misleading.ts';
import { identifierKinds } from '../../core/vocabulary.ts';
import type { ColumnReport, MemberLook } from '../../leak/report.ts';
import { lookAt } from '../../leak/report.ts';
import type { CommandContext } from '../command.ts';
import { fill, formatNumber, reasonIn } from '../text/text.ts';
import type { ReadInput } from './read-inputs.ts';

/** Wider words are cut: a header of a thousand characters is no word. */
const widestHeader = 32;

/** @param print where each line goes · @param colour whether doubts may be red */
export function printLook(
  inputs: readonly ReadInput[],
  { text, language }: Pick<CommandContext, 'text' | 'language'>,
  print: (line: string) => void,
  colour: boolean,
): void {
  const { leak } = text;
  const number = (value: number) => formatNumber(language, value);
  /** File names, table names and headers are a stranger's: no line of them reaches a terminal as it is. */
  const tell = (line: string, isDoubt = false) => {
    const shown = printableText(line);
    print(isDoubt && colour ? `\u001b[31m${shown}\u001b[0m` : shown);
  };
  for (const { path, members, skipped } of inputs) {
    if (skipped !== null) {
      const { reason } = skipped.details;
      tell(
        fill(leak.skipped, { path, reason: typeof reason === 'string' ? reasonIn(text, reason) : skipped.code }),
        true,
      );
    }
    for (const look of members.map(lookAt)) printMember(path, look);
  }

  function printMember(path: string, look: MemberLook): void {
    const name = look.containers.length === 0 ? path : `${path} : ${look.name}`;
    tell(
      [name, ...look.containers, ...(look.shape === 'no-text' ? [] : writingOf(look))]
        .filter((part) => part !== '')
        .join(' · '),
    );
    for (const table of look.tables) {
      if (look.tables.length > 1) tell(`  ${table.name === '' ? leak.unnamedTable : table.name}`);
      tell(columnLine(leak.columnHeads));
      for (const column of table.columns) printColumn(column);
      if (table.ragged > 0) tell(`  ${fill(leak.ragged, { count: number(table.ragged) })}`);
    }
    printCounts(look);
    if (look.taken === 0) tell(`  ${look.shape === 'no-text' ? leak.noText : leak.nobody}`, true);
  }

  /** How the text is written, and as what it is read. */
  function writingOf(look: MemberLook): string[] {
    return [
      look.encodings.join(' + '),
      look.lineEnds.join(' + '),
      look.shape,
      ...(look.separator === null ? [] : [fill(leak.separator, { separator: visible(look.separator) })]),
      look.headerLine === null ? leak.noHeader : fill(leak.headerLine, { line: look.headerLine }),
    ];
  }

  function printColumn(column: ColumnReport): void {
    const { role, of, searched, doubt, stops, unkeyed } = column;
    const roleWords =
      searched === 'excluded'
        ? leak.excluded
        : searched === 'chance'
          ? leak.chance
          : role === null
            ? leak.ignored
            : (leak.roles[role] ?? role);
    const percent = (share: number) => (share === 0 ? '·' : `${Math.max(1, Math.round(share * 100))} %`);
    const line = columnLine([
      String(column.position),
      visible(column.header).slice(0, widestHeader),
      of === null ? roleWords : `${roleWords} (${leak.persons[of] ?? of})`,
      percent(column.filled),
      percent(column.nir),
      percent(column.email),
      percent(column.phone),
      percent(column.hash),
      column.taken === 0 ? '·' : number(column.taken),
    ]);
    tell(line, stops);
    if (unkeyed > 0) tell(`      ${fill(leak.unkeyed, { position: column.position, count: number(unkeyed) })}`, stops);
    if (doubt === null) return;
    const words = `      ${fill(leak.doubts[doubt] ?? doubt, { position: column.position })}`;
    tell(words, stops);
  }

  function printCounts(look: MemberLook): void {
    tell(
      `  ${fill(leak.records, { records: number(look.records), bad: number(look.badRecords), empty: number(look.emptyRecords) })}`,
    );
    for (const [reason, bad] of Object.entries(look.bad)) {
      tell(
        `    ${reasonIn(text, reason)} : ${number(bad.count)} (${fill(text.labels.badRowsLines, { lines: lines(bad) })})`,
      );
    }
    for (const [repair, count] of Object.entries(look.repairs))
      tell(`    ${leak.repairs[repair] ?? repair} : ${number(count)}`);
    if (look.doubtfulCorsica > 0)
      tell(`  ${fill(leak.doubtfulCorsica, { count: number(look.doubtfulCorsica) })}`, true);
    if (look.hashedIdentifiers > 0) tell(`  ${fill(leak.hashed, { count: number(look.hashedIdentifiers) })}`);
    for (const kind of identifierKinds) {
      const taken = number(look.takenOf[kind]);
      const kindWords = leak.roles[kind] ?? kind;
      if (kind !== 'nir' && kind !== 'email') {
        if (look.takenOf[kind] > 0) tell(`  ${fill(leak.takenOf, { kind: kindWords, taken })}`);
        continue;
      }
      const explained = Object.entries(look.explained).filter(([, tally]) => tally[kind] > 0);
      const lost = Object.entries(look.lost).filter(([, tally]) => tally[kind] > 0);
      const line = fill(leak.account, {
        kind: kindWords,
        taken,
        seen: number(look.seen[kind]),
        indexed: number(look.indexed[kind]),
        explained: number(explained.reduce((sum, [, tally]) => sum + tally[kind], 0)),
        lost: number(lost.reduce((sum, [, tally]) => sum + tally[kind], 0)),
      });
      tell(`  ${line}`, lost.length > 0);
      for (const [reason, tally] of explained) tell(`    ${leak.explained[reason] ?? reason} : ${number(tally[kind])}`);
      for (const [reason, tally] of lost) {
        const at = fill(text.labels.badRowsLines, { lines: tally.lines.join(', ') });
        tell(`    ${reasonIn(text, reason)} : ${number(tally[kind])} (${at})`, true);
      }
    }
  }
}

function lines({ count, lines: known }: { count: number; lines: readonly number[] }): string {
  return known.join(', ') + (count > known.length ? '…' : '');
}

const widths = [3, widestHeader, 26, 8, 6, 7, 6, 6, 12];

function columnLine(cells: readonly string[]): string {
  const padded = cells.map((cell, i) =>
    i === 1 || i === 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0),
  );
  return `  ${padded.join('  ')}`.trimEnd();
}

/** Control characters of a separator, as `--delimiter` takes them; of a header, so that no terminal obeys it. */
function visible(text: string): string {
  const written = text.replace(/\p{Cc}/gu, (one) =>
    one === '\t' ? '\\t' : `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return printableText(written);
}
