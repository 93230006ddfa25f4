"""What the HTML page of advice looks like, and the little that it does: its style sheet and its script."""

from __future__ import annotations

from typing import Final

_WIDTHS: Final = "".join(f".w{share}{{width:{share}%}}" for share in range(101))

STYLE: Final = (
    """\
:root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--fg:#1b1f24;--soft:#57606a;--line:#d5dae0;--track:#e4e8ed;
--run:#1759c7;--batch:#0b7261;--either:#57606a;--neither:#b3261e;--ok:#4a74b8;--near:#b35c00;--over:#c0291f;
--focus:#1759c7;--on:#fff}
@media (prefers-color-scheme:dark){:root{--bg:#12151a;--card:#1b2027;--fg:#e6e9ee;--soft:#a3adb8;--line:#343c47;
--track:#2f3742;--run:#8ab4f8;--batch:#5fd0b5;--either:#a3adb8;--neither:#ff8a80;--ok:#7ea6e6;--near:#f0a54a;
--over:#ff7b70;--focus:#8ab4f8;--on:#12151a}}
*{box-sizing:border-box}
[hidden]{display:none!important}
body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,
"Helvetica Neue",Arial,sans-serif;overflow-wrap:break-word}
.who,.place,.reasons,.said,caption,.costs td{overflow-wrap:anywhere}
header,main,footer{max-width:76rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:1.75rem}
h1{font-size:1.6rem;line-height:1.2;margin:0 0 .35rem}
h2,h3{font-size:1rem;margin:0}
p{margin:.25rem 0}
a{color:inherit}
.soft{color:var(--soft)}
.small{font-size:.86rem}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:4px}
.counts{display:flex;flex-wrap:wrap;gap:.6rem;list-style:none;margin:1.1rem 0 .9rem;padding:0}
.counts li{display:flex}
.count{font:inherit;color:inherit;text-align:left;background:var(--card);border:1px solid var(--line);
border-left:5px solid var(--c);border-radius:8px;padding:.45rem .9rem;min-width:8.2rem}
button.count,button.plain{cursor:pointer}
.count b{display:block;font-size:1.45rem;line-height:1.15;font-variant-numeric:tabular-nums}
.count[aria-pressed=true]{background:var(--c);color:var(--on);border-color:var(--c)}
.cloud-run{--c:var(--run)}.batch{--c:var(--batch)}.either{--c:var(--either)}.neither{--c:var(--neither)}
.tools{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end;margin:0 0 .9rem}
.tools label{display:grid;gap:.15rem;font-size:.86rem;color:var(--soft)}
.tools .wide{flex:1 1 15rem}
input,select,button.plain{font:inherit;color:var(--fg);background:var(--card);border:1px solid var(--line);
border-radius:8px;padding:.4rem .6rem;min-height:2.4rem;width:100%}
input::placeholder{color:var(--soft);opacity:1}
button.plain{width:auto}
.note{border-left:4px solid var(--near);background:var(--card);padding:.5rem .8rem;margin:.5rem 0;
border-radius:0 8px 8px 0}
.heads,summary{display:grid;gap:.15rem 1rem;align-items:center;
grid-template-columns:6.6rem minmax(10rem,1.5fr) 5.4rem minmax(9rem,1fr) 6rem 6rem 6rem 1rem}
.heads{padding:.6rem 1rem .3rem;font-size:.8rem;color:var(--soft);border:1px solid transparent}
.heads span:nth-child(n+5):nth-child(-n+7){text-align:right}
.job{background:var(--card);border:1px solid var(--line);border-radius:10px;margin:0 0 .5rem}
summary{cursor:pointer;padding:.6rem 1rem;list-style:none;border-radius:10px}
summary::-webkit-details-marker{display:none}
summary::after{content:"";width:.5rem;height:.5rem;border:solid var(--soft);border-width:0 2px 2px 0;
transform:rotate(45deg) translate(-2px,-2px);justify-self:end}
details[open]>summary::after{transform:rotate(225deg) translate(-2px,-2px)}
.badge{display:inline-block;border:1.5px solid var(--c);color:var(--c);border-radius:99px;padding:.05rem .6rem;
font-size:.84rem;font-weight:600;text-align:center;white-space:nowrap}
.neither.badge{background:var(--c);color:var(--on)}
.who{min-width:0}
.who h2{display:block;line-height:1.3}
.place{font:.8rem/1.35 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:var(--soft);display:block}
.sum{text-align:right;font-variant-numeric:tabular-nums;font-size:.92rem}
.sum .tag{display:none}
.best{font-weight:700}
.bar{display:block;height:.5rem;border-radius:99px;background:var(--track);overflow:hidden;margin:.2rem 0 .12rem}
.bar span{display:block;height:100%;min-width:2px;background:var(--ok);border-radius:99px}
.bar .w0{min-width:0}
.near span{background:var(--near)}
.over span,.raise span{background:repeating-linear-gradient(-45deg,var(--over) 0 6px,transparent 6px 9px)}
.raise span{background:repeating-linear-gradient(-45deg,var(--near) 0 6px,transparent 6px 9px)}
.unknown.bar{background:none;border:1px dashed var(--soft)}
.t-over{color:var(--over);font-weight:600}
.t-near,.t-raise{color:var(--near);font-weight:600}
.body{padding:.2rem 1rem 1rem;border-top:1px solid var(--line)}
.body h3{margin:1rem 0 .3rem}
.reasons{margin:.3rem 0;padding:0;list-style:none}
.reasons li{padding:.28rem 0 .28rem .8rem;border-left:3px solid var(--c);margin:.3rem 0}
.reasons b{color:var(--c)}
.must{--c:var(--neither)}.unsure{--c:var(--soft)}
table{border-collapse:collapse;width:100%;font-size:.92rem}
caption{text-align:left;font-weight:600;padding:.9rem 0 .3rem;font-size:1rem}
th,td{text-align:left;vertical-align:top;padding:.38rem .8rem .38rem 0;border-top:1px solid var(--line)}
thead th{border-top:0;font-weight:600;font-size:.82rem;color:var(--soft)}
tbody th{font-weight:400}
.limits th:first-child{width:26%}.limits td{width:37%}
th small{display:block;color:var(--soft);font-size:.84rem}
.costs td.money{white-space:nowrap;overflow-wrap:normal;font-variant-numeric:tabular-nums;width:9rem}
.costs tbody th{width:26%}
ul.said{margin:.5rem 0 0;padding-left:1.1rem;color:var(--soft);font-size:.88rem}
footer{padding-top:1rem;padding-bottom:2rem;font-size:.86rem;color:var(--soft)}
.none{padding:2rem;text-align:center;color:var(--soft)}
summary:focus-visible{outline-offset:-3px;border-radius:10px}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;background:var(--card);padding:.4rem .8rem}
.seen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (max-width:64rem){.heads{display:none}
summary{grid-template-columns:auto minmax(0,1fr) 1rem;align-items:start}
summary .who{grid-column:2}summary::after{grid-column:3;grid-row:1;margin-top:.45rem}
summary .now,summary .tight,summary .sums{grid-column:1/-1}
.now::before{content:"now on "}
.sums{display:flex;flex-wrap:wrap;gap:.1rem 1.1rem}
.sum{text-align:left}.sum .tag{display:inline;color:var(--soft);font-weight:400}}
@media (min-width:40rem) and (max-width:64rem){
summary{grid-template-columns:6.6rem minmax(0,1fr) minmax(9rem,16rem) 1rem}
summary::after{grid-column:4}summary .tight{grid-column:3;grid-row:1}summary .now{grid-column:1;grid-row:2}
summary .sums{grid-column:2/-1;grid-row:2}}
@media (min-width:64.01rem){.sums{display:contents}}
@media (max-width:30rem){header,main,footer{padding-left:.75rem;padding-right:.75rem}body{font-size:14px}
.count{min-width:0;flex:1}.counts li{flex:1 1 40%}.costs td.money{width:auto}th,td{padding-right:.45rem}

.limits{table-layout:fixed}.limits tbody th,.limits th small{font-size:.84rem}.limits th:first-child{width:31%}
.limits td{width:auto}.body,summary{padding-left:.75rem;padding-right:.75rem}}
@media (prefers-reduced-motion:no-preference){summary::after{transition:transform .12s}}
@media (forced-colors:active){.bar{border:1px solid}.bar span{background:CanvasText;forced-color-adjust:none}}
@media print{:root{color-scheme:light;--bg:#fff;--card:#fff;--fg:#000;--soft:#444;--line:#bbb;--track:#ddd;
--run:#1759c7;--batch:#0b7261;--either:#444;--neither:#b3261e;--ok:#4a74b8;--near:#b35c00;--over:#c0291f;--on:#fff}
body{font-size:10pt}.tools,.skip,summary::after{display:none}
summary,tr,.reasons li{break-inside:avoid}header,main,footer{max-width:none;padding-left:0;padding-right:0}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""
    + _WIDTHS
)

SCRIPT: Final = """\
(function(){
"use strict";
var one=function(s){return document.querySelector(s)};
var all=function(s,r){return Array.from((r||document).querySelectorAll(s))};
var jobs=all(".job"),tools=one(".tools"),list=one("#jobs");
function open(hash){var job=hash.length>1&&document.getElementById(hash.slice(1));
if(job&&job.classList.contains("job"))job.firstElementChild.open=true}
open(location.hash);
addEventListener("hashchange",function(){open(location.hash)});
var closed=[];
addEventListener("beforeprint",function(){
closed=all("details:not([open])").filter(function(d){return !d.parentNode.hidden});
closed.forEach(function(d){d.open=true})});
addEventListener("afterprint",function(){closed.forEach(function(d){d.open=false});closed=[]});
if(!tools)return;
var search=one("#search"),service=one("#service"),order=one("#order"),shown=one("#shown"),none=one(".none"),
toggle=one("#toggle"),verdict="";
var texts=jobs.map(function(job){
return all("summary,.reasons",job).map(function(e){return e.textContent}).join(" ").toLowerCase()});
function filter(){
var words=search.value.toLowerCase().split(/\\s+/).filter(Boolean),count=0;
jobs.forEach(function(job,i){
var fits=(!verdict||job.dataset.verdict===verdict)&&(!service.value||job.dataset.service===service.value)&&
words.every(function(word){return texts[i].includes(word)});
job.hidden=!fits;count+=fits});
shown.textContent=count===jobs.length?jobs.length+" jobs":count+" of "+jobs.length+" jobs";
none.hidden=count>0}
function sort(){
var by=order.value,number=function(job,key){return job.dataset[key]===""?-1:+job.dataset[key]};
jobs.map(function(job,i){return [job,i]}).sort(function(a,b){
return (by?number(b[0],by)-number(a[0],by):0)||a[1]-b[1]}).forEach(function(pair){list.appendChild(pair[0])})}
all(".counts span.count").forEach(function(old){
var button=document.createElement("button");
button.type="button";button.className=old.className;button.setAttribute("aria-pressed","false");
while(old.firstChild)button.appendChild(old.firstChild);
button.dataset.verdict=old.dataset.verdict;old.replaceWith(button);
button.addEventListener("click",function(){
verdict=verdict===button.dataset.verdict?"":button.dataset.verdict;
all("button.count").forEach(function(each){each.setAttribute("aria-pressed",String(each.dataset.verdict===verdict))});
filter()})});
search.addEventListener("input",filter);
search.addEventListener("keydown",function(e){if(e.key==="Escape"){search.value="";filter()}});
service.addEventListener("change",filter);
order.addEventListener("change",sort);
toggle.addEventListener("click",function(){
var opens=toggle.getAttribute("aria-pressed")!=="true";
jobs.forEach(function(job){if(!job.hidden)job.firstElementChild.open=opens});
toggle.setAttribute("aria-pressed",String(opens));toggle.textContent=opens?"Close all":"Open all"});
tools.hidden=false;
filter();
})();
"""
