import { themeRules } from './theme.ts';

/** The style sheet of the report. */
export function pageStyle(): string {
  return [themeRules(), TEXT, LAYOUT, TABLES, PLOTS, SHEETS, NARROW, PRINT].join('').trim();
}

const TEXT = `
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.55 -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif;overflow-wrap:anywhere}
h1,h2,h3{line-height:1.25;font-weight:650;letter-spacing:-.01em;text-wrap:balance}
h1{font-size:1.75rem;margin:0 0 .35rem}
h2{font-size:1.35rem;margin:0 0 .4rem;padding-top:2.2rem;border-top:1px solid var(--line)}
h3{font-size:1.05rem;margin:2.2rem 0 .3rem}
p{margin:.5rem 0;max-width:46rem}
a{color:var(--accent);text-underline-offset:.15em}
code,pre{font:.87em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
pre{margin:.6rem 0;padding:.6rem .8rem;background:var(--panel);border-radius:4px;white-space:pre-wrap}
small{font-size:.82em;color:var(--soft)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
.lead{color:var(--soft);margin-top:0}
.source{font-size:.8rem;color:var(--faint);max-width:none}
.say{border-left:3px solid var(--accent);padding:.1rem 0 .1rem .8rem;margin:.9rem 0}
.notes{margin:.5rem 0;padding-left:1.1rem;max-width:46rem;font-size:.87rem;color:var(--soft)}
.good{color:var(--good)}
.bad{color:var(--bad)}
.muted{color:var(--faint)}`;

const LAYOUT = `
.page{display:grid;grid-template-columns:13rem minmax(0,58rem);grid-template-rows:auto 1fr;gap:0 3rem;justify-content:center;padding:0 1.5rem}
nav{grid-column:1;grid-row:1/3;position:sticky;top:0;align-self:start;max-height:100vh;overflow:auto;padding:2.6rem 0 2rem;font-size:.85rem;line-height:1.4}
nav ol{list-style:none;margin:0;padding:0}
nav ol ol{padding-left:.8rem;margin:.1rem 0 .7rem;border-left:1px solid var(--line)}
nav a{display:block;padding:.17rem 0;color:var(--soft);text-decoration:none}
nav a:hover{color:var(--accent);text-decoration:underline}
nav>ol>li>a{font-weight:650;color:var(--ink)}
main{grid-column:2;padding:0 0 4rem;min-width:0}
header{grid-column:2;position:relative;padding-top:2.4rem;min-width:0}
#theme{position:absolute;top:2.4rem;right:0;font:inherit;font-size:.8rem;color:var(--soft);background:none;border:1px solid var(--line);border-radius:999px;padding:.15rem .7rem;cursor:pointer}
#theme:hover{color:var(--ink);border-color:var(--faint)}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(11.5rem,1fr));gap:.7rem 1.5rem;margin:1rem 0}
.facts div{min-width:0}
.facts dt{font-size:.78rem;color:var(--faint)}
.facts dd{margin:0;font-size:.92rem;font-variant-numeric:tabular-nums}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(10.5rem,1fr));margin:1.6rem 0 2rem;border:1px solid var(--line);border-radius:6px;overflow:hidden;gap:1px}
.figures div{padding:.75rem .95rem .85rem;box-shadow:0 0 0 1px var(--line)}
.figures dt{font-size:.78rem;color:var(--faint)}
.figures dd{margin:0;font-size:.82rem;line-height:1.4;color:var(--soft)}
.figures dd b{display:block;font-size:1.35rem;line-height:1.35;font-weight:600;letter-spacing:-.01em;color:var(--ink);font-variant-numeric:tabular-nums}
section>section{margin:0}
figure{margin:1.1rem 0 1.7rem}
figcaption{font-size:.85rem;color:var(--soft);line-height:1.5;margin-bottom:.45rem;max-width:46rem}
figcaption b{color:var(--ink);font-weight:650;margin-right:.25em}`;

const TABLES = `
.scroll{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;font-size:.83rem;line-height:1.35;font-variant-numeric:tabular-nums;min-width:100%}
th,td{padding:.26rem .55rem;text-align:left;vertical-align:baseline;border-bottom:1px solid var(--line);overflow-wrap:normal}
th:first-child,td:first-child{padding-left:.1rem}
.n{text-align:right}
thead th{font-weight:500;color:var(--soft);vertical-align:bottom;border-bottom:1px solid var(--faint)}
thead .groups th,thead .groups td{border-bottom:0;padding-bottom:0}
.groups th{text-align:center;color:var(--ink);font-weight:650}
tbody th,tfoot th{font-weight:500;min-width:8rem;max-width:20rem;overflow-wrap:anywhere}
.brief th:first-child{min-width:0}
td{white-space:nowrap}
td.long{white-space:normal;min-width:12rem;max-width:24rem;overflow-wrap:anywhere}
.dense{font-size:.77rem}
.dense th,.dense td{padding-left:.3rem;padding-right:.3rem}
tfoot th,tfoot td{border-top:1px solid var(--faint);border-bottom:0;font-weight:650}
tbody tr:hover>*{background-color:var(--panel)}
.reference>*{color:var(--soft);font-style:italic}
thead button{font:inherit;color:inherit;background:none;border:0;margin:0;padding:0;cursor:pointer;text-align:inherit;overflow-wrap:normal}
thead button:hover{color:var(--accent);text-decoration:underline}
thead button::after{content:"↑";display:inline-block;width:0;text-indent:.1em;white-space:nowrap;opacity:0}
thead [aria-sort=descending]>button::after{content:"↓"}
thead [aria-sort]>button{color:var(--ink);font-weight:650}
thead [aria-sort]>button::after{opacity:1}
td.warm,tbody tr:hover>td.warm{background-color:color-mix(in srgb,var(--warm) calc(var(--heat)*42%),transparent)}
td.cool,tbody tr:hover>td.cool{background-color:color-mix(in srgb,var(--cool) calc(var(--heat)*42%),transparent)}
td.warm,td.cool{color:var(--ink)}`;

const PLOTS = `
svg.plot{display:block;width:100%;height:auto;overflow:visible;font:12px -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif;font-variant-numeric:tabular-nums;color:var(--soft)}
svg.plot text{white-space:pre}
.narrow{display:none}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;list-style:none;margin:.2rem 0 .5rem;padding:0;font-size:.8rem;color:var(--soft)}
.legend i{display:inline-block;width:.75em;height:.75em;margin-right:.4em;border-radius:2px}`;

const SHEETS = `
.sheet{margin:1.3rem 0 2rem}
.sheet h4{margin:0 0 .5rem;font-size:.92rem;font-weight:650}
.sheet ul,.moments ul{list-style:none;margin:0;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(9.2rem,1fr));gap:.9rem .6rem}
.moments ul{grid-template-columns:repeat(auto-fill,minmax(17rem,1fr))}
.sheet li,.moments li{min-width:0;font-size:.78rem;line-height:1.35;color:var(--soft);font-variant-numeric:tabular-nums;break-inside:avoid}
.sheet img,.moments img,.absent{display:block;width:100%;height:auto;background:var(--panel);print-color-adjust:exact}
.sheet img+img{margin-top:2px}
.moments .three{display:grid;grid-template-columns:repeat(3,1fr);gap:2px}
.absent{aspect-ratio:3/2;display:grid;place-items:center;color:var(--faint);font-size:.75rem}
.sheet .name,.moments .name{display:block;margin-top:.25rem;color:var(--ink)}
.scale{display:flex;align-items:center;gap:.6rem;font-size:.8rem;color:var(--soft);max-width:26rem;font-variant-numeric:tabular-nums}
.scale span:nth-child(2){flex:1;height:.7rem;border-radius:2px;print-color-adjust:exact}
.jump{font-size:.82rem;line-height:1.9;max-width:none}
.jump a{margin-right:.6em}`;

const NARROW = `
@media (max-width:63rem){.page{display:block;max-width:60rem;margin:0 auto}nav{position:static;max-height:none;padding:0 0 .6rem;column-width:11rem;column-gap:2rem}nav>ol>li{break-inside:avoid}header{padding-top:1.4rem}#theme{top:1.4rem}}
@media screen and (max-width:40rem){
body{font-size:14.5px}
.page{padding:0 1rem}
h1{font-size:1.45rem;padding-right:4.5rem}
.wide{display:none}
.narrow{display:block}
.facts{grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:.4rem 1rem}
.figures{grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr))}
.figures dd b{font-size:1.2rem}
.sheet ul{grid-template-columns:repeat(auto-fill,minmax(6.6rem,1fr))}
tbody th,tfoot th{position:sticky;left:0;background:var(--page);min-width:7.5rem;max-width:9.5rem;z-index:1}
.brief th:first-child{min-width:0}
}`;

const PRINT = `
@media print{
@page{margin:14mm 12mm}
body{font-size:9.5pt}
#theme,nav{display:none}
.page{display:block;padding:0}
main,header{padding:0}
h2{break-after:avoid}
h3,h4,figcaption{break-after:avoid}
figcaption{break-inside:avoid}
main>section+section{break-before:page}
h2{border-top:0;padding-top:0}
figure.plot,.sheet li,tr,.figures,.facts{break-inside:avoid}
.scroll{overflow:visible}
table{font-size:7.6pt;min-width:0;width:100%}
th,td{padding:.16rem .3rem}
td,td.long{white-space:normal;min-width:0;overflow-wrap:break-word}
tbody th,tfoot th{min-width:5em;overflow-wrap:break-word}
.brief th:first-child{min-width:2em}
.dense{font-size:6.4pt}
.dense th,.dense td{padding-left:.2rem;padding-right:.2rem}
thead button::after{display:none}
thead{display:table-header-group}
tfoot{display:table-row-group}
td.warm,td.cool,svg.plot,.legend i{print-color-adjust:exact}
a{color:inherit;text-decoration:none}
.sheet ul{grid-template-columns:repeat(6,1fr)}
.moments ul{grid-template-columns:repeat(2,1fr)}
.jump{display:none}
}`;
