/**
 * Reading and changing a strange page's document. Threat: `<form name="querySelectorAll">` makes that name of its document, and an `<input name="remove">`
 * that of its form, something else than the method. Choice: the methods are taken from where no page can put a thing.
 */

/** What is used of a document, each as what it is called with. */
interface Methods {
  readonly querySelectorAll: (this: Document, selector: string) => NodeListOf<Element>;
  readonly querySelector: (this: Document, selector: string) => Element | null;
  readonly createElement: (this: Document, name: string) => Element;
}

const doc: Methods = Document.prototype;
const element = Element.prototype;

export function all(page: Document, selector: string): Element[] {
  return [...doc.querySelectorAll.call(page, selector)];
}

export function first(page: Document, selector: string): Element | undefined {
  return doc.querySelector.call(page, selector) ?? undefined;
}

export function create(page: Document, name: string): Element {
  return doc.createElement.call(page, name);
}

export function attribute(of: Element, name: string): string | undefined {
  return element.getAttribute.call(of, name) ?? undefined;
}

export function put(on: Element, name: string, value: string): void {
  element.setAttribute.call(on, name, value);
}

export function drop(from: Element, name: string): void {
  element.removeAttribute.call(from, name);
}

export function remove(what: Element): void {
  element.remove.call(what);
}

export function closest(from: Element, selector: string): Element | undefined {
  return element.closest.call(from, selector) ?? undefined;
}

export function rectangle(of: Element): DOMRect {
  return element.getBoundingClientRect.call(of);
}

export function append(to: Element, what: Node): void {
  element.append.call(to, what);
}

export function prepend(to: Element, what: Node): void {
  element.prepend.call(to, what);
}

/** Gives an element the focus without scrolling to it. */
export function focus(what: Element): void {
  if (what.namespaceURI === 'http://www.w3.org/2000/svg') SVGElement.prototype.focus.call(what, { preventScroll: true });
  else HTMLElement.prototype.focus.call(what, { preventScroll: true });
}
