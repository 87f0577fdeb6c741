/** A live blog that goes by a clock of its own: hours in minutes. It keeps its last entries alone, so what grows is not the page. */
import { appeal, newsletter } from '../drivers/site.js';

/** The entries that it keeps. */
const KEPT = 80;

/** Simulated seconds between one entry, appeal, sign-up box, change of the ticker and the next, as on a busy day. */
const EVERY = { entry: 120, appeal: 1200, newsletter: 3600, ticker: 20 } as const;

/** What stands at the end of the page. `window.live` tells the seconds that have gone by; nothing comes once `window.live.over`. */
export const liveBlog = (factor: number): string => `
<p id="ticker">Harbour radio: the wind is from the west</p>
<section id="stream" aria-label="Live"></section>
<template id="ask">${appeal()}</template><template id="box">${newsletter()}</template>
<script>
  const stream = document.getElementById('stream');
  const live = window.live = { seconds: 0, entries: 0, nags: 0, over: false };
  const started = performance.now();
  const due = { entry: 0, appeal: 60, newsletter: 90, ticker: 0 };
  const every = ${JSON.stringify(EVERY)};
  const put = {
    entry: () => {
      const entry = document.createElement('article');
      entry.className = 'entry';
      const number = ++live.entries;
      for (const text of ['Entry ' + number, 'The boats of heat ' + number + ' have passed the second buoy, and the harbour master has counted them twice. The wind has gone round by a point since the last start.', 'Marit Oldervik, who keeps the log this year, writes that boat ' + (number % 17) + ' has lost its rudder and goes on with an oar.']) {
        entry.append(Object.assign(document.createElement(text.length < 20 ? 'h3' : 'p'), { textContent: text }));
      }
      stream.prepend(entry);
    },
    appeal: () => { live.nags++; stream.prepend(document.getElementById('ask').content.cloneNode(true)); },
    newsletter: () => { live.nags++; stream.prepend(document.getElementById('box').content.cloneNode(true)); },
    ticker: () => { document.getElementById('ticker').textContent = 'Harbour radio: reading ' + Math.round(live.seconds); },
  };
  const step = () => {
    if (live.over) return;
    live.seconds = (performance.now() - started) / 1000 * ${String(factor)};
    for (const what of Object.keys(due)) {
      for (; due[what] <= live.seconds; due[what] += every[what]) put[what]();
    }
    while (stream.children.length > ${String(KEPT)}) stream.lastElementChild.remove();
    setTimeout(step, 50);
  };
  step();
</script>`;
