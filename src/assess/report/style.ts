/** The style of the report's page: two themes, and paper. No font, no picture and no script is loaded. */
export const reportStyle = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1b1f;--soft:#5a5a66;--line:#d4d4de;--bar:#3558a8;--expected:#b45309;--panel:#f4f4f8;
--contradicted:#a4262c;--cannot-tell:#6b5900;--partly-supported:#2f5d8a;--supported:#1c6b3a}
@media (prefers-color-scheme:dark){:root{--paper:#16161a;--ink:#ececf1;--soft:#b0b0bd;--line:#3a3a45;--bar:#8fb0ff;--expected:#f5b56b;
--panel:#212128;--contradicted:#ff9a9a;--cannot-tell:#e6cf6a;--partly-supported:#9cc7f0;--supported:#8fdca8}}
@media print{:root{color-scheme:light;--paper:#fff;--ink:#000;--soft:#444;--line:#bbb;--bar:#3558a8;--expected:#b45309;--panel:#f4f4f4;
--contradicted:#a4262c;--cannot-tell:#6b5900;--partly-supported:#2f5d8a;--supported:#1c6b3a}}
@page{size:A4;margin:16mm}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:1.5rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.6rem;margin:0}h2{font-size:1.25rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line);padding-bottom:.2rem}
h3{font-size:1.05rem;margin:0 0 .3rem}
p{margin:.4rem 0}.soft{color:var(--soft);font-size:.9rem}
.level{border-left:.5rem solid currentColor;background:var(--panel);padding:.8rem 1rem;margin:1rem 0}
.level strong{font-size:1.5rem}.level p{color:var(--ink)}
.contradicted{color:var(--contradicted)}.cannot-tell{color:var(--cannot-tell)}.partly-supported{color:var(--partly-supported)}.supported{color:var(--supported)}
.warning{border:2px solid var(--contradicted);padding:.6rem 1rem;margin:1rem 0;font-weight:600}
dl.said{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1rem;margin:.5rem 0}dl.said dt{font-weight:600}dl.said dd{margin:0}
table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.4rem 0}
th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid var(--line)}
td.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}th.n{text-align:right}
.finding{margin:1.2rem 0 1.6rem;break-inside:avoid}
.finding svg{max-width:100%;height:auto;display:block}
.bound{font-weight:600}
.legend span{display:inline-block;width:.9rem;height:.7rem;margin:0 .3rem 0 .8rem;background:var(--bar);print-color-adjust:exact}
.legend span.e{width:.25rem;background:var(--expected)}
code{font-size:.8rem;overflow-wrap:anywhere}
@media (max-width:40rem){table{display:block;overflow-x:auto}dl.said{grid-template-columns:1fr}}
@media print{body{padding:0;max-width:none;font-size:10.5pt}h2{break-after:avoid}}
`;
