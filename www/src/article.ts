/** The article to read and to take along: as text, as Markdown, and all that was found as JSON. */

import type { Analysis } from 'unnag';
import { make, part } from './dom.js';
import { passages, type Reading } from './read.js';
import { ROLES } from './words.js';

const FORMS = ['text', 'markdown', 'json'] as const;
type Form = (typeof FORMS)[number];

/** A page's article in each form. */
interface Article {
  readonly text: string;
  readonly html: string;
  readonly analysis: Analysis;
}

const NONE = 'No article was found on this page.';
/** How long the button says what came of it (ms). */
const SAYS_FOR = 1500;

let article: Article | undefined;
let form: Form = 'text';
/** What the button copies. */
let shown = '';

/** What is told of a page, without its elements; probabilities to four places. */
function asJson(analysis: Analysis): string {
  return JSON.stringify(
    { ...analysis, article: analysis.articleText() },
    (key, value: unknown) => (key === 'element' ? undefined : typeof value === 'number' ? Number(value.toFixed(4)) : value),
    2,
  );
}

async function written(from: Article): Promise<string> {
  if (form === 'text') return from.text;
  if (form === 'json') return asJson(from.analysis);
  // Fetched when it is first wanted.
  const { articleMarkdown } = await import('unnag/markdown');
  return articleMarkdown(from.html);
}

function asRead(analysis: Analysis): HTMLElement[] {
  return passages(analysis).map(({ role, text }) => {
    const passage = make('p', `role-${role}`, text);
    if (ROLES[role] !== '') passage.title = ROLES[role];
    return passage;
  });
}

async function draw(): Promise<void> {
  const of = article;
  const wanted = form;
  const content = of ? await written(of).catch(() => undefined) : '';
  // Another page, or another form, has been asked for in the meantime.
  if (of !== article || wanted !== form) return;
  shown = content ?? '';
  part('copy', HTMLButtonElement).disabled = shown === '';
  const view = part('text', HTMLDivElement);
  view.scrollTop = 0;
  if (!of) view.replaceChildren();
  else if (shown === '') view.replaceChildren(make('p', 'empty', content === undefined ? 'This could not be loaded.' : NONE));
  else if (wanted === 'text') view.replaceChildren(...asRead(of.analysis));
  else view.replaceChildren(make('pre', '', shown));
}

/** Shows a page's article; none: empties the place. */
export function showArticle(reading: Reading | undefined): void {
  article = reading && { text: reading.analysis.articleText(), html: reading.articleHtml, analysis: reading.analysis };
  void draw();
}

/** Puts words on the clipboard, and says on the button what came of it. */
export function copyBy(button: HTMLButtonElement, words: string, done = 'Copied'): Promise<boolean> {
  const name = button.dataset['name'] ?? button.textContent;
  button.dataset['name'] = name;
  return navigator.clipboard
    .writeText(words)
    .then(
      () => true,
      () => false,
    )
    .then((copied) => {
      button.textContent = copied ? done : 'Not allowed';
      setTimeout(() => {
        button.textContent = name;
      }, SAYS_FOR);
      return copied;
    });
}

/** Hears which form is wanted, and the button. */
export function hearArticle(): void {
  for (const radio of document.querySelectorAll<HTMLInputElement>('input[name="form"]')) {
    const turn = (): void => {
      if (radio.checked) form = FORMS.find((each) => each === radio.value) ?? 'text';
    };
    turn();
    radio.addEventListener('change', () => {
      turn();
      void draw();
    });
  }
  const copy = part('copy', HTMLButtonElement);
  copy.addEventListener('click', () => {
    void copyBy(copy, shown);
  });
}
