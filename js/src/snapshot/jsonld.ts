/**
 * JSON-LD as pages write it: in comments, in CDATA, broken, nested, in lists.
 *
 * Threat: whoever writes the page writes the objects. How many are looked at is capped, and only own properties count: what the prototype would
 * give is not the page's word.
 */

/** The most objects that are looked at in one script, and entries of one list. */
export const MOST_OBJECTS = 200;

/** An object of a script. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is an object and no list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object's own property. */
export function field(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

const CDATA = '<![CDATA[';

/**
 * The JSON of a script, out of the comment or CDATA that some put around it, by the rules of `src/html/facts.rs`. No patterns: what looks for the
 * last of many slashes by one takes the square of their number, and the extension does this for all tabs in one place.
 */
function unwrapped(text: string): string {
  let inner = text.trim();
  if (inner.length >= 7 && inner.startsWith('<!--') && inner.endsWith('-->')) inner = inner.slice(4, -3).trim();
  let start = 0;
  while (inner.startsWith('//', start)) start += 2;
  inner = inner.slice(start).trimStart();
  if (!inner.startsWith(CDATA)) return inner;
  inner = inner.slice(CDATA.length).trimEnd();
  if (inner.endsWith(']]>')) inner = inner.slice(0, -3).trimEnd();
  let end = inner.length;
  while (inner[end - 1] === '/') end -= 1;
  return inner.slice(0, end);
}

function parsed(script: string): unknown {
  try {
    return JSON.parse(unwrapped(script));
  } catch {
    // Broken JSON-LD is common, and says nothing.
    return undefined;
  }
}

/** The objects of a script, outer ones first; none if it is broken. */
export function* objects(script: string): Generator<Fields, void, undefined> {
  const todo = [parsed(script)];
  for (let seen = 0; seen < MOST_OBJECTS && todo.length > 0; seen += 1) {
    const value = todo.pop();
    if (Array.isArray(value)) {
      for (const entry of value.slice(0, MOST_OBJECTS).reverse() as unknown[]) todo.push(entry);
    } else if (isFields(value)) {
      yield value;
      for (const name of ['mainEntity', 'mainEntityOfPage', '@graph']) {
        const inner = field(value, name);
        if (typeof inner === 'object' && inner !== null) todo.push(inner);
      }
    }
  }
}
