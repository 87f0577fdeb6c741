/**
 * The package in a page whose own scripts have made the language's or the browser's parts into something else, by mistake or on purpose. It runs in
 * the page's own world, so it may fail there, by an error; but the article is never lost for it, and the page can be put back as it was.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { BROWSERS, opened, runOn } from './pages.js';

const SAMPLE = readFileSync(join(import.meta.dirname, '../../../tests/corpus/newsletter-inline/page.html'), 'utf8').replaceAll(/ data-gold="[^"]*"/g, '');

/** What of which objects becomes what; whether the package must work all the same. */
interface Pollution {
  readonly what: string;
  readonly made: readonly (readonly [owner: string, names: readonly string[], as: string])[];
  readonly works: boolean;
}

const BREAKS = `{ configurable: true, writable: true, value() { throw new TypeError('polluted'); } }`;
const LIES = `{ configurable: true, writable: true, value: () => undefined }`;
const TRAP = `{ configurable: true, get() { throw new TypeError('polluted'); }, set() {} }`;
const value = (what: string): string => `{ configurable: true, writable: true, value: ${what} }`;

const POLLUTIONS: readonly Pollution[] = [
  { what: 'all objects have an enumerable name of their own', made: [['Object.prototype', ['polluted'], `{ configurable: true, writable: true, enumerable: true, value: 'yes' }`]], works: true },
  { what: 'all objects have options', made: [['Object.prototype', ['level'], value(`'focus'`)], ['Object.prototype', ['kinds'], value('[]')], ['Object.prototype', ['maxNodes'], value('1')]], works: false },
  { what: 'all objects have a mark and a style from before', made: [['Object.prototype', ['mark'], value(`'class'`)], ['Object.prototype', ['styleBefore'], value('() => "color: red"')]], works: false },
  { what: 'all objects are descriptors', made: [['Object.prototype', ['get', 'set'], value('undefined')]], works: false },
  { what: 'plans can not be written', made: [['Object.prototype', ['hide', 'keep', 'node', 'label', 'blocks'], TRAP]], works: false },
  { what: 'lists can not be walked', made: [['Array.prototype', ['push', 'map', 'filter', 'flatMap', 'slice'], BREAKS]], works: false },
  { what: 'lists lie', made: [['Array.prototype', ['push', 'includes', 'some', 'find'], LIES]], works: false },
  { what: 'maps and sets lie', made: [['Map.prototype', ['get', 'has'], LIES], ['Set.prototype', ['has'], LIES], ['WeakMap.prototype', ['get', 'has'], LIES]], works: false },
  { what: 'text can not be searched', made: [['String.prototype', ['includes', 'trim', 'slice', 'split', 'replaceAll'], BREAKS], ['RegExp.prototype', ['test', 'exec'], BREAKS]], works: false },
  { what: 'JSON and encoders are gone', made: [['JSON', ['parse', 'stringify'], BREAKS], ['globalThis', ['TextDecoder', 'TextEncoder'], value('undefined')]], works: false },
  { what: 'what nodes say is replaced after the package has been loaded', made: [['Node.prototype', ['firstChild', 'nextSibling', 'nodeType', 'parentNode'], TRAP], ['Element.prototype', ['getAttributeNames', 'getAttribute', 'localName'], TRAP]], works: true },
  { what: 'where elements are can not be asked', made: [['Element.prototype', ['getBoundingClientRect', 'checkVisibility'], BREAKS]], works: false },
  { what: 'elements can not be marked', made: [['Element.prototype', ['setAttribute', 'toggleAttribute'], BREAKS]], works: false },
  { what: 'no style is computed, none is adopted', made: [['globalThis', ['getComputedStyle', 'CSSStyleSheet', 'MutationObserver'], BREAKS]], works: false },
];

for (const launch of BROWSERS) {
  describe(`a polluted page in ${launch.name.replace('open', '')}`, () => {
    const browser = opened(launch);

    for (const { what, made, works } of POLLUTIONS) {
      test(`${what}: ${works ? 'nags are hidden' : 'nags are hidden, or there is an error'}, the article stays, and the page comes back`, async () => {
        const result = await runOn<Record<string, unknown>>(
          browser(),
          SAMPLE,
          `
          const define = Reflect.defineProperty, own = Reflect.getOwnPropertyDescriptor, drop = Reflect.deleteProperty;
          const before = document.documentElement.outerHTML;
          const story = [...document.querySelectorAll('article p')].filter((p) => !p.closest('aside, form, [class*=newsletter]'));
          const undo = [];
          const made = [${made.map(([owner, names, as]) => names.map((name) => `[${owner}, '${name}', ${as}]`).join(', ')).join(', ')}];
          for (let at = 0; at < made.length; at += 1) {
            const [owner, name, as] = made[at];
            undo[at] = own(owner, name);
            define(owner, name, Object.assign(Object.create(null), as));
          }
          let session, error = '';
          try { session = unnag.clean(document); } catch (caught) { error = String(caught.stack); }
          const clear = () => {
            for (let at = made.length - 1; at >= 0; at -= 1) {
              const [owner, name] = made[at];
              if (undo[at]) define(owner, name, Object.assign(Object.create(null), undo[at]));
              else drop(owner, name);
            }
          };
          let hidden = 0;
          try { hidden = session?.hidden.length ?? 0; } catch {}
          clear();
          const lost = story.filter((p) => !shown(p)).length;
          if (session) session.restore();
          return { worked: hidden > 0, failed: error, story: story.length > 3, lost, same: document.documentElement.outerHTML === before };
          `,
        );
        const { worked, failed, ...rest } = result;
        assert.deepEqual(rest, { story: true, lost: 0, same: true });
        if (works) assert.deepEqual({ worked, failed }, { worked: true, failed: '' });
      });
    }
  });
}
