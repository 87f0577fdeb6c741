/** How a page gets in: pasted, opened or dropped. */

import { make, part } from './dom.js';
import type { Source } from './read.js';

type Take = (source: Source) => void;
type Fail = (message: string) => void;

/** A file of more bytes is not even read. */
const MOST_BYTES = 40_000_000;

async function takeFile(file: File | undefined, take: Take, fail: Fail): Promise<void> {
  if (!file) return;
  if (file.size > MOST_BYTES) {
    fail(`${file.name} is too large for this demo: more than 40 MB.`);
    return;
  }
  if (file.type !== '' && !/^text\/|xml/.test(file.type)) {
    fail(`${file.name} is no page: HTML or plain text is wanted.`);
    return;
  }
  try {
    take({ name: file.name, url: '', content: await file.text() });
  } catch {
    fail(`${file.name} could not be read.`);
  }
}

function address(typed: string): string {
  return /^https?:\/\//i.test(typed) ? typed : '';
}

function paste(take: Take): void {
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

function open(take: Take, fail: Fail): void {
  const file = part('file', HTMLInputElement);
  part('open', HTMLButtonElement).addEventListener('click', () => {
    file.click();
  });
  file.addEventListener('change', () => {
    void takeFile(file.files?.[0], take, fail).then(() => {
      // The same file may be chosen again.
      file.value = '';
    });
  });
}

function drop(take: Take, fail: Fail): void {
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
    const file = data?.files[0];
    if (file) void takeFile(file, take, fail);
    else take({ name: 'the dropped text', url: '', content: data?.getData('text/html') ?? '' });
  });
}

/** Hears all three ways. */
export function intake(take: Take, fail: Fail): void {
  paste(take);
  open(take, fail);
  drop(take, fail);
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
