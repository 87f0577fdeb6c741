// `npm start`: sets up what is missing, builds everything, shows the core at work on the sample article, then serves the demo.
// Uses Node's own modules only: it runs before any package is installed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, TOOL } from './build.mjs';
import { endWithChildren, ROOT } from './process.mjs';
import { showSample } from './sample.mjs';
import { serve } from './serve.mjs';
import { setUp } from './setup.mjs';
import { explain, seconds, Trouble } from './steps.mjs';

const USAGE = `npm start -- [--build] [--once] [--port N]

  --build   stop after the build
  --once    stop after the table; serve nothing
  --port N  serve the demo on this port (default: 4173, or the next one that is not in use)
`;

function options() {
  let values;
  try {
    ({ values } = parseArgs({ options: { build: { type: 'boolean' }, once: { type: 'boolean' }, port: { type: 'string' }, help: { type: 'boolean', short: 'h' } } }));
  } catch (error) {
    throw new Trouble(`${error.message}\n\n${USAGE}`);
  }
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536)) throw new Trouble(`--port ${values.port}: not a port\n\n${USAGE}`);
  return { ...values, port };
}

function tell(address) {
  const folder = (browser) => join(ROOT, 'extension', 'dist', browser);
  process.stdout.write(`
  Demo        ${address}

  Extension   Chromium, Chrome, Edge, Brave: open chrome://extensions, switch on Developer mode, “Load unpacked”:
              ${folder('chromium')}
              Firefox: open about:debugging#/runtime/this-firefox, “Load Temporary Add-on…”, choose:
              ${join(folder('firefox'), 'manifest.json')}

  Try it      ${TOOL} label SOME-PAGE.html

  Ctrl-C ends.
`);
}

async function main() {
  const { build: only, once, port, help } = options();
  if (help) {
    process.stdout.write(USAGE);
    return;
  }
  const start = Date.now();
  process.stdout.write('Unnag\n');
  await setUp();
  await build();
  if (only) return;
  await showSample();
  process.stdout.write(`\n  Ready after ${seconds(Date.now() - start)}.\n`);
  if (once) return;
  const dist = join(ROOT, 'www', 'dist');
  if (!existsSync(join(dist, 'index.html'))) throw new Trouble('The demo page was not built: www/dist/index.html is missing.');
  const { address } = await serve(dist, { port });
  tell(address);
}

endWithChildren();
try {
  await main();
} catch (error) {
  explain(error);
  process.exitCode = 1;
}
