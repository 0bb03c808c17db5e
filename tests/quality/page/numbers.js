// SPDX-License-Identifier: MIT
// numbers.js - are the numbers of the page those of --format json?
//
// Every cell of every table is worked out again from the JSON, and must be the
// same letter by letter.
'use strict';

// In the page: caption of each table -> rows of texts; a cell over two columns
// is one text.
function tables() {
  const out = {};
  for (const t of document.querySelectorAll('table'))
    out[t.caption.textContent] = [...t.tBodies[0].rows].map((r) => [...r.cells].map((c) => c.textContent.trim()));
  return out;
}

// core/base/clock.c, again
function secs(s) {
  const two = (n) => String(n).padStart(2, '0');
  if (s === null) return '-';
  if (s < 60) return `${s}s`;
  if (s < 3600) return `${Math.floor(s / 60)}m`;
  if (s < 86400) return `${Math.floor(s / 3600)}h ${two(Math.floor(s / 60) % 60)}m`;
  return `${Math.floor(s / 86400)}d ${Math.floor(s / 3600) % 24}h`;
}

function share(part, whole) {
  if (whole === 0) return '-';
  const percent = Math.round((part * 100) / whole);
  return `${part < whole && part > 0 ? Math.min(99, Math.max(1, percent)) : percent} %`;
}

function times(t, business) {
  if (t.cases.length > 0)
    return [t.cases.map((c) => secs(business ? c.business_secs : c.secs) + (c.is_open ? '+' : '')).join(', ')];
  return business ? [secs(t.business_median_secs), secs(t.business_p90_secs)]
    : [secs(t.median_secs), secs(t.p90_secs)];
}
const target = (t) => [secs(t.target_secs), share(t.in_target, t.decided)];

const languages = { en: 'English', de: 'German', fr: 'French', es: 'Spanish', it: 'Italian',
  pt: 'Portuguese', nl: 'Dutch', sv: 'Swedish', da: 'Danish', no: 'Norwegian', pl: 'Polish', cs: 'Czech' };
function name(by, text) {
  if (text === '-') return 'not known';
  if (by === 'language') return languages[text] || text;
  if (by === 'cause') text = text.replace(/^cause\./, '');
  return by === 'tag' || by === 'cause' ? text.replaceAll('.', ': ') : text;
}

function parts(zone, utc) {
  const f = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', day: 'numeric',
    month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return Object.fromEntries(f.formatToParts(new Date(utc * 1000)).map((p) => [p.type, p.value]));
}
function date(zone, utc) {
  const p = parts(zone, utc);
  return `${p.day} ${p.month.slice(0, 3)} ${p.year}`;
}
function moment(zone, utc) {
  const p = parts(zone, utc);
  return `${p.weekday} ${date(zone, utc)}, ${p.hour}:${p.minute}`;
}
function who(customer, conversation) {
  return `${customer.includes('@') ? `${customer} ` : ''}conversation ${conversation}`;
}

// What each table must hold; captions are core/report/html_*.c's.
function wanted(r) {
  const out = {};
  const measure = (head, now, before) => [head, `${now.count}`, ...times(now, false), ...times(now, true),
    ...target(now), `${before.count}`, ...times(before, false), share(before.in_target, before.decided)];
  const all = r.all;
  const old = r.before;
  out['How long it took until a person answered'] = [
    measure('Customer’s whole wait', all.wait, old.wait), measure('First answer', all.first, old.first),
    measure('Next answers', all.next, old.next), measure('All answers', all.any, old.any)];
  if (r.by.week && r.by.week.length > 1)
    out['First answers week by week, in working time'] = r.by.week.map((w) => [date(r.zone, w.begins_at),
      `${w.turns}`, `${w.waiting}`, `${w.first.count}`, ...times(w.first, true), ...target(w.first)]);
  if (r.by.hour) {
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
    const at = Object.fromEntries(r.by.hour.map((h) => [h.name, h]));
    out['Mails that came, and within what time half were answered'] = [...Array(24).keys()].map((h) => {
      const hour = String(h).padStart(2, '0');
      return [`${hour}:00`, ...days.map((d) => {
        const line = at[`${d}.${hour}`];
        return line && line.turns > 0 ? `${line.turns}: ${line.any.cases.length > 0
          ? times(line.any, false)[0] : secs(line.any.median_secs)}` : '';
      })];
    });
  }
  for (const by of ['inbox', 'team', 'urgency', 'language', 'tag']) {
    const lines = r.by[by] || [];
    if (lines.length > 1 || (lines.length === 1 && lines[0].name !== '-'))
      out[`By ${by}`] = lines.slice(0, 25).map((l) => [name(by, l.name), `${l.turns}`, `${l.waiting}`,
        `${l.overdue}`, ...times(l.first, false), ...times(l.next, false),
        share(l.any.in_target, l.any.decided)]);
  }
  if (r.by.urgency) {
    const rows = r.by.urgency.map((u) => [u.name === '-' ? 'No urgency: first answer'
      : `${u.name[0].toUpperCase()}${u.name.slice(1)}: first answer`, u.first]);
    rows.push(['Next answer', all.next]);
    out['Promise and practice, in working time'] = rows.filter(([, t]) => t.target_secs && t.decided > 0)
      .map(([head, t]) => [head, `${t.count}`, ...times(t, true), ...target(t)]);
  }
  const sum = r.causes.length > 0 ? r.causes[r.causes.length - 1].cumulative : 0;
  out['Causes of complaints'] = r.causes.map((c) => [name('cause', c.name), `${c.complaints}`,
    share(c.cumulative, sum), c.is_vital ? 'above' : 'below', `${c.before}`, share(c.recovered, c.complaints)]);
  const complaints = (head, c) => [head, `${c.complaints}`, `${c.answered}`, `${c.recovered}`,
    share(c.recovered, c.complaints)];
  out['Conversations in which a customer complained'] = [complaints('This period', r.complaints),
    complaints('The one before', r.complaints_before)];
  const promises = (head, p) => [head, `${p.given}`, share(p.kept, p.kept + p.late + p.broken), `${p.kept}`,
    `${p.late}`, `${p.broken}`, `${p.open}`];
  out['Times that we gave in our mails'] = [promises('This period', r.promises),
    promises('The one before', r.promises_before)];
  out['Promises that were not kept'] = r.broken_promises.slice(0, 10).map((b) => [who('', b.conversation), b.inbox,
    moment(r.zone, b.given_at), moment(r.zone, b.due_at), b.kept_at === null ? 'not yet' : moment(r.zone, b.kept_at)]);
  out['Those who complained, had an answer, and fell silent'] = r.silent.slice(0, 10).map((s) => [
    who(s.customer, s.conversation), s.inbox, date(r.zone, s.last_at), secs(s.silence_secs),
    `${secs(s.usual_secs)}${s.is_own ? ', their own' : ', all customers'}`]);
  out['The most urgent of those who wait; late and left are working time'] = r.most_urgent.map((w) => [
    who(w.customer, w.conversation),
    w.left_secs === null ? 'nothing promised' : w.is_overdue ? `late by ${secs(Math.abs(w.left_secs))}`
      : `${secs(w.left_secs)} left`, secs(w.secs), w.urgency || 'not known', w.inbox, moment(r.zone, w.at),
    `${w.chasers}`]);
  return out;
}

module.exports = function compare(got, report, fault) {
  const want = wanted(report);
  let cells = 0;
  for (const caption of Object.keys(got))
    if (!want[caption]) fault('numbers', `nobody checks the table "${caption}"`);
  for (const [caption, rows] of Object.entries(want)) {
    const page = got[caption] || [];
    if (page.length !== rows.length)
      fault('numbers', `"${caption}" has ${page.length} rows, the JSON ${rows.length}`);
    rows.forEach((row, i) => {
      cells += row.length;
      if (JSON.stringify(row) !== JSON.stringify(page[i]))
        fault('numbers', `"${caption}": ${JSON.stringify(page[i])} should be ${JSON.stringify(row)}`);
    });
  }
  return cells;
};
module.exports.tables = tables;
