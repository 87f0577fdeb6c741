/** ① What the reader points with, which the background sends when it is first wanted. Sent twice, it does nothing the second time. */
import { KEY, world } from './content/stub.js';
import { PageTools } from './picker/tools.js';

const stub = world[KEY];
if (stub && !stub.tools) stub.tools = new PageTools(stub);
