/** What is learnt on this device: the sites that are remembered, and the reader's corrections. Both can be looked at, taken back, and put back. */
import type { Label, Rule } from '../lesson.js';
import { clearMemory, listMemory } from '../memory.js';
import { find, make } from '../pages/page.js';
import { labelWord, listed, say } from '../popup/words.js';
import { clearRules, exportCases, listRules, removeRule } from '../rules.js';
import type { Desk } from './desk.js';
import { button, download, fill } from './parts.js';

/** The most characters of a correction's words that are shown. */
const MOST_WORDS = 90;

/** Everything in storage that belongs to these names, as it is: what is taken back can so be put back whole. */
const snapshot = async (name: 'memory' | 'rules'): Promise<Record<string, unknown>> => {
  const all = await chrome.storage.local.get(null);
  return Object.fromEntries(Object.entries(all).filter(([key]) => key === name || key.startsWith(`${name}:`)));
};

/** Each kind once. */
const kinds = (labels: readonly Label[]): string => listed([...new Set(labels)].map(labelWord));

const ruleWords = ({ act, label, example }: Rule): string => {
  const words = example.text.length > MOST_WORDS ? `${example.text.slice(0, MOST_WORDS)}…` : example.text;
  return say(act === 'hide' ? 'ruleHide' : 'ruleShow', labelWord(label), words || say('noText'));
};

/** Sets up the part. */
export const learntPart = (desk: Desk): void => {
  const sites = find('remembered', HTMLElement);
  const corrections = find('corrections', HTMLElement);
  const forgetAll = find('forget-all', HTMLButtonElement);
  const dropAll = find('drop-all', HTMLButtonElement);
  const give = find('export-cases', HTMLButtonElement);

  const clear = async (name: 'memory' | 'rules', work: () => Promise<void>, words: string): Promise<void> => {
    const before = await snapshot(name);
    await desk.act(work, () => chrome.storage.local.set(before), words);
  };

  desk.onShow(async () => {
    const [memory, rules] = await Promise.all([listMemory(), listRules()]);
    find('remembered-none', HTMLElement).hidden = memory.length > 0;
    find('corrections-none', HTMLElement).hidden = rules.length > 0;
    forgetAll.hidden = memory.length === 0;
    dropAll.hidden = give.hidden = rules.length === 0;
    fill(sites, memory.map(({ host, labels }) => {
      const row = make('li', '');
      const name = make('span', 'name', host);
      name.append(make('small', '', labels.length > 0 ? kinds(labels) : say('rememberedNotYet')));
      row.append(name, button(say('forget'), say('forgetLabel', host), () => void clear('memory', () => clearMemory(host), say('forgotten', host))));
      return row;
    }), find('memory', HTMLInputElement));
    fill(corrections, rules.flatMap(({ host, rules: list }) => list.map((rule) => {
      const row = make('li', '');
      const name = make('span', 'name', host);
      const words = ruleWords(rule);
      name.append(make('small', '', words));
      row.append(name, button(say('remove'), say('removeLabel', `${host}, ${words}`), () => void clear('rules', () => removeRule(host, rule.id), say('ruleRemoved'))));
      return row;
    })), find('memory', HTMLInputElement));
  });

  forgetAll.addEventListener('click', () => void clear('memory', () => clearMemory(), say('forgotAll')));
  dropAll.addEventListener('click', () => void clear('rules', () => clearRules(), say('rulesRemoved')));
  give.addEventListener('click', () => {
    void exportCases().then((cases) => {
      download(`${JSON.stringify(cases, null, 2)}\n`, 'unnag-corrections.json');
      desk.say(say('casesExported', String(cases.cases.length)));
    });
  });
};
