/** A new element; its words are text, whatever they hold. */
export const make = <Name extends keyof HTMLElementTagNameMap>(tag: Name, name: string, text = ''): HTMLElementTagNameMap[Name] => {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = text;
  return element;
};
