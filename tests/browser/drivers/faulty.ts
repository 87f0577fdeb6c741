/**
 * A copy of the built extension whose background fails when a test says so: it keeps a message unanswered, loses its storage, its engine traps.
 * Nothing of the extension's own code is changed; something runs before it that stands between it and the browser.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Driver, PageHandle } from './driver.js';
import { broken, DIST } from './inside.js';

/** What is to go wrong, once or until it is taken back. */
export interface Fault {
  /** Takes the next message of this type and answers it only when `release` is called, or never: for what happens in the middle of its work. */
  readonly hold?: string;
  /** Does what the next message of this type asks, and gives the answer only when `release` is called. */
  readonly late?: string;
  /** That many of its type pass before. */
  readonly after?: number;
  /** Answers no message of this type; `held` tells when the first has come. */
  readonly mute?: string;
  /** `storage.local` rejects all reading, all writing. */
  readonly get?: boolean;
  readonly set?: boolean;
  /** `storage.session` rejects all reading. */
  readonly session?: boolean;
  /** The next call of the engine traps; after so many that do not. */
  readonly trap?: number;
  /** The engine's file is not there, or is cut off in the middle. */
  readonly wasm?: 'missing' | 'cut';
  /** The browser refuses styles, or this script. */
  readonly css?: boolean;
  readonly script?: string;
  /** It runs this script, and says so late. */
  readonly slow?: string;
}

/** In `storage.session`, which outlives the background. */
const KEY = 'fault';
/** The same: whether a message has come that is never answered. */
const MUTED = 'muted';

const PRELUDE = `(() => {
  const { session, local } = chrome.storage;
  const [read, write] = [session.get.bind(session), session.set.bind(session)];
  let fault = {};
  const refresh = async () => { fault = (await read('${KEY}'))['${KEY}'] ?? {}; };
  const put = (change) => { fault = { ...fault, ...change }; return write({ ${KEY}: fault }); };
  // Another message may have read what was stored a moment before it was held.
  const released = async () => {
    do {
      await new Promise((resolve) => setTimeout(resolve, 20));
      await refresh();
    } while (fault.held);
  };
  const fail = (what) => { throw new Error('fault: ' + what); };
  const kept = [];

  for (const verb of ['get', 'set']) {
    const real = local[verb].bind(local);
    local[verb] = async (...args) => { await refresh(); return fault[verb] ? fail(verb) : real(...args); };
  }
  session.get = async (...args) => {
    await refresh();
    return fault.session ? fail('session') : read(...args);
  };
  const { scripting } = chrome;
  const [insertCSS, executeScript] = [scripting.insertCSS.bind(scripting), scripting.executeScript.bind(scripting)];
  scripting.insertCSS = async (...args) => fault.css ? fail('css') : insertCSS(...args);
  scripting.executeScript = async (what) => {
    if (what.files?.includes(fault.script)) return fail('script');
    const done = await executeScript(what);
    if (what.files?.includes(fault.slow)) await new Promise((resolve) => setTimeout(resolve, 1000));
    return done;
  };

  const fetched = globalThis.fetch;
  globalThis.fetch = async (...args) => {
    await refresh();
    if (fault.wasm === 'missing') throw new TypeError('fault: no such file');
    const answer = await fetched(...args);
    if (fault.wasm !== 'cut') return answer;
    const bytes = await answer.arrayBuffer();
    return new Response(bytes.slice(0, bytes.byteLength >> 1), { headers: { 'content-type': 'application/wasm' } });
  };
  // One function whose only instruction is unreachable.
  const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 116, 0, 0, 10, 5, 1, 3, 0, 0, 11]);
  const wrap = (instance) => ({ exports: { ...instance.exports, plan: (...args) => {
    if (fault.trap === 0) {
      void put({ trap: undefined });
      new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.t();
    }
    if (fault.trap > 0) void put({ trap: fault.trap - 1 });
    return instance.exports.plan(...args);
  } } });
  for (const verb of ['instantiate', 'instantiateStreaming']) {
    const real = WebAssembly[verb].bind(WebAssembly);
    WebAssembly[verb] = async (...args) => {
      const made = await real(...args);
      return made.instance ? { module: made.module, instance: wrap(made.instance) } : wrap(made);
    };
  }

  const { onMessage } = chrome.runtime;
  const add = onMessage.addListener.bind(onMessage);
  onMessage.addListener = (listener) => add((message, sender, reply) => {
    void (async () => {
      await refresh();
      // A reply that nobody holds on to would count as an answer.
      kept.push(reply);
      if (fault.mute === message?.type) {
        // Apart from the fault: a message that is late must not bring an older one back.
        await write({ ${MUTED}: true });
        return;
      }
      if (fault.hold === message?.type) {
        if (fault.after > 0) await put({ after: fault.after - 1 });
        else {
          await put({ hold: undefined, held: true });
          await released();
        }
      }
      if (fault.late !== message?.type) return listener(message, sender, reply);
      await put({ late: undefined, held: true });
      listener(message, sender, async (answer) => {
        await released();
        reply(answer);
      });
    })();
    return true;
  });
})();
`;

/** A copy of a built extension with all of that in its background. */
export const faulty = async (name: 'chromium' | 'firefox'): Promise<string> =>
  broken(name, 'worker.js', PRELUDE + (await readFile(path.join(DIST, name, 'worker.js'), 'utf8')));

/** Lets the background of a faulty copy fail from now on, in this and in no other way. `desk`: a page of the extension. */
export const provoke = (desk: PageHandle, fault: Fault): Promise<void> => desk.evaluate(`chrome.storage.session.set({ ${KEY}: ${JSON.stringify(fault)}, ${MUTED}: false })`);

/** Waits until the message that is to be held, or that is never answered, has come. */
export const held = (desk: PageHandle): Promise<void> => desk.waitFor(`chrome.storage.session.get(['${KEY}', '${MUTED}']).then((all) => all.${KEY}?.held === true || all.${MUTED} === true)`, 8000);

/** Lets it go on, and nothing fails any more. */
export const release = (desk: PageHandle): Promise<void> => provoke(desk, {});

/** Stops the background in the middle of what it holds. The one that comes after does not fail. */
export const kill = async (driver: Driver, desk: PageHandle): Promise<void> => {
  await driver.stopWorker();
  await release(desk);
};
