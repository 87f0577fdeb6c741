/**
 * ① What is known of the page's site, which the background sends before all else where anything is known, and later where something is hidden.
 * The one that stands stays until the stub ends it; where that leaves what holds for this page alone, it goes on with what is known now. Where the
 * page was given up meanwhile, it comes too late: nothing would take its guesses back.
 */
import { KnownSite } from './content/site.js';
import { handed, KEY, world } from './content/stub.js';

const stub = world[KEY];
const data = handed();
if (stub?.wanted() && data) {
  if (stub.site) stub.site.renew(data);
  else stub.site = new KnownSite(stub, data);
}
