/**
 * Reading a hostile document. Threat: `<form><input name="firstChild">` makes `form.firstChild` an input, and `<img name="title">` makes
 * `document.title` an image, so properties of nodes can not be believed. Choice: the prototypes' own getters, taken once when this file
 * loads, before any node is touched. Gap: in the page's own world (npm package) a script that ran earlier may have replaced the getters;
 * it is the page's own script then, and can do whatever it likes anyway. Outside browsers (a DOM library in Node) properties are read plainly.
 */

/* eslint-disable @typescript-eslint/no-unnecessary-type-parameters -- the types below are what the DOM's standard says of each property */

function prototypeOf(name: string): object | undefined {
  const type: unknown = Reflect.get(globalThis, name);
  return typeof type === 'function' ? (type.prototype as object) : undefined;
}

/** A getter of a prototype as a function; reads the property plainly where there is no such getter. */
function getter<T>(type: string, property: string): (node: object) => T {
  const prototype = prototypeOf(type);
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with the node as `this`
  const get = prototype && Object.getOwnPropertyDescriptor(prototype, property)?.get;
  if (!get) return (node) => (node as Record<string, T>)[property] as T;
  return (node) => get.call(node) as T;
}

/** A method of a prototype as a function; calls it plainly where there is no such method. */
function method<A extends readonly unknown[], T>(type: string, name: string): (node: object, ...args: A) => T {
  const prototype = prototypeOf(type);
  const own: unknown = prototype && Object.getOwnPropertyDescriptor(prototype, name)?.value;
  if (typeof own === 'function') return (node, ...args) => Reflect.apply(own, node, args) as T;
  return (node, ...args) => {
    const value: unknown = Reflect.get(node, name);
    if (typeof value !== 'function') throw new TypeError(`this document has no ${type}.${name}`);
    return Reflect.apply(value, node, args) as T;
  };
}

/* eslint-enable @typescript-eslint/no-unnecessary-type-parameters */

export const ELEMENT = 1;
export const TEXT = 3;

export const nodeType = getter<number>('Node', 'nodeType');
export const firstChild = getter<Node | null>('Node', 'firstChild');
export const previousSibling = getter<Node | null>('Node', 'previousSibling');
export const nextSibling = getter<Node | null>('Node', 'nextSibling');
export const parentNode = getter<Node | null>('Node', 'parentNode');
export const isConnected = getter<boolean>('Node', 'isConnected');
export const ownerDocument = getter<Document | null>('Node', 'ownerDocument');
export const rootOf = method<[], Node>('Node', 'getRootNode');
export const contains = method<[other: Node | null], boolean>('Node', 'contains');
export const textOf = getter<string | null>('Node', 'textContent');
export const characters = getter<string>('CharacterData', 'data');

export const localName = getter<string>('Element', 'localName');
export const attributeNames = method<[], string[]>('Element', 'getAttributeNames');
export const attribute = method<[name: string], string | null>('Element', 'getAttribute');
export const hasAttribute = method<[name: string], boolean>('Element', 'hasAttribute');
export const setAttribute = method<[name: string, value: string], undefined>('Element', 'setAttribute');
export const removeAttribute = method<[name: string], undefined>('Element', 'removeAttribute');
export const rectOf = method<[], DOMRect>('Element', 'getBoundingClientRect');
export const matches = method<[selector: string], boolean>('Element', 'matches');
export const shadowRoot = getter<ShadowRoot | null>('Element', 'shadowRoot');

export const documentElement = getter<Element | null>('Document', 'documentElement');
export const bodyOf = getter<HTMLElement | null>('Document', 'body');
export const urlOf = getter<string | undefined>('Document', 'URL');
export const titleOf = getter<string | undefined>('Document', 'title');
export const viewOf = getter<(Window & typeof globalThis) | null>('Document', 'defaultView');
export const activeIn = getter<Element | null>('Document', 'activeElement');
export const activeInShadow = getter<Element | null>('ShadowRoot', 'activeElement');
export const query = method<[selector: string], Element | null>('Document', 'querySelector');
export const queryAll = method<[selector: string], NodeListOf<Element>>('Document', 'querySelectorAll');
export const frameDocument = getter<Document | null>('HTMLIFrameElement', 'contentDocument');

export const inputValue = getter<string>('HTMLInputElement', 'value');
export const inputDefault = getter<string>('HTMLInputElement', 'defaultValue');
export const areaValue = getter<string>('HTMLTextAreaElement', 'value');
export const areaDefault = getter<string>('HTMLTextAreaElement', 'defaultValue');
export const paused = getter<boolean>('HTMLMediaElement', 'paused');
