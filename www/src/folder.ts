/** The list of many pages with what was found in each; a click opens one. */

import { PURPOSE_WORDS } from 'unnag';
import { make, part } from './dom.js';
import { MOST_FILES, sourceOf, type PageFile } from './files.js';
import { summarise, type Choice, type Source } from './read.js';
import { count, size } from './words.js';

/** Lets the browser draw and hear between two pages. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export class Folder {
  readonly #open: (source: Source) => void;
  readonly #rows = part('pages', HTMLTableSectionElement);
  readonly #sum = part('pages-sum', HTMLParagraphElement);
  #files: readonly PageFile[] = [];
  /** Counts the rounds: one that is no longer the last stops. */
  #round = 0;

  constructor(open: (source: Source) => void) {
    this.#open = open;
    part('pages-close', HTMLButtonElement).addEventListener('click', () => {
      this.close();
      part('open-folder', HTMLButtonElement).focus();
    });
  }

  close(): void {
    this.#round += 1;
    this.#files = [];
    this.#rows.replaceChildren();
    part('folder-part', HTMLElement).hidden = true;
  }

  /** Lists these pages, and opens the first. */
  async show(files: readonly PageFile[], choice: Choice): Promise<void> {
    this.#files = files.slice(0, MOST_FILES);
    part('folder-part', HTMLElement).hidden = false;
    this.#rows.replaceChildren(...this.#files.map((file) => this.#row(file)));
    const first = this.#rows.querySelector('button');
    if (this.#files[0] && first) await this.#pick(this.#files[0], first);
    await this.#count(choice, files.length > MOST_FILES);
  }

  /** Counts anew for other switches. */
  again(choice: Choice): void {
    if (this.#files.length > 0) void this.#count(choice, false);
  }

  #row(page: PageFile): HTMLTableRowElement {
    const button = make('button', '', page.path);
    button.type = 'button';
    button.addEventListener('click', () => {
      void this.#pick(page, button);
    });
    const cells = ['what', 'hidden', 'article', 'size', 'ms'].map((name) => make('td', name, ''));
    const path = make('th', '', button);
    path.scope = 'row';
    const row = make('tr', '', path, ...cells);
    row.querySelector('.size')?.replaceChildren(size(page.file.size));
    return row;
  }

  async #pick(page: PageFile, button: HTMLButtonElement): Promise<void> {
    for (const other of this.#rows.querySelectorAll('[aria-current]')) other.removeAttribute('aria-current');
    button.setAttribute('aria-current', 'true');
    try {
      this.#open(await sourceOf(page));
    } catch (error) {
      // The frames say so too: an empty page can not be looked at.
      this.#open({ name: page.path, url: '', content: '' });
      this.#sum.textContent = message(error);
    }
  }

  async #count(choice: Choice, isMore: boolean): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    let [hidden, touched, failed] = [0, 0, 0];
    for (const [number, page] of this.#files.entries()) {
      await breathe();
      const row = this.#rows.rows[number];
      if (round !== this.#round || !row) return;
      this.#sum.textContent = `Looking at page ${number + 1} of ${this.#files.length}…`;
      const write = (name: string, words: string): void => row.querySelector(`.${name}`)?.replaceChildren(words);
      try {
        const found = summarise(await sourceOf(page), choice);
        hidden += found.hidden;
        touched += found.hidden > 0 ? 1 : 0;
        write('what', PURPOSE_WORDS[found.purpose]);
        write('hidden', String(found.hidden));
        write('article', found.article.toLocaleString('en'));
        write('ms', found.ms.toFixed(1));
        row.classList.toggle('some', found.hidden > 0);
      } catch (error) {
        failed += 1;
        write('what', message(error));
        row.classList.add('failed');
      }
    }
    const rest = isMore ? ` Only the first ${MOST_FILES} are listed.` : '';
    const wrong = failed > 0 ? ` ${count(failed, 'file')} could not be looked at.` : '';
    this.#sum.textContent = `${count(hidden, 'thing')} hidden on ${count(touched, 'page')} of ${this.#files.length}.${wrong}${rest}`;
  }
}
