// Installs packages of Debian, where we may: as root on Debian.
import { ask, run } from './process.mjs';

/** Whether packages can be installed here. */
export const isDebianRoot = async () => process.getuid?.() === 0 && (await ask('apt-get', ['--version'])) !== undefined;

/** Installs packages. `onLine`: called with each line that is said. */
export async function installDebian(packages, onLine) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], { env, onLine });
  await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { env, onLine });
}
