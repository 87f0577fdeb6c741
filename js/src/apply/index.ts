/** `unnag/apply`: a plan on the page, and back. No engine in here. */

/** What a node itself says, whatever names a form's inputs have. */
export {
  attribute, characters, childrenOf, firstChild, isConnected, listen, localName, matches, nextSibling, nodeType, parentNode, previousSibling, rectOf, rootOf, textOf,
} from '../snapshot/dom.js';
export { Acts } from './acts.js';
export { Early } from './early.js';
export type { EarlyOptions, Known } from './early.js';
export { Focus } from './focus.js';
export { Hiding, hidingRule } from './hide.js';
export { Items, keeps, liesOver } from './items.js';
export type { Item, Keep } from './items.js';
export { drawMark, putMarks, takeMarks } from './marks.js';
export { Opened } from './opened.js';
export { placeOf } from './place.js';
export type { Place } from './place.js';
export { releaseRules, ScrollRelease } from './scroll.js';
export { digest, lengthOf, likeness, matchesSignature, namesOf, signatureOf, tells } from './signature.js';
export type { Signature } from './signature.js';
export { steady } from './steady.js';
export { adopted } from './styles.js';
export type { Root, Styles } from './styles.js';
export { innerRoots, Watch } from './watch.js';
export type { Pace, WatchOptions } from './watch.js';
