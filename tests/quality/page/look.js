// SPDX-License-Identifier: MIT
// look.js - the page of "amends report --format html" in a real browser.
//
// usage: node look.js MODULES PAGE.html REPORT.json SHOTS [MAX-MS]
//
// MODULES is the folder with axe-core and playwright-core (contrib/check puts
// them there). Says each fault in a line and exits 1 when there was one; prints
// what was measured. With MAX-MS it is looked at in four ways, printed, and has
// to open within that time; without, in two ways.
'use strict';
const fs = require('fs');
const path = require('path');
const compare = require('./numbers.js');

const [modules, file, json, shots, max_ms] = process.argv.slice(2);
const { chromium } = require(path.join(modules, 'playwright-core'));
const axe = fs.readFileSync(path.join(modules, 'axe-core', 'axe.min.js'), 'utf8');
const url = 'file://' + path.resolve(file);
const LOADS = 9;
let faults = 0;
const fault = (where, text) => { console.log(`${where}: ${text}`); faults++; };

const looks = [
  { name: 'wide', width: 1280, height: 900, scheme: 'light' },
  { name: 'wide-dark', width: 1280, height: 900, scheme: 'dark' },
  { name: 'phone', width: 360, height: 740, scheme: 'light' },
  { name: 'phone-dark', width: 360, height: 740, scheme: 'dark' },
];

// In the page: letters of a chart and what they stand on; shapes and the paper.
function contrasts() {
  const light = (css) => {
    const [r, g, b] = css.match(/[\d.]+/g).slice(0, 3).map((v) => v / 255)
      .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => {
    const [x, y] = [light(a), light(b)].sort((m, n) => n - m);
    return (x + 0.05) / (y + 0.05);
  };
  const style = (e) => getComputedStyle(e);
  const paper = style(document.body).backgroundColor;
  const weak = [];
  for (const t of document.querySelectorAll('.plot text')) {
    if (style(t).display === 'none') continue;
    const under = t.previousElementSibling;
    const on = under && /^h\d$/.test(under.getAttribute('class')) ? style(under).fill : paper;
    if (ratio(style(t).fill, on) < 4.5) weak.push(`"${t.textContent}" on ${on}`);
  }
  for (const what of ['within', 'stripe2', 'dot', 'line', 'sum', 'target', 'above', 'promise', 'h4'])
    for (const e of document.querySelectorAll(`.plot .${what}`)) {
      const ink = style(e).stroke !== 'none' ? style(e).stroke : style(e).fill;
      if (ratio(ink, paper) < 3) { weak.push(`the shape .${what}`); break; }
    }
  return weak;
}

async function look(browser, at) {
  const context = await browser.newContext({
    viewport: { width: at.width, height: at.height }, colorScheme: at.scheme });
  const page = await context.newPage();
  page.on('request', (r) => r.url() === url || fault(at.name, `asks for ${r.url()}`));
  page.on('console', (m) => fault(at.name, `the browser says: ${m.text()}`));
  await page.goto(url);
  if (await page.evaluate(() => getComputedStyle(document.body).maxWidth) === 'none')
    fault(at.name, 'the style was not applied: is its hash right?');
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  if (widths[0] > widths[1]) fault(at.name, `is ${widths[0]} wide on ${widths[1]}`);
  await page.screenshot({ path: path.join(shots, at.name + '.png'), fullPage: true });
  await page.keyboard.press('Tab');
  const focus = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  if (focus !== 'solid') fault(at.name, `the focus cannot be seen (${focus})`);
  await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
  if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth))
    fault(at.name, 'is too wide when its tables are open');
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  for (const v of found.violations)
    fault(at.name, `axe: ${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 120)}`);
  for (const weak of await page.evaluate(contrasts)) fault(at.name, `too little contrast: ${weak}`);
  await context.close();
}

async function print(browser) {
  const page = await browser.newPage();
  await page.goto(url);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  fs.writeFileSync(path.join(shots, 'a4.pdf'), pdf, 'latin1');
  const boxes = pdf.match(/\/MediaBox \[0 0 [\d.]+ [\d.]+\]/g) || [];
  const [, w, h] = (boxes[0] || '').match(/0 0 ([\d.]+) ([\d.]+)/) || [0, 0, 0];
  if (Math.abs(w - 595) > 1 || Math.abs(h - 842) > 1) fault('print', `${w} by ${h} points is not A4`);
  if (boxes.length > 8) fault('print', `${boxes.length} sheets`);
  await page.close();
  return boxes.length;
}

// How long it takes to open: the clock, the best of several; and the processor
// time of the page's own thread, which other things that run here do not change.
async function open_time(browser) {
  let best = { load: Infinity, paint: Infinity, cpu: Infinity };
  for (let i = 0; i < LOADS; i++) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const spent = async () => (await session.send('Performance.getMetrics')).metrics
      .find((m) => m.name === 'TaskDuration').value * 1000;
    const before = await spent();
    await page.goto(url);
    const t = await page.evaluate(() => new Promise((done) => {
      new PerformanceObserver((list) => {
        const paint = list.getEntriesByName('first-contentful-paint')[0];
        if (paint) done({ paint: paint.startTime,
          load: performance.getEntriesByType('navigation')[0].loadEventEnd });
      }).observe({ type: 'paint', buffered: true });
    }));
    best = { load: Math.min(best.load, t.load), paint: Math.min(best.paint, t.paint),
      cpu: Math.min(best.cpu, await spent() - before) };
    await page.close();
  }
  return best;
}

(async () => {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  try {
    if (max_ms) {
      const best = await open_time(browser);
      console.log(`first paint ${best.paint.toFixed(0)} ms, loaded ${best.load.toFixed(0)} ms, ` +
        `of the processor ${best.cpu.toFixed(0)} ms`);
      if (Math.min(best.cpu, best.paint) > max_ms) fault('opening', `takes more than ${max_ms} ms`);
      console.log(`${await print(browser)} sheets`);
    }
    for (const at of max_ms ? looks : [looks[0], looks[3]]) await look(browser, at);
    const page = await browser.newPage();
    await page.goto(url);
    const compared = compare(await page.evaluate(compare.tables), JSON.parse(fs.readFileSync(json, 'utf8')), fault);
    console.log(`${fs.statSync(file).size} bytes, ${compared} cells compared`);
  } finally {
    await browser.close();
  }
  process.exit(faults > 0 ? 1 : 0);
})().catch((e) => { console.log(e.message); process.exit(1); });
