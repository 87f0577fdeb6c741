/** The memory of a browser's processes, where the system tells (Linux). */
import { readdirSync, readFileSync } from 'node:fs';

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Not this system, or the process is gone.
    return '';
  }
}

/** Bytes of those of a browser's processes that bear a flag (all without one), pages that are shared by their share; not a number where nobody tells. */
export function processes(browser: number, flag = ''): number {
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
    .filter((pid) => within(pid) && read(`/proc/${String(pid)}/cmdline`).includes(flag))
    .map((pid) => Number(/^Pss:\s*(\d+)/m.exec(read(`/proc/${String(pid)}/smaps_rollup`))?.[1] ?? NaN) * 1024);
  // One that has ended meanwhile holds nothing any more.
  const told = sizes.filter((size) => !Number.isNaN(size));
  return told.length === 0 ? NaN : told.reduce((sum, size) => sum + size, 0);
}
