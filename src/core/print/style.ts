/**
 * How the sheets and letters look. Black on white, thin rules, boxes drawn by borders: an office printer without colour
 * loses nothing, and nothing is told by colour. Sizes follow the body's, so that large print is one number.
 * Step `print` of the flow; pure.
 */

export interface SheetFonts {
  /** URL of the regular face: a `data:` URI for a PDF, an address of the window's own origin for the preview. */
  readonly regular: string;
  readonly bold: string;
}

/** Files of `resources/fonts` that a caller turns into `SheetFonts`. Atkinson Hyperlegible Next, SIL OFL 1.1. */
export const sheetFontFiles = {
  regular: 'atkinson-hyperlegible-next-latin-400-normal.woff2',
  bold: 'atkinson-hyperlegible-next-latin-700-normal.woff2',
} as const;

const family = 'Vigie Sheet';

/** URLs go into CSS strings: whatever could end the string or the style element is escaped away. */
function cssUrl(url: string): string {
  return `url("${url.replace(/["\\<>\n\r]/g, (character) => encodeURIComponent(character))}")`;
}

function face(url: string, weight: number): string {
  return `@font-face{font-family:"${family}";font-weight:${weight};font-style:normal;src:${cssUrl(url)} format("woff2")}`;
}

/** Text as a CSS string: escapes by code point, so that it can hold nothing but itself. */
function cssText(text: string): string {
  return `"${text.replace(/[^\p{L}\p{N} .,:-]/gu, (character) => `\\${character.codePointAt(0)?.toString(16)} `)}"`;
}

export interface PageFrame {
  /** Bottom left of every page. */
  readonly left: string;
  readonly page: string;
  readonly pageOf: string;
  readonly bodyPt: number;
  readonly footPt: number;
  readonly marginMm: string;
}

export function pageStyle(fonts: SheetFonts, frame: PageFrame): string {
  const foot = `font-family:"${family}",sans-serif;font-size:${frame.footPt}pt;color:#000;vertical-align:top;padding-top:2mm`;
  return `${face(fonts.regular, 400)}${face(fonts.bold, 700)}
@page{size:A4 portrait;margin:${frame.marginMm};
@bottom-left{content:${cssText(frame.left)};${foot};width:80%}
@bottom-right{content:${cssText(`${frame.page} `)} counter(page) ${cssText(` ${frame.pageOf} `)} counter(pages);${foot}}}
*{box-sizing:border-box;margin:0;padding:0}
html{font-size:${frame.bodyPt}pt}
body{font:1rem/1.3 "${family}",sans-serif;color:#000;background:#fff;text-align:left;hyphens:none;-webkit-print-color-adjust:exact;print-color-adjust:exact}
ul{list-style:none}
b,h1,h2,h3{font-weight:700}
svg{display:block}
.gap{padding-right:.13em}
@media screen{html{background:#e7e7e4}body{width:210mm;min-height:297mm;margin:6mm auto;padding:${frame.marginMm};box-shadow:0 1px 6px rgb(0 0 0/.25)}}
`;
}

/**
 * Standard and English editions: headings in a left column, text in a right one of some 90 characters. The left column is
 * made of floats, as are the boxes, not of grids: Chromium moves a whole grid to the next page where it could have broken
 * between two of its items, and leaves the heading before a grid behind. Each section is a stacking context, for floats
 * would else be painted, and copied from the PDF, before all text.
 */
export const sheetStyle = `
header{display:grid;grid-template-columns:1fr auto 21mm;column-gap:4mm;align-items:end;padding-bottom:3.2mm;border-bottom:.7mm solid #000}
.organisation{font-size:.95rem;margin-bottom:1.2mm}
h1{font-size:2.05rem;line-height:1.08;letter-spacing:-.01em}
.subtitle{font-size:1.12rem;margin-top:.8mm}
.case{text-align:right;font-size:.95rem;line-height:1.32}
.reference{display:block;font-size:1.4rem;font-weight:700;line-height:1.2;letter-spacing:.02em;white-space:nowrap}
.qr{width:23mm;height:23mm;margin:-2mm -2mm -2mm 0}
.demonstration{border:.35mm dashed #000;padding:1mm 2.5mm;margin-top:2.5mm;font-weight:700}
section{display:flow-root;isolation:isolate;padding:2.1mm 0 2mm 29mm;border-bottom:.2mm solid #000}
section:last-of-type{border-bottom:0}
h2{float:left;width:25mm;margin-left:-29mm;font-size:1.14rem;line-height:1.2}
h3{display:inline;font-size:1rem}
.body>*+*{margin-top:1.15mm}
.incident,.item,.warning{break-inside:avoid}
.incident{padding-left:3mm;border-left:.5mm solid #000}
.status{display:inline-block;border:.25mm solid #000;border-radius:.6mm;padding:0 1.4mm;margin-right:1.2mm;font-size:max(.88rem,8pt);font-weight:700;line-height:1.35}
.item{padding-left:6mm}
.item>.box{float:left;margin:.35mm 0 0 -6mm;width:3.5mm;height:3.5mm;border:.3mm solid #000;border-radius:.4mm}
.box path,.cross path{fill:none;stroke:#000;stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round}
.fields{margin-top:.4mm}
.field{white-space:nowrap;margin-right:3mm}
.blank{display:inline-block;width:26mm;height:.9em;border-bottom:.25mm solid #000;vertical-align:-.1em}
.fields .blank{height:1.4em}
.blank.reference-field{width:36mm}
.blank.time-field{width:14mm}
.columns{columns:2;column-gap:5mm}
.columns>li+li{margin-top:.9mm}
.contact{break-inside:avoid}
.columns+.small{margin-top:1mm}
.number{font-weight:700;white-space:nowrap}
.warning{padding-left:5.2mm}
.warning>.cross{float:left;margin:.75mm 0 0 -5.2mm;width:2.7mm;height:2.7mm}
.small{font-size:max(.88rem,8pt)}
.dense{line-height:1.25}
.dense section{padding-top:1.6mm;padding-bottom:1.5mm}
.dense .body>*+*{margin-top:.8mm}
.dense .columns>li+li{margin-top:.8mm}
`;

/** On top of `sheetStyle`, for large print: nothing beside anything, nothing smaller than the body. */
export const largeStyle = `
.large section{padding:3.4mm 0}
.large h2{float:none;width:auto;margin:0 0 2.5mm;break-after:avoid}
.large .columns{columns:1}
.large .columns>li+li,.large .body>*+*{margin-top:2.2mm}
.large .small,.large .status,.large .case,.large .organisation{font-size:1rem}
.large .item{padding-left:8.5mm}
.large .item>.box{width:5.2mm;height:5.2mm;margin:.6mm 0 0 -8.5mm}
.large .warning{padding-left:7mm}
.large .warning>.cross{width:4.2mm;height:4.2mm;margin:1.2mm 0 0 -7mm}
.large.dense{line-height:1.22}
.large.dense section{padding:2mm 0}
.large.dense h2{margin-bottom:1.2mm}
.large.dense .columns>li+li,.large.dense .body>*+*{margin-top:1.3mm}
`;

/** Easy-to-read edition: at least 14 pt, one idea a line, a new page for each theme, nothing beside anything. */
export const easyStyle = `
header{padding-bottom:5mm;border-bottom:.9mm solid #000;display:grid;grid-template-columns:1fr 34mm;column-gap:6mm}
h1{font-size:2rem;line-height:1.12}
.subtitle{font-size:1.2rem;margin-top:2mm}
.case{margin-top:5mm}
.reference{display:block;font-size:1.6rem;font-weight:700;white-space:nowrap}
.qr{width:34mm;height:34mm}
.demonstration{border:.5mm dashed #000;padding:2mm 4mm;margin-top:4mm;font-weight:700}
section{padding-top:6mm}
section+section{break-before:page;padding-top:0}
h2{font-size:1.65rem;line-height:1.15;padding-bottom:2.5mm;margin-bottom:6mm;border-bottom:.5mm solid #000;break-after:avoid}
h3{font-size:1.15rem;line-height:1.25}
p{margin-top:1.4mm}
.block{break-inside:avoid;margin-bottom:7.5mm}
.block ul{list-style:disc;padding-left:1.3em;margin-top:1mm}
.status{display:inline-block;border:.5mm solid #000;border-radius:1mm;padding:0 2.5mm;font-weight:700}
.item,.warning{display:grid;grid-template-columns:7mm 1fr;column-gap:4mm}
.box{width:6.5mm;height:6.5mm;margin-top:.6mm;border:.5mm solid #000;border-radius:.8mm}
.box path,.cross path{fill:none;stroke:#000;stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round}
.cross{width:5.4mm;height:5.4mm;margin-top:1mm}
.field{margin-top:2.5mm}
.blank{display:block;width:100%;height:9mm;border-bottom:.4mm solid #000}
.number{font-weight:700;white-space:nowrap}
`;

export const letterStyle = `
.note{border:.35mm solid #000;border-radius:1mm;padding:2.5mm 4mm;font-size:.92rem;margin-bottom:5mm}
h1{font-size:1.25rem;margin-bottom:1mm}
.parties{display:grid;grid-template-columns:80mm 1fr;column-gap:12mm;margin-bottom:6mm}
.to{margin-top:17mm}
.party{display:block;margin-top:2.2mm}
.party .blank{display:block;width:100%;height:1.7em;border-bottom:.25mm solid #000}
.party .hint,.hint{font-size:.8rem}
.given{font-weight:700;margin-top:2.2mm}
.place{text-align:right;margin-bottom:5mm}
.subject{font-size:1.05rem;margin-bottom:6mm}
.text p{margin-bottom:3.2mm;line-height:1.5;break-inside:avoid}
.text p:has(.fill),.place{line-height:2.3}
.fill{display:inline-block;position:relative;width:44mm;height:1.1em;border-bottom:.25mm solid #000;vertical-align:-.15em}
.fill .hint{position:absolute;top:100%;left:0;font-size:.72rem;line-height:1.25;white-space:nowrap}
.fill.long{display:block;width:100%;height:2em}
.fill.long+.fill.long .hint{display:none}
.tick{display:inline-block;width:3.4mm;height:3.4mm;border:.3mm solid #000;border-radius:.4mm;vertical-align:-.3mm;margin-right:1mm}
.signature{margin:5mm 0 0 90mm;height:24mm}
.attachments{border-top:.2mm solid #000;padding-top:2mm;font-size:.92rem}
.attachments ul{list-style:disc;padding-left:1.2em}
`;
