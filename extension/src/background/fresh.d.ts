/** See build.ts: `unnag/slim` as a function that makes a new copy of the module. */
declare module 'fresh:unnag/slim' {
  import type * as slim from 'unnag/slim';
  export const fresh: () => typeof slim;
}
