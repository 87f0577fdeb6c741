/** The memory of a browser's process for extensions, where the system tells (Linux). */
import { readdirSync, readFileSync } from 'node:fs';

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Not this system, or the process is gone.
    return '';
  }
}

/** Bytes, pages that are shared by their share; not a number where nobody tells. */
export function extensionProcess(browser: number): number {
  const parents = new Map<number, number>();
  try {
    for (const name of readdirSync('/proc')) {
      const parent = /^PPid:\s*(\d+)/m.exec(/^\d+$/.test(name) ? read(`/proc/${name}/status`) : '')?.[1];
      if (parent !== undefined) parents.set(Number(name), Number(parent));
    }
  } catch {
    return NaN;
  }
  const within = (pid: number | undefined): boolean => pid !== undefined && pid > 1 && (pid === browser || within(parents.get(pid)));
  const sizes = [...parents.keys()]
    .filter((pid) => within(pid) && read(`/proc/${String(pid)}/cmdline`).includes('--extension-process'))
    .map((pid) => Number(/^Pss:\s*(\d+)/m.exec(read(`/proc/${String(pid)}/smaps_rollup`))?.[1] ?? NaN) * 1024);
  return sizes.length === 0 ? NaN : sizes.reduce((sum, size) => sum + size, 0);
}
