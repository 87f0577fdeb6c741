/** How the layer over the page looks. In pixels: a page may have any root size, and the browser's zoom goes over both. */
export const LOOK = `
:host{all:initial!important;display:block!important;position:fixed!important;inset:0 auto auto 0!important;width:0!important;height:0!important;overflow:visible!important;z-index:2147483647!important}
*{box-sizing:border-box}
[hidden]{display:none!important}
.frame,.card,.tag{color-scheme:light dark;--paper:light-dark(#fbfaf7,#1b1d1c);--card:light-dark(#fff,#252827);--ink:light-dark(#1f2623,#e9ece9);--soft:light-dark(#5a645f,#a7b0ab);--line:light-dark(#c9cec8,#4a504c);--control:light-dark(#7d8781,#7f8984);--accent:light-dark(#2f6a52,#7fc7a6);--on-accent:light-dark(#fff,#10241b);--warn:light-dark(#8a4a12,#f0b27a);font:14px/1.45 system-ui,sans-serif;color:var(--ink)}
.shield{position:fixed;inset:0;cursor:crosshair}
.frame{position:fixed;pointer-events:none;border:3px solid var(--accent);border-radius:4px;background:color-mix(in srgb,var(--accent) 14%,transparent);box-shadow:0 0 0 2px #fff,0 0 0 5px rgb(0 0 0/.25)}
.frame.refused{border-color:var(--warn);border-style:dashed;background:none}
.frame.gap{border-width:2px;border-style:dashed}
.tag{position:fixed;pointer-events:none;max-width:min(360px,calc(100vw - 16px));padding:3px 9px;border-radius:6px;background:var(--accent);color:var(--on-accent);font-weight:600;font-size:13px;box-shadow:0 1px 6px rgb(0 0 0/.3)}
.card{position:fixed;inset-block-end:12px;inset-inline-end:12px;width:min(380px,calc(100vw - 24px));max-height:calc(100vh - 24px);overflow:auto;display:grid;gap:10px;padding:14px;border:1px solid var(--line);border-radius:12px;background:var(--paper);box-shadow:0 8px 32px rgb(0 0 0/.28)}
.card.top{inset-block:12px auto}
.card:focus{outline:none}
.card:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
h2{margin:0;font-size:15px;font-weight:650}
p{margin:0;overflow-wrap:anywhere}
.soft{color:var(--soft);font-size:13px}
.quote{padding:0 10px;border:solid transparent;border-width:6px 0;border-radius:8px;background:var(--card);box-shadow:0 0 0 1px var(--line);display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden;font-size:13px}
.warn{color:var(--warn);font-weight:550}
.row{display:flex;flex-wrap:wrap;gap:8px;align-items:center}
.grow{flex:1}
button,select{font:inherit;font-size:14px;min-height:34px;padding:4px 12px;color:var(--ink);background:var(--card);border:1px solid var(--control);border-radius:7px;cursor:pointer}
select{padding-inline:8px;max-width:100%}
button:hover{border-color:var(--accent);color:var(--accent)}
button.main{background:var(--accent);border-color:var(--accent);color:var(--on-accent);font-weight:600}
button.main:hover{color:var(--on-accent);filter:brightness(1.08)}
button[aria-disabled=true]{opacity:.5;cursor:not-allowed}
button:focus-visible,select:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
label{display:flex;flex-wrap:wrap;gap:4px 8px;align-items:center}
ul{margin:0;padding:0;list-style:none;display:grid;gap:8px}
li{display:grid;gap:4px;padding:8px 10px;border:1px solid var(--line);border-radius:8px;background:var(--card)}
b{font-weight:600}
@media (pointer:coarse){button,select{min-height:44px}}
@media (forced-colors:active){.frame{border-color:Highlight;background:none}.card,.tag{border:1px solid CanvasText}button[aria-disabled=true]{color:GrayText}}
`;
