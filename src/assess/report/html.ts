/** The report as one page: verdict first, then each finding with its picture and its numbers, then how it was done. */
import { escapeHtml } from '../../core/print/html.ts';
import { calibration } from '../calibration.ts';
import { percent, put, whole, wholeOrFew } from '../text/sentences.ts';
import type { AssessText } from '../text/text.ts';
import { drawChart } from './charts.ts';
import type { AssessmentReport, ReportedFinding } from './schema.ts';
import { reportStyle } from './style.ts';

export async function reportHtml(report: AssessmentReport, text: AssessText): Promise<string> {
  const word = (name: string) => text.page[name] ?? name;
  const pictures = await Promise.all(
    report.findings.map(({ chart }) => (chart === null ? null : drawChart(chart, text))),
  );
  const parts = [
    head(report, text),
    section(word('claims'), claims(report, text)),
    section(word('findings'), report.findings.map((one, i) => finding(one, pictures[i] ?? null, text)).join('\n')),
    section(word('method'), method(report, text)),
  ];
  return `<!doctype html>
<html lang="${text.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(word('title'))}</title>
<style>${reportStyle}</style>
</head>
<body>
<main>
${parts.join('\n')}
</main>
</body>
</html>
`;
}

function section(title: string, content: string): string {
  return `<section>\n<h2>${escapeHtml(title)}</h2>\n${content}\n</section>`;
}

function head(report: AssessmentReport, text: AssessText): string {
  const word = (name: string) => text.page[name] ?? name;
  const { level, words, madeUp, rows, people, createdOn, scope, interrupted } = report;
  const counts = `${wholeOrFew(text, rows)} ${word('rows').toLowerCase()} · ${countWithInterval(people, text)} ${word('people').toLowerCase()}`;
  const warning = interrupted
    ? put(word('interrupted'), { rows: wholeOrFew(text, rows) })
    : scope === 'sample'
      ? word('sampleNote')
      : null;
  const share = put(word(madeUp.atMost < 1 ? 'between' : 'betweenBelow'), {
    atLeast: percent(text, madeUp.atLeast),
    atMost: percent(text, madeUp.atMost),
  });
  const trait = madeUp.trait === null ? '' : ` (${text.traits[madeUp.trait] ?? madeUp.trait})`;
  return `<header>
<h1>${escapeHtml(word('title'))}</h1>
<p class="soft">${escapeHtml(put(word('date'), { date: dayInWords(createdOn, text) }))} · ${escapeHtml(word(scope === 'whole' ? 'scopeWhole' : 'scopeSample'))} · ${escapeHtml(counts)}</p>
</header>
${warning === null ? '' : `<p class="warning">${escapeHtml(warning)}</p>`}
<div class="level ${level}"><strong>${escapeHtml(text.levels[level])}</strong>
<p class="soft">${escapeHtml(`${word('madeUp')}${text.colon} ${share}${trait}`)}</p></div>
<dl class="said">
${(['press', 'court', 'adviser'] as const)
  .map((who) => `<dt>${escapeHtml(word(who))}</dt><dd>${escapeHtml(words[who][text.locale])}</dd>`)
  .join('\n')}
</dl>
${madeUp.byMaking
  .filter(({ atMost }) => atMost < 1)
  .map(({ making, atMost }) =>
    put(word('byMaking'), { making: text.makings[making] ?? making, share: percent(text, atMost) }),
  )
  .map((sentence) => `<p class="soft">${escapeHtml(sentence)}</p>`)
  .join('\n')}`;
}

function claims({ claims: judged }: AssessmentReport, text: AssessText): string {
  const word = (name: string) => escapeHtml(text.page[name] ?? name);
  const rows = judged.map(
    ({ claim, verdict, words, basis }) =>
      `<tr><th scope="row">${escapeHtml(text.claims[claim])}</th><td class="${verdict}"><strong>${escapeHtml(text.verdicts[verdict])}</strong></td><td>${escapeHtml(words[text.locale])}${basis.test === 'none' ? '' : `<br><span class="soft">${escapeHtml(basisSentence(basis, text))}</span>`}</td></tr>`,
  );
  return `<table><thead><tr><th>${word('claim')}</th><th>${word('conclusion')}</th><th>${word('why')}</th></tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`;
}

function basisSentence({ test, wrongAtMost }: AssessmentReport['claims'][number]['basis'], text: AssessText): string {
  const word = (name: string) => text.page[name] ?? name;
  // What is counted to the last one is no estimate.
  const error = !wrongAtMost ? word('noChance') : put(word('wrongAtMost'), { share: precise(text, wrongAtMost) });
  return put(word('howTested'), { test: text.tests[test] ?? test, error });
}

const kindWords = { impossible: 'kindImpossible', unlike: 'kindUnlike', class: 'kindClass' } as const;

function finding(one: ReportedFinding, picture: string | null, text: AssessText): string {
  const word = (name: string) => text.page[name] ?? name;
  const hasExpected = one.chart?.bars.some(({ expected }) => expected !== null) === true;
  const bounds = one.bounds
    .filter(({ atLeast }) => atLeast > 0)
    .map(({ trait, atLeast, allowed, kind }) => {
      const share = put(word('atLeast'), { share: percent(text, atLeast) });
      const allowance = allowed <= 1 ? ` (${put(word('allowed'), { share: percent(text, allowed) })})` : '';
      const kindWord = word(kindWords[kind]);
      return `<p class="bound">${escapeHtml(`${text.traits[trait] ?? trait} — ${kindWord}${text.colon} ${share}${allowance}`)}</p>`;
    });
  return `<article class="finding">
<h3>${escapeHtml(text.findings[one.name] ?? one.name)}</h3>
<p class="soft">${escapeHtml(text.sees[one.name] ?? '')}</p>
${bounds.join('\n')}
${picture === null ? `<p class="soft">${escapeHtml(word('noChart'))}</p>` : `<figure style="margin:0"><figcaption class="soft">${escapeHtml(text.charts[one.chart?.name ?? ''] ?? '')}</figcaption>${picture}${hasExpected ? legend(text) : ''}</figure>`}
${figures(one, text)}
${tests(one, text)}
</article>`;
}

function legend(text: AssessText): string {
  return `<p class="soft legend"><span></span>${escapeHtml(text.page.seen ?? '')}<span class="e"></span>${escapeHtml(text.page.expected ?? '')}</p>`;
}

function figures({ shares, counts }: ReportedFinding, text: AssessText): string {
  const word = (name: string) => escapeHtml(text.page[name] ?? name);
  const lines = [
    ...counts.map(({ name, count, low, high }) => [
      text.counts[name] ?? name,
      count === null ? (text.page.suppressed ?? '') : whole(text, count),
      low === high ? '' : `${whole(text, low)} – ${whole(text, high)}`,
      '',
    ]),
    ...shares
      .filter(({ of }) => of > 0)
      .map(({ name, of, share, low, high }) => [
        text.shares[name] ?? name,
        share === null ? (text.page.suppressed ?? '') : precise(text, share),
        `${precise(text, low)} – ${precise(text, high)}`,
        whole(text, of),
      ]),
  ];
  if (lines.length === 0) return '';
  const rows = lines.map(
    ([name = '', ...cells]) =>
      `<tr><td>${escapeHtml(name)}</td>${cells.map((cell) => `<td class="n">${escapeHtml(cell)}</td>`).join('')}</tr>`,
  );
  return `<table><thead><tr><th>${word('figure')}</th><th class="n">${word('value')}</th><th class="n">${word('interval')}</th><th class="n">${word('of')}</th></tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`;
}

function tests({ tests: named }: ReportedFinding, text: AssessText): string {
  if (named.length === 0) return '';
  const word = (name: string) => escapeHtml(text.page[name] ?? name);
  const rows = named.map(
    ({ test, hypothesis, adjusted, effect }) =>
      `<tr><td>${escapeHtml(text.hypotheses[hypothesis] ?? hypothesis)}</td><td>${escapeHtml(text.testNames[test] ?? test)}</td><td class="n">${escapeHtml(adjusted < 0.001 ? `< ${decimal(text, 0.001, 3)}` : decimal(text, adjusted, 3))}</td><td class="n">${escapeHtml(`${text.testNames[effect.measure] ?? effect.measure} ${decimal(text, effect.value, 2)}`)}</td></tr>`,
  );
  return `<table><thead><tr><th colspan="2">${word('test')}</th><th class="n">${word('p')}</th><th class="n">${word('effect')}</th></tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`;
}

function method({ error, files, inputs }: AssessmentReport, text: AssessText): string {
  const word = (name: string) => text.page[name] ?? name;
  const paragraphs = [
    'methodSupport',
    'methodBounds',
    'methodUnlike',
    'methodIntervals',
    'methodTests',
    'methodCalibration',
    'methodNot',
  ].map((name) => `<p>${escapeHtml(put(word(name), { error: percent(text, error), ...calibrated(text) }))}</p>`);
  const made = [...files.containers, ...files.shapes, ...files.encodings, ...files.lineEnds].join(' · ');
  const digests = inputs.map(
    ({ sha256, byteCount }) => `<p><code>${sha256}</code> (${escapeHtml(whole(text, byteCount))})</p>`,
  );
  return `${paragraphs.join('\n')}
<p>${escapeHtml(`${word('made')}${text.colon} ${made}`)}</p>
${digests.length === 0 ? '' : `<p>${escapeHtml(word('inputs'))}</p>\n${digests.join('\n')}`}`;
}

function dayInWords(day: string, { locale }: AssessText): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));
}

function calibrated(text: AssessText): Readonly<Record<string, string>> {
  const { rows, madeUp, realistic, mixtures } = calibration;
  return {
    rows: whole(text, rows),
    supported: whole(text, madeUp.supported),
    madeUp: whole(text, madeUp.files),
    contradicted: whole(text, realistic.contradicted),
    realistic: whole(text, realistic.files),
    outside: whole(text, mixtures.outside),
    mixtures: whole(text, mixtures.files),
  };
}

function countWithInterval({ count, low, high }: AssessmentReport['people'], text: AssessText): string {
  const interval = `${whole(text, low)} – ${whole(text, high)}`;
  if (count === null) return interval;
  return low === high ? whole(text, count) : `${whole(text, count)} (${interval})`;
}

function decimal({ locale }: AssessText, value: number, digits: number): string {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

function precise({ locale }: AssessText, share: number): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(share);
}
