/**
 * The one instance of the engine. A trap leaves its memory in any state, so after one the instance is dropped and the next page gets a fresh
 * one: wasm, memory and the glue around them.
 */
// The build gives `unnag/slim` as a function that makes a new copy of the module each time; a module proper can not be begun anew.
import { fresh } from 'fresh:unnag/slim';

type Engine = ReturnType<typeof fresh>;

let current: Promise<Engine> | undefined;

const start = async (): Promise<Engine> => {
  const engine = fresh();
  await engine.init(fetch(chrome.runtime.getURL('unnag_bg.wasm')));
  return engine;
};

/** The engine, started if it is not; rejects if the file can not be compiled. */
export const engine = (): Promise<Engine> => (current ??= start());

/** Drops the instance. */
export const forget = (): void => {
  current = undefined;
};
