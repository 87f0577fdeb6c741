/**
 * Settings as a file: written whole, read strictly. A file that is not sound changes nothing, and each of its faults is named with its place, as
 * in a JSON path. docs/settings.schema.json says the same for other programs; a test holds both together.
 */
import { isHost, LEVELS, MAX_SITES, SWITCHES, type Settings, type Site } from './settings.js';
import { fields, type Fields } from './shape.js';

/** What the file says that it is. */
export const FORMAT = 'unnag-settings';
/** The most characters of a file that are read: far more than a full list of sites has. */
export const MAX_FILE = 2_000_000;

/** What can be wrong with a file. */
export const FAULTS = ['large', 'json', 'format', 'newer', 'missing', 'boolean', 'oneOf', 'object', 'unknown', 'host', 'twice', 'many', 'unread'] as const;
/** One of them. */
export type Fault = (typeof FAULTS)[number];
/** Where it is wrong; `what`: the values that would be right, or the number that is too high. */
export interface Problem {
  fault: Fault;
  where: string;
  what: string;
}

/** The settings as a file's text. */
export const write = (settings: Settings): string => `${JSON.stringify({ format: FORMAT, ...settings }, null, 2)}\n`;

const SWITCH_NAMES = ['badge', 'memory', 'everywhere', 'click'] as const;

/** Collects what is wrong while reading what is right. */
class Reader {
  readonly problems: Problem[] = [];

  note(fault: Fault, where: string, what = ''): void {
    this.problems.push({ fault, where, what });
  }

  /** An object, and no names in it but these. */
  object(value: unknown, where: string, names?: readonly string[]): Fields {
    if (!fields(value)) {
      this.note(value === undefined ? 'missing' : 'object', where);
      return {};
    }
    const prefix = where === '' ? '' : `${where}.`;
    for (const name of Object.keys(value)) if (names && !names.includes(name)) this.note('unknown', `${prefix}${name}`);
    return value;
  }

  flag(value: unknown, where: string): boolean {
    if (typeof value !== 'boolean') this.note(value === undefined ? 'missing' : 'boolean', where);
    return value === true;
  }

  oneOf<Value extends string>(value: unknown, where: string, values: readonly [Value, ...Value[]]): Value {
    const found = values.find((one) => one === value);
    if (found === undefined) this.note(value === undefined ? 'missing' : 'oneOf', where, values.join(', '));
    return found ?? values[0];
  }

  site(value: unknown, where: string): Site {
    const { on, supported } = this.object(value, where, ['on', 'supported']);
    return {
      ...(on === undefined ? {} : { on: this.flag(on, `${where}.on`) }),
      ...(supported === undefined ? {} : { supported: this.flag(supported, `${where}.supported`) }),
    };
  }

  sites(value: unknown): Record<string, Site> {
    const entries = Object.entries(this.object(value, 'sites'));
    if (entries.length > MAX_SITES) this.note('many', 'sites', String(MAX_SITES));
    const sites = new Map<string, Site>();
    for (const [host, entry] of entries) {
      const where = `sites[${JSON.stringify(host)}]`;
      if (!isHost(host)) this.note('host', where);
      const name = host.replace(/^www\./, '');
      if (sites.has(name)) this.note('twice', where);
      sites.set(name, this.site(entry, where));
    }
    return Object.fromEntries(sites);
  }
}

const parse = (text: string): { value: unknown } | { problem: Problem } => {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    const place = /line (\d+) column (\d+)/.exec(String(error));
    return { problem: { fault: 'json', where: place ? `${place[1] ?? ''}:${place[2] ?? ''}` : '', what: '' } };
  }
};

/** Settings out of a file's text, or everything that is wrong with it. */
export const read = (text: string): { settings: Settings } | { problems: Problem[] } => {
  if (text.length > MAX_FILE) return { problems: [{ fault: 'large', where: '', what: String(MAX_FILE) }] };
  const parsed = parse(text.replace(/^\uFEFF/, ''));
  if ('problem' in parsed) return { problems: [parsed.problem] };
  const { value } = parsed;
  if (!fields(value) || value['format'] !== FORMAT) return { problems: [{ fault: 'format', where: 'format', what: FORMAT }] };
  const { version } = value;
  if (typeof version === 'number' && version > 2) return { problems: [{ fault: 'newer', where: 'version', what: String(version) }] };
  const reader = new Reader();
  if (version !== 2) reader.note(version === undefined ? 'missing' : 'oneOf', 'version', '2');
  reader.object(value, '', ['$schema', 'format', 'version', 'level', 'kinds', ...SWITCH_NAMES, 'sites']);
  // In the order of the file, so that the first faults named are the first to be mended.
  const level = reader.oneOf(value['level'], 'level', LEVELS);
  const kinds = reader.object(value['kinds'], 'kinds', SWITCHES);
  const hidden = fields(value['kinds']) ? SWITCHES.map((kind) => [kind, reader.flag(kinds[kind], `kinds.${kind}`)] as const) : [];
  const [badge, memory, everywhere, click] = SWITCH_NAMES.map((name) => reader.flag(value[name], name)) as [boolean, boolean, boolean, boolean];
  const settings: Settings = {
    version: 2,
    level,
    kinds: Object.fromEntries(hidden) as Settings['kinds'],
    badge,
    memory,
    everywhere,
    click,
    sites: reader.sites(value['sites']),
  };
  return reader.problems.length > 0 ? { problems: reader.problems } : { settings };
};
