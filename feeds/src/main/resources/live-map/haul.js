// The day board of construction traffic: route by slot, what may, should and does pass; decisions with who and why.
import { getJson, listen } from './api.js';
import './haul-text.js';
import { apply, language, named, onLanguage, setLanguage, t } from './text.js';

const $ = id => document.getElementById(id);
const LEAST_PAUSE = 1500;
let office = { routes: [], holdingAreas: [] };
let slots = [];
let orders = [];
let trips = [];
let areas = []; // holding areas with who waits there now
let chosen = null; // { route, slotStart }
let asked = 0;
let waiting = null;
let shownAt = 0; // the city's time on the screen

function element(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  if (text !== undefined && text !== null) made.textContent = text;
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  return made;
}

const clock = iso => (iso ? iso.slice(11, 16) : '–');
const routeName = id => named(office.routes.find(route => route.id === id)?.name) || id;
const find = (route, start) => slots.find(slot => slot.route === route && slot.slotStart === start);

/** 0 to 4: how full a slot is: by what has passed where it is over, else by what is expected too; a plan alone is never over. */
function use(slot, now) {
  const over = Date.parse(slot.slotEnd) <= now;
  const passing = Math.max(slot.seen, over ? 0 : slot.predicted ?? 0);
  if (passing > slot.cap) return 4;
  if (slot.cap === 0) return 0;
  const share = Math.max(passing, over ? 0 : slot.planned) / slot.cap;
  return share >= 1 ? 3 : share >= 0.7 ? 2 : 0;
}

function drawFigures() {
  const sum = key => slots.reduce((all, slot) => all + slot[key], 0);
  const figures = [
    ['hDeclared', sum('declared')], ['hPlanned', sum('planned')], ['hSeen', sum('seen')], ['hUndeclared', sum('undeclared')],
    ['hOver', slots.filter(slot => slot.seen > slot.cap).length], ['hMoved', slots.filter(slot => slot.decision !== 'NONE').length],
  ];
  $('figures').replaceChildren(...figures.map(([name, value]) => {
    const figure = element('div', null, { class: 'kpi' });
    if (name === 'hOver' && value > 0) figure.dataset.tone = 'bad';
    figure.append(element('b', value), element('span', t(name)));
    return figure;
  }));
}

function drawSlots(now) {
  const times = [...new Set(slots.map(slot => slot.slotStart))].sort();
  const used = office.routes.filter(route => slots.some(slot => slot.route === route.id));
  const head = element('tr');
  head.append(element('th', t('haulSlot')), ...used.map(route => element('th', named(route.name))));
  $('head').replaceChildren(head);
  if (times.length === 0) {
    const row = element('tr');
    row.append(element('td', t('haulNone')));
    $('slots').replaceChildren(row);
    return;
  }
  $('slots').replaceChildren(...times.map(time => {
    const row = element('tr');
    const current = slots.some(slot => slot.slotStart === time && Date.parse(time) <= now && now < Date.parse(slot.slotEnd));
    if (current) row.dataset.now = 'true';
    row.append(element('th', clock(time), { scope: 'row' }));
    for (const route of used) {
      const slot = find(route.id, time);
      const cell = element('td');
      if (slot) {
        const button = element('button', null, { type: 'button', class: `slot u${use(slot, now)}`, 'data-slot': `${slot.route}@${clock(time)}` });
        if (chosen && chosen.route === slot.route && chosen.slotStart === time) button.setAttribute('aria-pressed', 'true');
        button.append(element('b', `${slot.seen} / ${slot.planned}`), element('span', slot.cap, { class: 'cap' }));
        if (slot.headRoom !== null) button.append(element('small', `+${slot.headRoom}`));
        if (slot.decision !== 'NONE') button.append(element('em', t(slot.decision)));
        button.setAttribute('aria-label', `${named(route.name)} ${clock(time)}: ${t('fSeen')} ${slot.seen}, ${t('fPlanned')} ${slot.planned}, ${t('fCap')} ${slot.cap}`);
        button.onclick = () => choose(slot.route, time);
        cell.append(button);
      }
      row.append(cell);
    }
    return row;
  }));
}

function drawCell() {
  const slot = chosen && find(chosen.route, chosen.slotStart);
  $('cell').hidden = !slot;
  if (!slot) return;
  $('cell-title').textContent = `${routeName(slot.route)} ${clock(slot.slotStart)}–${clock(slot.slotEnd)}`;
  const facts = [
    ['fCap', slot.cap === slot.ruleCap ? slot.cap : `${slot.cap} (${t('fRule')} ${slot.ruleCap})`], ['fDeclared', slot.declared], ['fPlanned', slot.planned],
    ['fSeen', slot.seen], ['fPredicted', slot.predicted ?? '–'], ['fRoom', slot.headRoom ?? t('haulUnknown')],
    ['fRecommended', slot.recommendedCap === null ? '–' : `${slot.recommendedCap} · ${t(slot.reason)}`],
    ['fDecision', slot.decision === 'NONE' ? '–' : `${t(slot.decision)} · ${slot.decidedBy} ${clock(slot.decidedAt)} ${slot.remark}`],
  ];
  $('cell-facts').replaceChildren(...facts.flatMap(([name, value]) => [element('dt', t(name)), element('dd', value)]));
  $('accept').disabled = slot.recommendedCap === null;
  const here = trips.filter(trip => (trip.route === slot.route && trip.slot === slot.slotStart)
    || (trip.declaredRoute === slot.route && trip.declaredSlot === slot.slotStart));
  $('trips').replaceChildren(...(here.length ? here : [null]).map(trip => {
    const row = element('tr');
    if (!trip) {
      row.append(element('td', t('haulNoTrips'), { colspan: '5' }));
      return row;
    }
    const state = element('td');
    state.append(element('span', t(trip.state), { class: 'state', 'data-state': trip.state }));
    if (trip.minutesOff) state.append(element('small', `${trip.minutesOff > 0 ? '+' : ''}${trip.minutesOff} min`));
    const given = trip.route ? `${clock(trip.slot)} ${trip.route}` : '–';
    row.append(element('td', trip.id), element('td', trip.contractor), state,
      element('td', trip.moved ? `${clock(trip.declaredSlot)} ${trip.declaredRoute} → ${given}` : clock(trip.declaredSlot)), element('td', trip.moved ? t(trip.moveReason) : ''));
    return row;
  }));
}

/** Who waits in which holding area, who leaves next and when. */
function drawHolding(now) {
  $('holding-card').hidden = areas.length === 0;
  $('holding').replaceChildren(...areas.map(area => {
    const part = element('section', null, { 'data-area': area.id });
    const head = element('h3', named(area.name));
    head.append(element('span', t('haulWaiting', area.waiting.length, area.capacity), { class: 'count' }));
    const load = element('meter', null, { min: 0, max: area.capacity, value: area.waiting.length, high: area.capacity * 0.85, optimum: 0 });
    load.setAttribute('aria-label', named(area.name));
    part.append(head, load);
    if (area.waiting.length === 0) {
      part.append(element('p', t('haulNobodyWaits')));
      return part;
    }
    const [first] = area.waiting;
    part.append(element('p', first.callAt === null ? t('haulNotCalled')
      : Date.parse(first.callAt) <= now ? t('haulNowLeaves', first.trip, first.contractor)
        : t('haulNext', first.trip, first.contractor, clock(first.callAt)), { class: 'next' }));
    const list = element('ol');
    list.append(...area.waiting.slice(1, 13).map(trip => element('li',
      `${trip.callAt === null ? t('haulNotCalled') : clock(trip.callAt)} ${trip.trip} · ${trip.contractor} · ${t('haulSlot')} ${clock(trip.slot)}`)));
    if (area.waiting.length > 13) list.append(element('li', `+${area.waiting.length - 13}`));
    part.append(list);
    return part;
  }));
}

/** What an order sets: a cap, of single classes perhaps; a kind of day; a route's links. */
function orderedValue(order) {
  if (order.kind === 'DAY') return t(`haulDay_${order.dayType}`);
  if (order.kind === 'ROUTE') return order.links.length ? t('haulLinks', order.links.length) : t('haulDay_AS_SET');
  if (order.kind === 'WITHDRAWAL' || order.kind === 'REPLAN') return '–';
  return order.classes.length ? `${order.after} (${order.classes.map(type => t(`haul${type}`)).join(', ')})` : order.after;
}

function drawAudit() {
  const day = $('date').value;
  const shown = orders.filter(order => order.from.slice(0, 10) <= day && order.until.slice(0, 10) >= day).reverse().slice(0, 60);
  $('audit').replaceChildren(...(shown.length ? shown : [null]).map(order => {
    if (!order) return element('li', t('haulNoAudit'));
    const item = element('li');
    item.append(element('b', t('haulOrder', t(order.kind), order.route ? routeName(order.route) : t('haulAll'), order.before ?? '–', orderedValue(order))),
      element('small', `${clock(order.from)}–${clock(order.until)} · ${order.by} ${clock(order.time)} ${order.remark}`));
    return item;
  }));
}

function draw(eventTime) {
  const now = Date.parse(eventTime);
  shownAt = now;
  $('clock-time').textContent = clock(eventTime);
  $('clock-date').textContent = eventTime.slice(0, 10);
  drawFigures();
  drawSlots(now);
  drawCell();
  drawHolding(now);
  drawAudit();
  document.body.dataset.ready = 'true';
}

async function look() {
  waiting = null;
  asked = Date.now();
  const date = $('date').value;
  const [daySlots, dayTrips, audit, holding] = await Promise.all([
    getJson(`/api/haul/slots?date=${date}`), getJson(`/api/haul/trips?date=${date}`), getJson('/api/haul/audit'), getJson('/api/haul/holding')]);
  if (date !== $('date').value) return;
  slots = daySlots.slots;
  trips = dayTrips.trips;
  orders = audit.orders;
  areas = holding.areas;
  document.body.dataset.changes = daySlots.changes;
  draw(daySlots.eventTime);
}

/** Soon, but not more often than a person can read. */
function lookSoon() {
  if (waiting === null) waiting = setTimeout(() => look().catch(report), Math.max(0, asked + LEAST_PAUSE - Date.now()));
}

function report(error) {
  $('connection').textContent = error.message;
  $('connection').dataset.state = 'lost';
}

function choose(route, slotStart) {
  chosen = { route, slotStart };
  const slot = find(route, slotStart);
  $('cap').value = slot.recommendedCap ?? slot.cap;
  $('answer').textContent = '';
  drawSlots(shownAt);
  lookSoon();
  drawCell();
}

async function decide(event) {
  event.preventDefault();
  const slot = find(chosen.route, chosen.slotStart);
  const what = event.submitter?.value ?? 'set';
  const kinds = { accept: 'HEAD_ROOM_ACCEPTED', set: slot.recommendedCap === null ? 'CAP' : 'HEAD_ROOM_OVERRIDDEN', close: 'CLOSURE', withdraw: 'WITHDRAWAL' };
  const order = {
    kind: kinds[what], route: slot.route, from: slot.slotStart, until: slot.slotEnd, by: $('by').value.trim(), remark: $('remark').value.trim(),
    cap: what === 'accept' ? slot.recommendedCap : Number($('cap').value),
  };
  try {
    const response = await fetch('/api/haul/orders', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(order) });
    if (!response.ok) throw new Error((await response.json()).detail);
    $('answer').textContent = t('haulSaved');
    try { localStorage.setItem('mio.operator', order.by); } catch { /* forbidden: it is asked for again */ }
    await look();
  } catch (error) {
    $('answer').textContent = t('haulFailed', error.message);
  }
}

function words() {
  apply();
  $('language').textContent = language() === 'ja' ? 'English' : '日本語';
  document.title = t('haulTitle');
  if ($('connection').dataset.state) $('connection').textContent = t($('connection').dataset.state);
  links();
}

function links() {
  $('report').href = `/haul/report?date=${$('date').value}&lang=${language()}`;
  $('csv').href = `/api/haul/report?date=${$('date').value}`;
}

async function start() {
  office = await getJson('/api/haul/office');
  $('date').value = new URLSearchParams(location.search).get('date') || office.eventTime.slice(0, 10);
  try { $('by').value = localStorage.getItem('mio.operator') || ''; } catch { /* forbidden: it is asked for */ }
  $('date').onchange = () => { chosen = null; links(); look().catch(report); };
  $('language').onclick = () => setLanguage(language() === 'ja' ? 'en' : 'ja');
  $('decide').onsubmit = decide;
  onLanguage(() => { words(); look().catch(report); });
  words();
  await look();
  listen({ haul: lookSoon, clock: () => {} }, state => {
    $('connection').dataset.state = state;
    $('connection').textContent = t(state);
  });
}

start().catch(report);
