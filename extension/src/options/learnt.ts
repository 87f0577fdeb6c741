/** What is learnt on this device: the sites that are remembered, and the reader's corrections. Both can be looked at, taken back, and put back. */
import type { Label, Rule } from '../lesson.js';
import { clearMemory, keepMemory, listMemory } from '../memory.js';
import { find, make } from '../pages/page.js';
import { labelWord, listed, say } from '../pages/words.js';
import { clearRules, exportCases, keepRules, listRules, removeRule } from '../rules.js';
import type { Desk } from './desk.js';
import { button, download, fill } from './parts.js';

/** The most characters of a correction's words that are shown. */
const MOST_WORDS = 90;

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

  const forget = async (words: string, host?: string): Promise<void> => {
    const putBack = await keepMemory(host);
    await desk.act(() => clearMemory(host), putBack, words);
  };
  const drop = async (words: string, work: () => Promise<void>, host?: string): Promise<void> => {
    const putBack = await keepRules(host);
    await desk.act(work, putBack, words);
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
      row.append(name, button(say('forget'), say('forgetLabel', host), () => void forget(say('forgotten', host), host)));
      return row;
    }), find('memory', HTMLInputElement));
    fill(corrections, rules.flatMap(({ host, rules: list }) => list.map((rule) => {
      const row = make('li', '');
      const name = make('span', 'name', host);
      const words = ruleWords(rule);
      name.append(make('small', '', words));
      row.append(name, button(say('remove'), say('removeLabel', `${host}, ${words}`), () => void drop(say('ruleRemoved'), () => removeRule(host, rule.id), host)));
      return row;
    })), find('memory', HTMLInputElement));
  });

  forgetAll.addEventListener('click', () => void forget(say('forgotAll')));
  dropAll.addEventListener('click', () => void drop(say('rulesRemoved'), clearRules));
  give.addEventListener('click', () => {
    void exportCases().then((cases) => {
      download(`${JSON.stringify(cases, null, 2)}\n`, 'unnag-corrections.json');
      desk.say(say('casesExported', String(cases.cases.length)));
    });
  });
};
