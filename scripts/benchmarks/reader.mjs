// One thread that reads pages with one extractor: a page in, its text or nothing out. What it says for itself is how its opening goes on.
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { LeftOut, Trouble } from '../steps.mjs';

const kind = (error) => (error instanceof LeftOut ? 'leftOut' : error instanceof Trouble ? 'trouble' : 'error');
const { PEERS } = await import(workerData.peers);

try {
  const { read, close } = await PEERS.find(({ name }) => name === workerData.name).open((at) => parentPort.postMessage({ at }));
  parentPort.on('message', async (file) => {
    if (file === undefined) {
      close();
      parentPort.close();
      return;
    }
    const { url, path } = file;
    try {
      parentPort.postMessage({ text: await read(gunzipSync(readFileSync(path)).toString('utf8'), url) });
    } catch (error) {
      parentPort.postMessage(error instanceof Trouble ? { [kind(error)]: error.message } : { failed: String(error) });
    }
  });
  parentPort.postMessage({ ready: true });
} catch (error) {
  parentPort.postMessage({ [kind(error)]: error.message });
  parentPort.close();
}
