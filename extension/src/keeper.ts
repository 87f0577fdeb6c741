/** ① The rest, which the background sends when the first look is over. Sent twice, it does nothing the second time. */
import { KEY, world } from './content/stub.js';
import { Tidy } from './content/tidy.js';

const stub = world[KEY];
if (stub?.reader && !stub.keeper) stub.keeper = new Tidy(stub, stub.reader);
