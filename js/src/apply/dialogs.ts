/**
 * ⑬ Modal dialogs. A `<dialog>` that was opened by `showModal()` keeps the rest of the page inert even with `display: none`, so hiding one
 * means closing it, and showing it again means opening it again. The page is not told: the events of both stop before they reach it.
 * Gap: the focus moves, as it always does when a dialog opens; `open` comes back as the last attribute. A page that closes its dialog while it is
 * hidden closes what is closed already, of which nobody hears: shown again on the same page, it is open. On another route none is opened again.
 */

import { findAll, isConnected, matches, ownerDocument, viewOf } from '../snapshot/dom.js';

const EVENTS = ['beforetoggle', 'toggle', 'close', 'cancel'] as const;
/** The events come in a later task. */
const SETTLED_MS = 500;

/** The modal dialogs in a subtree, itself included. */
function modals(element: Element): HTMLDialogElement[] {
  try {
    return [...(matches(element, 'dialog:modal') ? [element] : []), ...findAll(element, 'dialog:modal')] as HTMLDialogElement[];
  } catch {
    // A browser without `:modal` has no way to tell.
    return [];
  }
}

function quietly(dialog: HTMLDialogElement, act: () => void): void {
  const document = ownerDocument(dialog);
  const view = document && viewOf(document);
  if (!view) return;
  const stop = (event: Event): void => {
    if (event.target === dialog) event.stopImmediatePropagation();
  };
  for (const name of EVENTS) view.addEventListener(name, stop, true);
  try {
    act();
  } catch {
    // Already as wanted, or the page has taken it out.
  }
  view.setTimeout(() => {
    for (const name of EVENTS) view.removeEventListener(name, stop, true);
  }, SETTLED_MS);
}

/** Closes the modal dialogs of a subtree and gives them. */
export function closeModals(element: Element): HTMLDialogElement[] {
  const open = modals(element);
  for (const dialog of open) {
    quietly(dialog, () => {
      HTMLDialogElement.prototype.close.call(dialog);
    });
  }
  return open;
}

/** Opens them again, except those that left the page or that it has opened itself. */
export function openModals(dialogs: Iterable<HTMLDialogElement>): void {
  for (const dialog of dialogs) {
    if (!isConnected(dialog) || dialog.open) continue;
    quietly(dialog, () => {
      HTMLDialogElement.prototype.showModal.call(dialog);
    });
  }
}
