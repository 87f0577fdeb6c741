/** What `npm run cost` reads out of a profile. Needs no browser. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shareOf } from './cost/profile.js';

const node = (id: number, functionName: string, url: string, children: number[] = []): Parameters<typeof shareOf>[0]['nodes'][number] => ({
  id, callFrame: { functionName, url, scriptId: '1', lineNumber: 0, columnNumber: 0 }, children,
});

describe('the share of a profile', () => {
  it('is what has a script of the extension on its stack, natives that it calls included, and idle time is nobody’s', () => {
    const nodes = [
      node(1, '(root)', '', [2, 3, 4]),
      node(2, '(idle)', ''),
      node(3, 'page', 'http://a.test/a.js', [5]),
      node(4, 'look', 'chrome-extension://x/keeper.js', [6]),
      node(5, 'getAttribute', ''),
      node(6, 'getAttribute', ''),
    ];
    // A sample lasts until the next one, and the last one has no end.
    const profile = { nodes, startTime: 0, endTime: 0, samples: [2, 4, 6, 5, 6, 3, 2], timeDeltas: [0, 9000, 1000, 2000, 4000, 500, 8000] };
    assert.deepEqual(shareOf(profile, 'chrome-extension://x/'), { busy: 15.5, sum: 3.5, longest: 3 });
    assert.deepEqual(shareOf(profile, 'chrome-extension://other/'), { busy: 15.5, sum: 0, longest: 0 });
  });
});
