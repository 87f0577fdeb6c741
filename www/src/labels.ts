/** The engine's labels in their order, and the types that the demo draws. */

import type { Label } from 'unnag';
import { KINDS } from './words.js';

export type { Label, Level, PagePlan } from 'unnag';

/** All labels: article, nags, cookies, furniture. */
export const LABELS = Object.keys(KINDS) as readonly Label[];
