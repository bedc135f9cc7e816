// Records a page of this folder with a real rrweb recorder in a real browser, as the packets of the tests:
//   cp record.mjs /tmp/somewhere && cd /tmp/somewhere && npm install playwright-core old@npm:rrweb@1.1.3 new@npm:rrweb
//   node record.mjs /usr/bin/chromium /path/to/tests/screen/pages/ forms node_modules/new/dist/rrweb.umd.min.cjs
// The last two words are the name of the page and the recorder's file; `pack` after them packs each event as rrweb
// does, `clear` leaves fields unmasked. Writes NAME.packets.json.gz: the moments that a test looks at, each with what
// the browser drew then (drawn.js), and the events.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const [, , browserPath, here, name, recorderPath, ...options] = process.argv;
const click = (what) => (page) => page.click(what);
const fill = (what, text) => (page) => page.fill(what, text);
const hover = (what) => (page) => page.hover(what);
const run = (script) => (page) => page.evaluate(script);
const wide = (width, height) => (page) => page.setViewportSize({ width, height });
const wait = (ms) => (page) => page.waitForTimeout(ms);
const frame = (act) => (page) => act(page.frames()[1]);
// A list of moments for each page: its name, and what is done before it.
const PAGES = {
  checkout: [
    ['loaded'],
    ['filled in', fill('#street', 'Kettle street 7'), fill('input[name=password]', 'hunter22'), click('#gift'), (page) => page.selectOption('#slot', 'b')],
    ['waiting', click('#apply')],
    ['refused', wait(400)],
    ['asked', click('#pay')],
  ],
  forms: [
    ['loaded'],
    ['refused', click('#go')],
    ['filled', fill('#email', 'ada@example.org'), fill('#pw', 'hunter22'), fill('#phone', '123'), click('text=By post'), click('text=Large'),
      click('text=Newsletter'), click('text=It is a gift'), fill('#gm', 'For you'), (page) => page.selectOption('#country', 'jp'), click('#hintb')],
    ['cancelled', click('#cancel'), fill('#city', 'Oslo')],
    ['cleared', fill('#email', ''), fill('#promo', '')],
  ],
  overlays: [
    ['loaded'],
    ['modal', click('#om')],
    ['closed', click('#no')],
    ['native dialog', click('#od'), fill('#dgn', 'Ada')],
    ['toast', click('#dgok'), click('#ot')],
    ['snack', click('#os'), wait(200)],
    ['drawer', click('#burger'), wait(200)],
    ['basket', click('#burger'), wait(200), click('#cartb'), wait(200)],
    ['menu', run("document.body.classList.remove('cart-open')"), wait(200), click('#mb'), wait(600)],
    ['hovered', click('#mb'), wait(200), hover('#m2s'), wait(700)],
    ['opened', hover('#intro'), click('#accb'), click('#tab2'), click('#dt summary'), click('text=CSS two'), wait(600)],
    ['popover', click('#ppb')],
  ],
  media: [['desktop'], ['phone', wide(500, 800), wait(300)], ['large', wide(1400, 900), wait(300)]],
  shadow: [
    ['loaded', wait(300)],
    ['other tab', click('my-tabs #b')],
    ['sheets by scripts', run('later()')],
    ['sheets changed', run('later2()')],
    ['paid in frame', frame((inner) => inner.fill('#card', '4111')), frame((inner) => inner.click('button'))],
    ['typed in shadow', (page) => page.locator('my-field input').fill('Bo')],
  ],
  dynamic: [
    ['loaded'],
    ['scrolled', run('vl.scrollTop = 4000'), wait(100)],
    ['other view', click('text=About')],
    ['searching', (page) => page.locator('#ac').pressSequentially('o')],
    ['chosen', click('text=Ostend')],
    ['shuffled', click('#shuf')],
    ['removed', click('#tmp'), click('#rm')],
    ['all ticked', click('#all')],
    ['one not', click('.one')],
    ['home again', click('nav a'), fill('#ta', '')],
  ],
};

const browser = await chromium.launch({
  executablePath: browserPath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});
const page = await browser.newPage({ viewport: { width: 1100, height: 800 } });
await page.route('**/*', (route) => {
  const file = here + new URL(route.request().url()).pathname.slice(1);
  return existsSync(file) ? route.fulfill({ path: file, contentType: 'text/html; charset=utf-8' }) : route.abort();
});
await page.goto(`http://shop.example/${name}.html`);
await page.addScriptTag({ content: readFileSync(recorderPath, 'utf8') });
await page.addScriptTag({ content: readFileSync(here + 'drawn.js', 'utf8') });
await page.evaluate((chosen) => {
  window.heard = [];
  const settings = { emit: (event) => window.heard.push(event), maskAllInputs: !chosen.includes('clear') };
  if (chosen.includes('pack')) settings.packFn = window.rrweb.pack;
  window.rrweb.record(settings);
}, options);
const moments = [];
for (const [about, ...acts] of PAGES[name]) {
  for (const act of acts) await act(page);
  await page.waitForTimeout(200);
  moments.push({ about, ...(await page.evaluate(() => ({ at_ms: Date.now(), ...window.drawn() }))) });
  await page.waitForTimeout(60);
}
await page.waitForTimeout(600);
const events = await page.evaluate(() => window.heard);
writeFileSync(`${here}${name}.packets.json.gz`, gzipSync(JSON.stringify({ moments, events }), { level: 9 }));
await browser.close();
console.log(events.length, 'events,', moments.length, 'moments');
