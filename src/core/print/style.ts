/**
 * How the sheets and letters look. Black on white, thin rules, boxes drawn by borders: an office printer without colour
 * loses nothing, and nothing is told by colour. Sizes follow the body's, so that large print is one number.
 *
 * Everything that is put on a page is a `.unit`: its space lies inside it, so that its height is the same wherever it
 * stands and heights add up. The page is a box of the document, not of the browser's `@page` rule: its margins and its
 * foot are elements. Step `print` of the flow; pure.
 */

/** URLs of the faces: `data:` URIs, for a sheet loads nothing from anywhere. */
export type SheetFonts = Readonly<Record<keyof typeof sheetFontFiles, string>>;

/** Files of `resources/fonts` that a caller turns into `SheetFonts`. Atkinson Hyperlegible Next, SIL OFL 1.1. */
export const sheetFontFiles = {
  regular: 'atkinson-hyperlegible-next-latin-400-normal.woff2',
  bold: 'atkinson-hyperlegible-next-latin-700-normal.woff2',
  regularExtended: 'atkinson-hyperlegible-next-latin-ext-400-normal.woff2',
  boldExtended: 'atkinson-hyperlegible-next-latin-ext-700-normal.woff2',
} as const;

const family = 'Vigie Sheet';

/** Characters for which the extended faces are read; all others are in the first two. As the fonts' package has it. */
const extendedRange =
  'U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113';

/** URLs go into CSS strings: whatever could end the string or the style element is escaped away. */
function cssUrl(url: string): string {
  return `url("${url.replace(/["\\<>\n\r]/g, (character) => encodeURIComponent(character))}")`;
}

function face(url: string, weight: number, range: string | null): string {
  const only = range === null ? '' : `;unicode-range:${range}`;
  return `@font-face{font-family:"${family}";font-weight:${weight};font-style:normal;src:${cssUrl(url)} format("woff2")${only}}`;
}

function faces({ regular, bold, regularExtended, boldExtended }: SheetFonts): string {
  return [
    face(regular, 400, null),
    face(bold, 700, null),
    face(regularExtended, 400, extendedRange),
    face(boldExtended, 700, extendedRange),
  ].join('');
}

export interface PageFrame {
  readonly bodyPt: number;
  readonly footPt: number;
  readonly marginMm: { readonly top: number; readonly side: number; readonly bottom: number };
}

const a4Mm = { width: 210, height: 297 } as const;
// CSS: an inch is 96 pixels, 25.4 millimetres, 72 points.
export const pxPerMm = 96 / 25.4;
export const pxPerPt = 96 / 72;
/** A4 as CSS pixels: what a page box may be tall before the browser would begin another sheet of paper. */
export const pageBoxPx = a4Mm.height * pxPerMm;
/** So much of each page stays empty: what is measured and what is printed may round differently. */
const spareMm = 1.5;

/** What a page holds between its margins, in CSS pixels. */
export function pageContentPx({ marginMm }: PageFrame): number {
  return (a4Mm.height - marginMm.top - marginMm.bottom - spareMm) * pxPerMm;
}

/**
 * The height of a page box is a least height, and nothing of it is hidden: what would not fit makes the box taller, the
 * browser then begins another sheet of paper, and the count of pages tells.
 */
export function pageStyle(fonts: SheetFonts, { bodyPt, footPt, marginMm: { top, side, bottom } }: PageFrame): string {
  return `${faces(fonts)}
@page{size:A4 portrait;margin:0}
*{box-sizing:border-box;margin:0;padding:0}
html{font-size:${bodyPt}pt}
body{font:1rem/1.27 "${family}";text-rendering:geometricPrecision;color:#000;background:#fff;text-align:left;hyphens:none;-webkit-print-color-adjust:exact;print-color-adjust:exact}
ul{list-style:none}
b,h1,h2,h3{font-weight:700}
svg{display:block}
.thin{letter-spacing:-.09em}
.page{position:relative;width:${a4Mm.width}mm;min-height:${a4Mm.height - 0.1}mm;padding:${top}mm ${side}mm ${bottom}mm;break-after:page}
.page:last-child{break-after:auto}
.unit{display:flow-root}
.foot{position:absolute;white-space:nowrap;left:${side}mm;right:${side}mm;bottom:7mm;display:flex;justify-content:space-between;gap:6mm;font-size:${footPt}pt;line-height:1.2}
.demonstration{border:.35mm dashed #000;padding:0 2mm;margin:-.5mm 0}
@media screen{html{background:#e7e7e4}body{background:none}.page{margin:6mm auto;background:#fff;box-shadow:0 1px 6px rgb(0 0 0/.25)}}
`;
}

/** Standard and English editions, and large print, which is the same with a larger body. */
export const sheetStyle = `
header.unit{display:grid;grid-template-columns:max-content minmax(0,1fr) auto;column-gap:3mm;align-items:end;padding-bottom:2.5mm;border-bottom:.7mm solid #000}
h1{font-size:1.4rem;line-height:1.08;letter-spacing:-.01em}
.case{text-align:right;line-height:1.25}
.reference{display:block;font-size:1.3rem;line-height:1.2;letter-spacing:.02em;white-space:nowrap}
.qr{width:23mm;height:23mm;margin:-2mm -2mm -2mm 0}
.call{grid-column:1/-1;margin-top:1.2mm}
h2,.again{padding-top:1.8mm;font-size:1.15rem;line-height:1.2;font-weight:700}
h2::after,.again::after{content:"";display:block;border-bottom:.2mm solid #000;margin:.7mm 0 1.4mm}
h3{display:inline;font-size:1rem}
.summary{padding-top:1.8mm}
.body,.item{padding-bottom:1mm}
.line{padding:0 0 .5mm 1em;text-indent:-1em}
.body>*+*{margin-top:.8mm}
.incident{padding-left:3mm;border-left:.5mm solid #000}
.status{display:inline-block;border:.25mm solid #000;border-radius:.6mm;padding:0 1.4mm;margin-right:1.2mm;font-weight:700;line-height:1.25}
.item{padding-left:1.55em}
.mark{float:left;margin-left:-1.55em}
.box{width:.95em;height:.95em;margin-top:.15em;border:.3mm solid #000;border-radius:.4mm}
.tick,.cross{width:.95em;height:.95em;margin-top:.15em}
.dash{width:.7em;margin-top:.62em;border-top:.4mm solid #000}
.tick path,.cross path{fill:none;stroke:#000;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.fields{margin-top:.4mm}
.field{white-space:nowrap;margin-right:3mm}
.blank{display:inline-block;width:26mm;height:.9em;border-bottom:.25mm solid #000;vertical-align:-.1em}
.fields .blank{height:1.4em}
.blank.reference-field{width:36mm}
.blank.time-field{width:14mm}
.number{white-space:nowrap}
`;

/** Easy-to-read edition: one idea a line, nothing beside anything. */
export const easyStyle = `
header.unit{display:grid;grid-template-columns:1fr 26mm;column-gap:6mm;padding-bottom:3mm;border-bottom:.9mm solid #000}
h1{font-size:1.6rem;line-height:1.12}
.case{margin-top:1mm}
.reference{font-size:1.15rem;white-space:nowrap}
.qr{width:28mm;height:28mm;margin:-2mm -2mm 0 0}
h2,.again{padding-top:5mm;font-size:1.4rem;line-height:1.15;font-weight:700}
h2::after,.again::after{content:"";display:block;border-bottom:.5mm solid #000;margin:1.5mm 0 3mm}
h3{font-size:1.1rem;line-height:1.25}
p{margin-top:.6mm}
.summary{padding-top:2mm}
.body,.item{padding-bottom:3.2mm}
.summary{padding-bottom:0}
.line{padding-bottom:1.6mm}
.body ul{list-style:disc;padding-left:1.3em}
.item{padding-left:11mm}
.mark{float:left;margin-left:-11mm}
.dash{width:5mm;margin-top:2.6mm;border-top:.6mm solid #000}
.box,.tick,.cross{width:6.5mm;height:6.5mm;margin-top:.4mm}
.box{border:.5mm solid #000;border-radius:.8mm}
.tick path,.cross path{fill:none;stroke:#000;stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round}
`;

export const letterStyle = `
.note{border:.35mm solid #000;border-radius:1mm;padding:2.5mm 4mm;margin-bottom:4mm}
h1{font-size:1.25rem;margin-bottom:1mm}
.parties{display:grid;grid-template-columns:80mm 1fr;column-gap:12mm;margin-bottom:3.5mm}
.to{margin-top:15mm}
.party{display:block;margin-top:2.2mm}
.party .blank{display:block;width:100%;height:1.6em;border-bottom:.25mm solid #000}
.hint{font-size:.85rem}
.given{margin-top:.4mm}
.given:first-child{font-weight:700;margin-top:2.2mm}
.place{text-align:right;margin-bottom:3mm}
.subject{font-size:1.05rem;margin-bottom:3mm}
.text p{margin-bottom:2.4mm;line-height:1.35}
.text p:has(.fill),.place{line-height:2.2}
.fill{display:inline-block;position:relative;width:44mm;height:1.1em;border-bottom:.25mm solid #000;vertical-align:-.15em}
.fill .hint{position:absolute;top:100%;left:0;font-size:.8rem;line-height:1.25;white-space:nowrap}
.fill.long{display:block;width:100%;height:2em}
.fill.long+.fill.long .hint{display:none}
.tick{display:inline-block;width:3.4mm;height:3.4mm;border:.3mm solid #000;border-radius:.4mm;vertical-align:-.3mm;margin-right:1mm}
.signature{margin:3mm 0 0 90mm;height:17mm}
.attachments{border-top:.2mm solid #000;padding-top:2mm}
.attachments ul{list-style:disc;padding-left:1.2em}
`;
