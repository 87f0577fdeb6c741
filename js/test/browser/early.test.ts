/** Guesses at first paint, without a background: how long one may stand that no plan has spoken of. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BROWSERS, opened, runOn } from './pages.js';

for (const launch of BROWSERS) {
  describe(`guesses in ${launch.name.replace('open', '')}`, () => {
    const browser = opened(launch);

    test('what no plan has spoken of in time is shown, and is not guessed at again whatever changes in it', async () => {
      const result = await runOn<unknown>(
        browser(),
        `<!doctype html><body><p>A story.</p><aside id="ask" class="appeal"><h2>Support us</h2><p>Please give what you can to the paper.</p></aside>`,
        `
        const known = [{ signature: unnag.signatureOf(ask), sole: true }];
        const mark = unnag.drawMark();
        const early = new unnag.Early(document, { mark, known, patience: 200 });
        const guessed = ask.hasAttribute(mark);
        const shown = await until(() => !ask.hasAttribute(mark));
        ask.append(document.createElement('form'));
        await new Promise((r) => setTimeout(r, 100));
        const again = ask.hasAttribute(mark);
        early.end();
        return { guessed, shown, again };
        `,
      );
      assert.deepEqual(result, { guessed: true, shown: true, again: false });
    });
  });
}
