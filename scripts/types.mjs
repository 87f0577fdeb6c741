// Checks the TypeScript of every room, each with its own tsconfig.json.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from './process.mjs';

const ROOMS = ['js', 'extension', 'www', 'www/worker', 'tests'].filter((room) => existsSync(join(ROOT, room, 'tsconfig.json')));

let failed = false;
for (const room of ROOMS) {
  try {
    await run('tsc', ['-p', room, '--pretty', 'false']);
    process.stdout.write(`${room}: types fit\n`);
  } catch (error) {
    failed = true;
    process.stdout.write(`${room}:\n${error.output ?? error.message}\n`);
  }
}
process.exitCode = failed ? 1 : 0;
