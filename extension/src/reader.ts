/** ① The first look, which the background sends to pages of sites that are on. Sent twice, it does nothing the second time. */
import { Acts } from 'unnag/apply';
import { read } from 'unnag/snapshot';
import { look } from './content/first.js';
import { KEY, world, type First, type Reader } from './content/stub.js';

const stub = world[KEY];
if (stub && !stub.reader) {
  let first: First | undefined;
  const reader: Reader = {
    begin: () => {
      reader.end();
      first = look(stub);
    },
    end: () => {
      reader.take()?.end();
    },
    take: () => {
      const taken = first;
      first = undefined;
      return taken;
    },
    read,
    acts: () => new Acts(document),
  };
  stub.reader = reader;
  if (stub.wanted()) reader.begin();
}
