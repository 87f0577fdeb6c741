/** The sample pages: the project's own fixtures, laid beside the demo by build.ts without their labels. */

import type { Source } from './read.js';

export interface Sample {
  readonly slug: string;
  readonly title: string;
  readonly url: string;
  readonly file: string;
}

/** Written in by build.ts. */
declare const SAMPLES: readonly Sample[];

/** All samples, the first of which is shown first. */
export const samples: readonly Sample[] = SAMPLES;

/** A sample's page. */
export async function load({ title, url, file }: Sample): Promise<Source> {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file}: ${String(response.status)}`);
  return { name: title, url, content: await response.text() };
}
