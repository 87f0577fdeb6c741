/** What profiles have shown, and what became of it: told in docs/SPEED.md below the table. */
export const MENDED = `## What was costliest, and what became of it

Found by profiles of the content script (DevTools protocol, a sample each 50 µs) over some hundred looks at five pages:

1. **Asking each element for its shadow root** (\`chrome.dom.openOrClosedShadowRoot\`): 15 to 39 % of a look, 1.2 µs an element where any property
   takes 0.01 to 0.07. Nothing else in a browser tells of closed ones. So the first look asks only elements that hold nothing or bear a name of the page's
   own making (a third less time for the walk, p50 and p95, in one run side by side); later looks ask those and what has changed; the two after loading ask all.
2. **Walking the whole page at each look**: 30 to 50 %. Later looks take over what has not changed (\`js/src/snapshot/again.ts\`).
3. **Looking for our own mark and for telling names on every element when measuring**: 10 to 20 %. The marks are found by one query, what
   a name says is kept, and it is looked for by one expression in class and id (measuring 0.50 · 1.56 → 0.27 · 1.05 ms, p50 · p95, side by side).
4. **Asking twice**: both neighbours of each white space for their kind and name, then those again for themselves; elements without a style for what it was. Each
   node is asked once now, white space judged when its neighbour is read, and what a name tells an overlay's search is kept (walk .80 of before, measuring .79; 80
   saved pages, old and new in turn in the same tab). Three fifths of what is left is reading attributes.

A burst of 100 nodes into a calm page, CPU of the main thread in all, before and after, measured one after the other on a machine with some seven processes
a core (so the ratio counts): 5,000 elements 75 → 13 ms, 1,000 elements 25 → 7 ms, 20,000 elements 167 → 20 ms.

What is left of a burst, by a profile of eight of them (12 ms each): reading 6 (of which 1.5 to find what must be read anew and 1.2 to take over the rest), the
message 2.6, measuring 1.9, following the plan 0.4. The same code takes a fifth of that when it runs again and again: after three calm seconds nothing
is warm. So a look after a burst is neither in proportion to the burst alone nor below the 0.5 ms on 5,000 elements that were aimed at.
`;
