/** ① The half of the content script that the background sends to pages of sites that are on. Sent twice, it does nothing the second time. */
import { KEY, world } from './content/stub.js';
import { Tidy } from './content/tidy.js';

const stub = world[KEY];
if (stub && !stub.reader) {
  stub.reader = new Tidy();
  stub.reader.begin();
}
