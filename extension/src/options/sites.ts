/** The lists of sites: what the reader said of each, and what the browser allows. */
import { granted, isWide, originsOf, request, siteOfOrigin } from '../access.js';
import { find, make } from '../pages/page.js';
import { say } from '../pages/words.js';
import { isHost, siteOf, withSite, type Site } from '../settings.js';
import type { Desk } from './desk.js';
import { button, fill } from './parts.js';

/** A list and what puts a site on it and takes it off again. */
const LISTS = {
  off: { name: 'listOff', none: 'listOffNone', is: (site: Site) => site.on === false, put: { on: false }, take: { on: undefined }, done: 'siteIsOff' },
  supported: { name: 'listSupported', none: 'listSupportedNone', is: (site: Site) => site.supported === true, put: { supported: true }, take: { supported: undefined }, done: 'siteIsSupported' },
  on: { name: 'listOn', none: 'listOnNone', is: (site: Site) => site.on === true, put: { on: true }, take: { on: undefined }, done: 'siteIsOn' },
} as const;
type List = keyof typeof LISTS;
const NAMES = Object.keys(LISTS) as List[];

/** The host in what somebody wrote or pasted: a name, or a whole address. */
const hostIn = (text: string): string | undefined => {
  const trimmed = text.trim();
  // Some browsers would make a name of it.
  if (trimmed === '' || /\s/.test(trimmed)) return undefined;
  try {
    const { hostname, protocol } = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
    return /^https?:$/.test(protocol) && isHost(hostname) ? siteOf(hostname) : undefined;
  } catch {
    return undefined;
  }
};

/** What the browser allows: single sites, each to be taken back. */
const allowedPart = (desk: Desk): void => {
  const list = find('allowed', HTMLElement);
  const none = find('allowed-none', HTMLElement);
  const takeBack = async (name: string, origins: string[]): Promise<void> => {
    const done = await chrome.permissions.remove({ origins }).catch(() => false);
    desk.say(done ? say('takenBack', name) : say('notTakenBack', name), done ? 'plain' : 'warn');
    await desk.show();
  };
  desk.onShow(async () => {
    const origins = await granted();
    const bySite = new Map<string, string[]>();
    for (const origin of origins) {
      const name = siteOfOrigin(origin) ?? (isWide(origin) ? say('allSites') : origin);
      bySite.set(name, [...(bySite.get(name) ?? []), origin]);
    }
    none.textContent = say('allowedNone');
    none.hidden = bySite.size > 0;
    const rows = [...bySite].map(([name, patterns]) => {
      const row = make('li', '');
      row.append(make('span', 'name', name), button(say('takeBack'), say('takeBackLabel', name), () => void takeBack(name, patterns)));
      return row;
    });
    fill(list, rows, find('mode-click', HTMLInputElement));
  });
};

/** Sets up the lists and the field that adds to them. */
export const sitesPart = (desk: Desk): void => {
  const form = find('add', HTMLFormElement);
  const host = find('add-host', HTMLInputElement);
  const problem = find('add-problem', HTMLElement);
  allowedPart(desk);

  const allow = async (site: string): Promise<void> => {
    // Straight from the click; the background does the rest.
    const allowed = await request(originsOf(site)).catch(() => false);
    if (!allowed) desk.say(say('modeRefused'), 'warn');
    await desk.show();
  };

  const lists = new Map(NAMES.map((name) => {
    const part = make('div', '');
    const heading = make('h3', '', say(LISTS[name].name));
    heading.id = `list-${name}-heading`;
    const none = make('p', 'soft', say(LISTS[name].none));
    const list = make('ul', 'rows');
    list.id = `list-${name}`;
    list.setAttribute('aria-labelledby', heading.id);
    part.append(heading, none, list);
    find('lists', HTMLElement).append(part);
    return [name, { part, none, list }] as const;
  }));

  const row = (name: List, site: string, allowed: boolean): HTMLElement => {
    const { take } = LISTS[name];
    const element = make('li', '');
    element.append(make('span', 'name', site));
    if (name === 'on' && !allowed) {
      element.append(make('span', 'soft', say('notAllowed')), button(say('allowSite'), say('allowSiteLabel', site), () => void allow(site)));
    }
    element.append(button(say('remove'), say('removeLabel', site), () => void desk.change((now) => withSite(now, site, take), say('siteRemoved', site))));
    return element;
  };

  desk.onShow(async () => {
    const { sites, everywhere } = desk.settings;
    const origins = await granted();
    const all = origins.some((origin) => siteOfOrigin(origin) === undefined);
    const allowed = new Set(origins.map(siteOfOrigin));
    for (const [name, { part, none, list }] of lists) {
      const hosts = Object.entries(sites).filter(([, site]) => LISTS[name].is(site)).map(([site]) => site).sort();
      none.hidden = hosts.length > 0;
      // Where all sites are on, none need be named; what was named is still shown.
      part.hidden = name === 'on' && everywhere && hosts.length === 0;
      fill(list, hosts.map((site) => row(name, site, all || allowed.has(site))), host);
    }
    const on = form.querySelector<HTMLElement>('button[value=on]');
    if (on) on.hidden = everywhere;
  });

  const fault = (text: string): void => {
    problem.textContent = text;
    problem.hidden = text === '';
    host.setAttribute('aria-invalid', String(text !== ''));
  };
  host.addEventListener('input', () => { fault(''); });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const site = hostIn(host.value);
    if (site === undefined) {
      fault(say('siteUnknown'));
      host.focus();
      return;
    }
    const wanted = event.submitter instanceof HTMLButtonElement ? event.submitter.value : 'off';
    const name = NAMES.find((one) => one === wanted) ?? 'off';
    fault('');
    const written = host.value;
    // The browser asks only straight from a click, so it comes first.
    const asked = name === 'on' ? allow(site) : Promise.resolve();
    void asked.then(() => desk.change((now) => withSite(now, site, LISTS[name].put), say(LISTS[name].done, site))).then((stored) => {
      if (stored && host.value === written) host.value = '';
      host.focus();
    });
  });
};
