/**
 * ⑬ How a rule comes to apply in a document or shadow root. Extensions bring their own way (a USER-origin sheet, which nothing on the
 * page beats); this is the one that works from within a page: a constructed stylesheet, adopted by the root.
 *
 * Choice: the rule stands in a layer, since `!important` in a layer beats `!important` outside of one. Gap: an author's inline
 * `!important` still wins; hide.ts looks for that and answers inline. A page's own, earlier layer with `!important` wins too; none was met.
 */

import { described, nodeType, ownerDocument, queryAll, rootOf, viewOf } from '../snapshot/dom.js';

/** A document or shadow root. */
export type Root = Document | ShadowRoot;

/** Puts rules to work and takes them away. */
export interface Styles {
  /** Makes the rules apply in a root; gives what undoes it, or `undefined` if it can not be done there. */
  add(root: Root, css: string): (() => void) | undefined;
  /** Whether rules added to this root beat an inline `!important`. */
  beatsInline(root: Root): boolean;
}

const DOCUMENT = 9;

/** All elements of a root that a selector matches, past anything that the page may have named so: a shadow root has no such names. */
export const allIn = (root: Root, selector: string): NodeListOf<Element> =>
  nodeType(root) === DOCUMENT ? queryAll(root, selector) : root.querySelectorAll(selector);

/** The root that an element's styles come from. */
export function rootOfElement(element: Element): Root | undefined {
  const root = rootOf(element);
  // An element that stands in no document has no styles; its root is an element or a fragment without `host`.
  return nodeType(root) === DOCUMENT || 'host' in root ? (root as Root) : undefined;
}

/** The adopted sheets of a root, past anything that the page may have named so. */
function sheetsOf(root: Root): { get(): readonly CSSStyleSheet[]; set(sheets: CSSStyleSheet[]): void } | undefined {
  const property = described(nodeType(root) === DOCUMENT ? 'Document' : 'ShadowRoot', 'adoptedStyleSheets');
  if (!property?.get || !property.set) return undefined;
  return {
    get: () => Array.from(property.get?.call(root) as Iterable<CSSStyleSheet>),
    set: (sheets) => {
      property.set?.call(root, sheets);
    },
  };
}

/** Constructed stylesheets, adopted by the root itself. */
export const adopted: Styles = {
  add(root, css) {
    try {
      const document = nodeType(root) === DOCUMENT ? (root as Document) : ownerDocument(root);
      const view = document && viewOf(document);
      const sheets = sheetsOf(root);
      if (!view || !sheets) return undefined;
      const sheet = new view.CSSStyleSheet();
      sheet.replaceSync(`@layer{${css}}`);
      sheets.set([...sheets.get(), sheet]);
      return () => {
        sheets.set(sheets.get().filter((other) => other !== sheet));
      };
    } catch {
      return undefined;
    }
  },
  beatsInline: () => false,
};

/** The same for a page that puts other sheets in the place of all: `renew` adopts again what has gone. */
export function renewing(): Styles & { renew(): void } {
  const standing = new Map<CSSStyleSheet, NonNullable<ReturnType<typeof sheetsOf>>>();
  return {
    add(root, css) {
      const undo = adopted.add(root, css);
      const sheets = sheetsOf(root);
      const sheet = sheets?.get().at(-1);
      if (!undo || !sheets || !sheet) return undo;
      standing.set(sheet, sheets);
      return () => {
        standing.delete(sheet);
        undo();
      };
    },
    beatsInline: () => false,
    renew() {
      for (const [sheet, sheets] of standing) {
        const now = sheets.get();
        if (now.includes(sheet)) continue;
        try {
          sheets.set([...now, sheet]);
        } catch {
          // The root is in another document by now.
          standing.delete(sheet);
        }
      }
    },
  };
}
