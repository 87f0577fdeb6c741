/** Pages of our own making for the tests of the extension's inside: a long article and whatever is put into it, on hosts of this machine. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const PARAGRAPHS = [
  'The ferry to Sandholm has run every morning since 1911, and for most of that time nobody thought to count who was on it. Last winter the harbour office began to, with a clicker and a notebook, and the figures surprised everyone who had voted to close the line.',
  'On an ordinary Tuesday in January, two hundred and twelve people crossed. Forty of them were schoolchildren, nineteen were nurses on their way to the night shift at the county hospital, and one was a piano tuner who has made the trip each week for eleven years.',
  'The council had been told that the boat was empty. That report, it turned out, was written in the fortnight when the slipway was being repaired and the ferry lay in dry dock. Nobody had asked why the number of passengers was zero, or why it stayed zero for fourteen days.',
  'Marit Oldervik, who has captained the boat since 2004, says that she read the report at the kitchen table and laughed until her tea went cold. Then she drove to the town hall and asked to see the person who had written it, and was given a form to fill in.',
  'The form is now framed in the wheelhouse. Beside it hangs a chart of the sound with the soundings pencilled in by her father, and a photograph of the old steam ferry that went down in the storm of 1953 with all its mail and none of its passengers.',
  'What the figures show is not that the ferry makes money. It does not, and never has. They show that the bridge, when it comes, will stand eleven kilometres to the north, and that for the people in the southern villages the way to work will be longer than it was by boat.',
  'An engineer at the road office, who asked not to be named because the plans are still being drawn, said that the bridge was never meant to replace the ferry. That sentence had been taken out of the summary, he said, because the summary had to fit on one page.',
  'So the line will run for another three years, with a smaller boat in summer and a heated waiting room on the eastern quay. The piano tuner has bought a ten-trip card. The school has moved its first lesson by ten minutes, since that is what the tide asks for.',
  'Captain Oldervik will retire before the bridge opens. She has been asked to cut the ribbon, and has said that she will do so if somebody first counts the people who are standing on the shore.',
];

/** A long donation appeal with everything that says so, as a box. `extra`: more attributes of the box. */
export const appeal = (extra = ''): string => `
  <aside id="appeal" class="donation-banner fundraising-appeal" role="complementary" aria-label="Donate" ${extra}>
    <button type="button" class="donation-banner__close" aria-label="Close">×</button>
    <h2>Support us: please donate today</h2>
    <p>Our reporting is free to read because readers donate. If everyone who reads this made a donation of only $3, our fundraiser would be over within the hour. Please support us with a donation.</p>
    <p>We have no owner and no shareholders. Your donation, one time or monthly, pays our reporters. Please donate what you can: it takes less than a minute to support us.</p>
    <form action="/donate" method="get"><label><input type="radio" name="amount" value="5"> $5</label> <label><input type="radio" name="amount" value="10"> $10</label> <label><input type="radio" name="amount" value="25"> $25</label>
    <button type="submit" class="donate-button">Donate now</button></form>
  </aside>`;

/** A newsletter sign-up as a box. */
export const newsletter = (extra = ''): string => `
  <section id="newsletter" class="newsletter-signup" ${extra}>
    <h2>Sign up for our newsletter</h2>
    <p>Get our free newsletter in your inbox every morning. Sign up for the newsletter with your e-mail address; you can unsubscribe from the newsletter at any time.</p>
    <form action="/newsletter/subscribe" method="post"><input type="email" name="email" placeholder="Your e-mail address"><button type="submit">Sign up for the newsletter</button></form>
  </section>`;

/** What a page is made of. */
export interface Made {
  /** Put behind the third paragraph. */
  inside?: string;
  /** Put at the end of the body. */
  after?: string;
  head?: string;
  /** The Content-Security-Policy; reports are counted. */
  csp?: string;
  title?: string;
  paragraphs?: number;
  /** The page's last words are sent only then: until then it is still loading. */
  until?: Promise<unknown>;
  /** `/slow.png` is answered only then: until then the page is parsed, but has not loaded. */
  slow?: Promise<unknown>;
}

/** A page with a long article. */
export const page = ({ inside = '', after = '', head = '', title = 'The ferry that nobody counted', paragraphs = PARAGRAPHS.length }: Made): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title} - Sandholm Courier</title><meta property="og:type" content="article">${head}</head>
<body><header id="head"><a href="/">Sandholm Courier</a> <nav><a href="/news">News</a> <a href="/sport">Sport</a></nav></header>
<main><article id="story"><h1>${title}</h1><p class="byline">By Ingrid Halvorsen, 14 November 2026</p>
${PARAGRAPHS.slice(0, paragraphs).map((text, at) => `<p id="p${String(at)}">${text}</p>${at === 2 ? inside : ''}`).join('\n')}
</article></main><footer id="foot"><p>© 2026 Sandholm Courier</p></footer>${after}</body></html>`;

/** A server of made pages. */
export interface Site {
  /** Serves a page under a path of a host of its own and gives its address. */
  add(name: string, made: Made): string;
  /** CSP reports so far. */
  readonly reports: number;
  /** Everything that was asked for, as `host path`. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Starts a server on this machine. */
export const startSite = async (): Promise<Site> => {
  const pages = new Map<string, Made>();
  const requests: string[] = [];
  let reports = 0;
  const server = createServer((request, response) => {
    const host = (request.headers.host ?? '').replace(/\..*$/, '');
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    request.resume();
    if (pathname === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    if (pathname === '/-/report') {
      reports += 1;
      response.writeHead(204).end();
      return;
    }
    if (pathname === '/-/slow.css') {
      setTimeout(() => response.writeHead(200, { 'content-type': 'text/css' }).end('body { font-family: serif }'), 150);
      return;
    }
    requests.push(`${host} ${pathname}`);
    const made = pages.get(host);
    if (made?.slow && pathname === '/slow.png') {
      void made.slow.then(() => response.writeHead(404).end());
      return;
    }
    if (!made) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      ...(made.csp === undefined ? {} : { 'content-security-policy': `${made.csp}; report-uri /-/report` }),
    });
    const html = page(made);
    const end = html.lastIndexOf('</body>');
    response.write(html.slice(0, end));
    void Promise.resolve(made.until).then(() => response.end(html.slice(end)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    add: (name, made) => {
      pages.set(name, made);
      return `http://${name}.localhost:${String(port)}/2026/11/14/${name}-ferry-that-nobody-counted`;
    },
    get reports() {
      return reports;
    },
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
};
