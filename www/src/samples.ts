/** The sample pages: the project's own fixtures, laid beside the demo by build.ts without their labels. */

import type { Source } from './read.js';

export interface Sample {
  readonly slug: string;
  readonly title: string;
  readonly url: string;
}

function isSample(value: unknown): value is Sample {
  return typeof value === 'object' && value !== null && ['slug', 'title', 'url'].every((name) => typeof Reflect.get(value, name) === 'string');
}

async function get(path: string): Promise<Response> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${String(response.status)}`);
  return response;
}

/** All samples, the first of which is shown first. */
export async function samples(): Promise<readonly Sample[]> {
  const list: unknown = await (await get('samples/index.json')).json();
  if (!Array.isArray(list) || !list.every(isSample)) throw new Error('samples/index.json is not a list of samples');
  return list;
}

/** A sample's page. */
export async function load({ slug, title, url }: Sample): Promise<Source> {
  return { name: title, url, content: await (await get(`samples/${encodeURIComponent(slug)}.html`)).text() };
}
