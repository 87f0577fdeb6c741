/** Whether names alone tell something from all else on its page. */
import { namesOf, type Signature } from 'unnag/apply';

/** Among more elements of one name none is looked for. */
const MOST_ALIKE = 3000;

/** Asks of one thing after the other whether nothing that stays bears the same names. `hidden`: what does not stay. */
export const soleAmong = (document: Document, hidden: ReadonlySet<Element>): ((signature: Signature) => boolean) => {
  // By element name, the names of what stays; nothing where there are too many.
  const staying = new Map<string, ReadonlySet<string> | undefined>();
  return ({ tag, names }) => {
    if (!staying.has(tag)) {
      const alike = document.getElementsByTagName(tag);
      staying.set(tag, alike.length > MOST_ALIKE ? undefined : new Set([...alike].filter((other) => !hidden.has(other)).map(namesOf)));
    }
    return names !== '' && staying.get(tag)?.has(names) === false;
  };
};
