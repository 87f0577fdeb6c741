/** How a page gets in: pasted, opened or dropped. */

import { make, part } from './dom.js';
import { chosen, dropped, type PageFile } from './files.js';
import type { Source } from './read.js';

/** What becomes of it. */
export interface Taking {
  readonly take: (source: Source) => void;
  /** One file or many. */
  readonly takeFiles: (files: readonly PageFile[]) => void;
  readonly fail: (message: string) => void;
}

const NO_PAGES = 'There is no page in it: files that end in .html, .htm, .xhtml or .txt are looked at.';

function address(typed: string): string {
  return /^https?:\/\//i.test(typed) ? typed : '';
}

function paste({ take }: Taking): void {
  const dialog = part('paste-dialog', HTMLDialogElement);
  const area = part('paste-text', HTMLTextAreaElement);
  const url = part('paste-url', HTMLInputElement);
  part('paste', HTMLButtonElement).addEventListener('click', () => {
    dialog.showModal();
    area.focus();
  });
  part('paste-cancel', HTMLButtonElement).addEventListener('click', () => {
    dialog.close();
  });
  dialog.addEventListener('close', () => {
    if (dialog.returnValue === 'ok') take({ name: 'the pasted page', url: address(url.value), content: area.value });
    dialog.returnValue = '';
    area.value = '';
    url.value = '';
  });
  // Pasting anywhere else than into a field means: look at this.
  document.addEventListener('paste', (event) => {
    if (dialog.open || event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
    const data = event.clipboardData;
    const plain = data?.getData('text/plain') ?? '';
    // Copied markup is plain text to the clipboard; a copied piece of a page is HTML.
    const rich = data?.getData('text/html') ?? '';
    const content = /<\w/.test(plain) || rich === '' ? plain : rich;
    if (content !== '') take({ name: 'the pasted page', url: '', content });
  });
}

function takeAll(files: readonly PageFile[], { takeFiles, fail }: Taking): void {
  if (files.length > 0) takeFiles(files);
  else fail(NO_PAGES);
}

function open(taking: Taking): void {
  for (const what of ['file', 'folder']) {
    const field = part(what, HTMLInputElement);
    const button = part(`open-${what}`, HTMLButtonElement);
    // Phones have no folders to choose.
    if (what === 'folder' && !('webkitdirectory' in field)) button.hidden = true;
    button.addEventListener('click', () => {
      field.click();
    });
    field.addEventListener('change', () => {
      if (field.files && field.files.length > 0) takeAll(chosen(field.files), taking);
      // The same file may be chosen again.
      field.value = '';
    });
  }
}

function drop(taking: Taking): void {
  const veil = part('drop', HTMLDivElement);
  const holdsPage = (event: DragEvent): boolean => event.dataTransfer?.types.some((type) => type === 'Files' || type === 'text/html') ?? false;
  document.addEventListener('dragenter', (event) => {
    if (holdsPage(event)) veil.hidden = false;
  });
  // While it is up, the veil lies over everything, the frames too, so it hears all the rest.
  veil.addEventListener('dragover', (event) => {
    event.preventDefault();
  });
  veil.addEventListener('dragleave', () => {
    veil.hidden = true;
  });
  veil.addEventListener('drop', (event) => {
    event.preventDefault();
    veil.hidden = true;
    const data = event.dataTransfer;
    if (!data) return;
    if (data.files.length === 0) {
      taking.take({ name: 'the dropped text', url: '', content: data.getData('text/html') });
      return;
    }
    dropped(data).then(
      (files) => {
        takeAll(files, taking);
      },
      () => {
        taking.fail('What was dropped could not be read.');
      },
    );
  });
}

/** Hears all ways. */
export function intake(taking: Taking): void {
  paste(taking);
  open(taking);
  drop(taking);
}

/** Fills the list of samples; the last entry stands for a page that was brought. */
export function fillSamples(select: HTMLSelectElement, list: readonly { readonly slug: string; readonly title: string }[]): void {
  const own = make('option', '', 'Your page');
  own.value = '';
  own.hidden = true;
  select.replaceChildren(
    ...list.map(({ slug, title }) => {
      const option = make('option', '', title);
      option.value = slug;
      return option;
    }),
    own,
  );
}
