// Records checkout.html with the real rrweb recorder in a real browser, as the packets of the tests:
//   cp record.mjs /tmp/somewhere && cd /tmp/somewhere && npm install rrweb playwright-core
//   node record.mjs /usr/bin/chromium /path/to/tests/screen/pages/
// Writes checkout.packets.json: a list of {about, at_ms, events}, where at_ms is the moment that a test looks at.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const here = process.argv[3];
const require = createRequire(process.cwd() + '/');
const recorder = readFileSync(require.resolve('rrweb').replace(/rrweb\.cjs$/, 'rrweb.umd.min.cjs'), 'utf8');
const browser = await chromium.launch({
  executablePath: process.argv[2],
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});
const page = await browser.newPage({ viewport: { width: 900, height: 700 } });
await page.setContent(readFileSync(here + 'checkout.html', 'utf8'));
await page.evaluate(recorder);
await page.evaluate(() => {
  window.heard = [];
  window.rrweb.record({ emit: (event) => window.heard.push(event), maskAllInputs: true });
});
const moments = [];
const moment = async (about) => {
  await page.waitForTimeout(120);
  moments.push({ about, at_ms: await page.evaluate(() => Date.now()) });
  await page.waitForTimeout(60);
};
await moment('loaded');
await page.fill('#street', 'Kettle street 7');
await page.fill('input[name=password]', 'hunter22');
await page.check('#gift');
await page.selectOption('#slot', 'b');
await moment('filled in');
await page.click('#apply');
await moment('waiting');
await page.waitForSelector('[role=alert]');
await moment('refused');
await page.click('#pay');
await moment('asked');
const events = await page.evaluate(() => window.heard);
writeFileSync(here + 'checkout.packets.json', JSON.stringify({ moments, events }));
await browser.close();
console.log(events.length, 'events,', moments.length, 'moments');
