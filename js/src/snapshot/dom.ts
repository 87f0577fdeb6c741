/**
 * Reading a hostile document. Threat: `<form><input name="firstChild">` makes `form.firstChild` an input, and `<img name="title">` makes
 * `document.title` an image, so properties of nodes can not be believed. Choice: the prototypes' own getters, taken once when this file
 * loads, before any node is touched. Gap: in the page's own world (npm package) a script that ran earlier may have replaced the getters;
 * it is the page's own script then, and can do whatever it likes anyway. Outside browsers (a DOM library in Node) properties are read plainly.
 * Each is marked as pure, so that a script carries only those that it uses.
 */

/* eslint-disable @typescript-eslint/no-unnecessary-type-parameters -- the types below are what the DOM's standard says of each property */

/** What a prototype itself says of one of its properties; nothing where there is no such type. */
export function described(type: string, name: string): PropertyDescriptor | undefined {
  const owner = Reflect.get(globalThis, type) as { readonly prototype: object } | undefined;
  return Object.getOwnPropertyDescriptor(owner?.prototype ?? {}, name);
}

/** A getter of a prototype as a function; reads the property plainly where there is no such getter. */
function getter<T>(type: string, property: string): (node: object) => T {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with the node as `this`
  const get = described(type, property)?.get;
  return (node) => (get ? get.call(node) : Reflect.get(node, property)) as T;
}

/** A method of a prototype as a function; calls it plainly where there is no such method. */
function method<A extends readonly unknown[], T>(type: string, name: string): (node: object, ...args: A) => T {
  const own: unknown = described(type, name)?.value;
  return (node, ...args) => Reflect.apply((own ?? Reflect.get(node, name)) as () => unknown, node, args) as T;
}

/* eslint-enable @typescript-eslint/no-unnecessary-type-parameters */

export const ELEMENT = 1;
export const TEXT = 3;

export const nodeType = /* @__PURE__ */ getter<number>('Node', 'nodeType');
export const firstChild = /* @__PURE__ */ getter<Node | null>('Node', 'firstChild');
export const previousSibling = /* @__PURE__ */ getter<Node | null>('Node', 'previousSibling');
export const nextSibling = /* @__PURE__ */ getter<Node | null>('Node', 'nextSibling');
export const parentNode = /* @__PURE__ */ getter<Node | null>('Node', 'parentNode');
export const isConnected = /* @__PURE__ */ getter<boolean>('Node', 'isConnected');
export const ownerDocument = /* @__PURE__ */ getter<Document | null>('Node', 'ownerDocument');
export const baseOf = /* @__PURE__ */ getter<string | undefined>('Node', 'baseURI');
export const rootOf = /* @__PURE__ */ method<[], Node>('Node', 'getRootNode');
export const contains = /* @__PURE__ */ method<[other: Node | null], boolean>('Node', 'contains');
export const textOf = /* @__PURE__ */ getter<string | null>('Node', 'textContent');
export const characters = /* @__PURE__ */ getter<string>('CharacterData', 'data');

export const localName = /* @__PURE__ */ getter<string>('Element', 'localName');
export const attributeNames = /* @__PURE__ */ method<[], string[]>('Element', 'getAttributeNames');
export const attribute = /* @__PURE__ */ method<[name: string], string | null>('Element', 'getAttribute');
export const hasAttribute = /* @__PURE__ */ method<[name: string], boolean>('Element', 'hasAttribute');
export const setAttribute = /* @__PURE__ */ method<[name: string, value: string], undefined>('Element', 'setAttribute');
export const removeAttribute = /* @__PURE__ */ method<[name: string], undefined>('Element', 'removeAttribute');
export const rectOf = /* @__PURE__ */ method<[], DOMRect>('Element', 'getBoundingClientRect');
export const matches = /* @__PURE__ */ method<[selector: string], boolean>('Element', 'matches');
export const find = /* @__PURE__ */ method<[selector: string], Element | null>('Element', 'querySelector');
export const findAll = /* @__PURE__ */ method<[selector: string], NodeListOf<Element>>('Element', 'querySelectorAll');
export const checkVisibility = /* @__PURE__ */ method<[options: CheckVisibilityOptions], boolean>('Element', 'checkVisibility');
export const shadowRoot = /* @__PURE__ */ getter<ShadowRoot | null>('Element', 'shadowRoot');

export const documentElement = /* @__PURE__ */ getter<Element | null>('Document', 'documentElement');
export const bodyOf = /* @__PURE__ */ getter<HTMLElement | null>('Document', 'body');
export const listen = /* @__PURE__ */ method<[type: string, listener: (event: Event) => void, options: AddEventListenerOptions], undefined>('EventTarget', 'addEventListener');
export const urlOf = /* @__PURE__ */ getter<string | undefined>('Document', 'URL');
export const titleOf = /* @__PURE__ */ getter<string | undefined>('Document', 'title');
export const viewOf = /* @__PURE__ */ getter<(Window & typeof globalThis) | null>('Document', 'defaultView');
export const activeIn = /* @__PURE__ */ getter<Element | null>('Document', 'activeElement');
export const activeInShadow = /* @__PURE__ */ getter<Element | null>('ShadowRoot', 'activeElement');
export const query = /* @__PURE__ */ method<[selector: string], Element | null>('Document', 'querySelector');
export const queryAll = /* @__PURE__ */ method<[selector: string], NodeListOf<Element>>('Document', 'querySelectorAll');
export const readyStateOf = /* @__PURE__ */ getter<DocumentReadyState>('Document', 'readyState');
export const sheetsIn = /* @__PURE__ */ getter<StyleSheetList>('Document', 'styleSheets');
export const elementAt = /* @__PURE__ */ method<[x: number, y: number], Element | null>('Document', 'elementFromPoint');
export const elementsAt = /* @__PURE__ */ method<[x: number, y: number], Element[]>('Document', 'elementsFromPoint');
export const createIn = /* @__PURE__ */ method<[name: string], HTMLElement>('Document', 'createElement');
export const byTag = /* @__PURE__ */ method<[name: string], HTMLCollectionOf<Element>>('Document', 'getElementsByTagName');
export const headOf = /* @__PURE__ */ getter<HTMLHeadElement | null>('Document', 'head');
const contentDocument = /* @__PURE__ */ getter<Document | null>('HTMLIFrameElement', 'contentDocument');

export const inputValue = /* @__PURE__ */ getter<string>('HTMLInputElement', 'value');
export const areaValue = /* @__PURE__ */ getter<string>('HTMLTextAreaElement', 'value');
export const paused = /* @__PURE__ */ getter<boolean>('HTMLMediaElement', 'paused');

/** The document in a frame of the same origin; none if it can not be read. */
export function frameIn(element: Node): Document | null {
  if (localName(element) !== 'iframe') return null;
  try {
    return contentDocument(element);
  } catch {
    // An `iframe` of another namespace, or a frame that is just going away.
    return null;
  }
}

/** Whether an element stands for its whole document: the root or the body. */
export function isPage(element: Element, document: Document): boolean {
  return element === documentElement(document) || element === bodyOf(document);
}

/** The elements among a node's children: an element's, a document's or a shadow root's. */
export function childrenOf(node: object): Element[] {
  const children: Element[] = [];
  for (let child = firstChild(node); child; child = nextSibling(child)) if (nodeType(child) === ELEMENT) children.push(child as Element);
  return children;
}
