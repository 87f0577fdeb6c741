/** What profiles have shown, and what became of it: told in docs/SPEED.md below the table. */
export const MENDED = `## What was costliest, and what became of it

Found by profiles of the content script (DevTools protocol, a sample each 50 µs) over some hundred looks at five pages:

1. **Asking each element for its shadow root** (\`chrome.dom.openOrClosedShadowRoot\`): 15 to 39 % of a look, 1.2 µs an element where any property
   takes 0.01 to 0.07. Nothing else in a browser tells of closed ones, so the first look still asks all that can have one. Later looks ask those that
   have changed, that hold nothing, or that bear a name of the page's own making; the two after loading ask all again.
2. **Walking the whole page at each look**: 30 to 50 %. Later looks take over what has not changed (\`js/src/snapshot/again.ts\`).
3. **Looking for our own mark and for telling names on every element when measuring**: 10 to 20 %. The marks are found by one query, and what
   a name says is kept.

A burst of 100 nodes into a calm page, CPU of the main thread in all, before and after, measured one after the other on a machine with some seven processes
a core (so the ratio counts): 5,000 elements 75 → 13 ms, 1,000 elements 25 → 7 ms, 20,000 elements 167 → 20 ms.

What is left then is mostly the message: the page goes to the background whole, and handing it over takes the browser 0.6 ms (text of 190,000
characters and three columns of 8,300 numbers) to 1.0 ms (the same with one character beyond Latin-1) at best. So a look after a burst is not yet in
proportion to the burst alone, nor below the 0.5 ms on 5,000 elements that were aimed at. Nor is a first look a tenth of Readability's time, which was
aimed at too: some 1 to 2 µs an element go into reading it, 1.2 more into its shadow root, and half a millisecond and more into computed styles.
`;
