// A driver's page: the stops of one bus in order, who gets on and off, and what the driver says of it.
import { getJson } from './api.js';
import { Outbox, ask, keep, kept } from './driver-link.js';
import './driver-text.js';
import { element, refill, toast } from './panels.js';
import { apply, clockTime, duration, language, named, onLanguage, setLanguage, t } from './text.js';

const $ = id => document.getElementById(id);
const DOOR = 'mio.driver.door';
const WORK = 'mio.driver.work';
const WORDS = 'mio.driver.words';
const LOOK_MILLIS = 2000;
const LONGEST_PAUSE_MILLIS = 10000;
const STALE_MILLIS = 10000;
const SURE_MILLIS = 6000;
const POSITION_MILLIS = 5000;
/** A break may begin so much before its time. */
const EARLY_BREAK_MILLIS = 300000;

let services = [];
let door = kept(DOOR);
/** plan and riders as last heard; serving: the stop where the bus stands, with ticks; done: stops left that an old plan still has. */
let work = kept(WORK) ?? { plan: null, riders: {}, serving: null, done: [], broken: false };
let heardAt = 0;
let now = null;
let acknowledged = 0;
let fresh = true;
let sure = '';
let sureTimer;
let looking = false;
let lookTimer;
let pause = LOOK_MILLIS;
let watch = null;
let place = null;
let placeToldAt = 0;
let noPlace = '';
let awake = null;

const outbox = new Outbox(WORDS, () => door, {
  sent: word => {
    // From the next plan on the dispatcher knows; the one that is shown was made before.
    for (const left of [...work.done, work.serving].filter(Boolean)) {
      if (left.word === word.said) left.until = work.plan?.version ?? 0;
    }
    save();
    draw();
    look();
  },
  refused: (word, error) => {
    if (word.kind === 'BREAKDOWN') work.broken = false;
    toast(t('driverDropped', error.message));
    save();
    draw();
  },
  locked: signOut,
});

const save = () => keep(WORK, work);
let marks = 0;
const say = (kind, more = {}) => {
  outbox.say({ kind, ...more });
  draw();
};

// ---- signing in ----

function fromAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  if (location.hash) history.replaceState(null, '', location.pathname + location.search);
  return { service: given.get('service') ?? '', vehicle: given.get('vehicle') ?? '', token: given.get('token') ?? '' };
}

function offerVehicles(wanted) {
  const service = services[$('service').value];
  $('vehicle').replaceChildren(...service.vehicles.map(bus => element('option', { value: bus.id, text: bus.id })));
  if (service.vehicles.some(bus => bus.id === wanted)) $('vehicle').value = wanted;
}

function showSignIn(given, fault = '') {
  $('sign-in').hidden = false;
  $('work').hidden = true;
  $('vehicle-name').textContent = '';
  $('sign-in-fault').textContent = fault;
  document.body.dataset.step = 'sign-in';
  if (services.length === 0) {
    $('sign-in').replaceChildren(element('p', { text: t('driverNone') }));
    return;
  }
  $('service').replaceChildren(...services.map((service, i) => element('option', { value: i, text: `${named(service.operatorName)} ${named(service.zoneName)}` })));
  const known = services.findIndex(service => (given.service ? `${service.operator}/${service.zone}` === given.service : service.vehicles.some(bus => bus.id === given.vehicle)));
  $('service').value = Math.max(0, known);
  offerVehicles(given.vehicle);
  $('token').value = given.token;
}

function signIn(next) {
  const other = !door || door.vehicle !== next.vehicle || door.service !== next.service;
  door = next;
  keep(DOOR, door);
  if (other) forget();
  $('sign-in').hidden = true;
  $('token').value = '';
  $('work').hidden = false;
  document.body.dataset.step = 'work';
  fresh = true;
  heardAt = Date.now();
  draw();
  look();
  outbox.flush();
  stayAwake();
}

function forget() {
  work = { plan: null, riders: {}, serving: null, done: [], broken: false };
  acknowledged = 0;
  outbox.forget();
  save();
}

/** The token is not (or no longer) the drivers'; what waits to be sent is kept for the next one. */
function signOut(error) {
  const last = door;
  door = null;
  keep(DOOR, null);
  stopTelling();
  clearTimeout(lookTimer);
  showSignIn({ ...last, token: '' }, error ? t(error.status === 403 ? 'driverShut' : 'driverWrong') : '');
  door = last ? { ...last, token: '' } : null;
}

// ---- hearing ----

async function look() {
  clearTimeout(lookTimer);
  if (looking || !door?.token) return;
  looking = true;
  const asked = door;
  try {
    const answer = await ask(asked, 'GET', 'plan');
    if (asked === door) hear(answer);
    pause = LOOK_MILLIS;
  } catch (error) {
    if (error.status === 401 || error.status === 403) {
      signOut(error);
    } else if (error.status === 404) {
      heardAt = Date.now();
      pause = LOOK_MILLIS;
    } else {
      pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 1.5);
    }
  } finally {
    looking = false;
    lookTimer = setTimeout(look, pause);
  }
  draw();
  acknowledge();
}

function hear(answer) {
  heardAt = Date.now();
  now = answer.eventTime;
  const { plan } = answer;
  Object.assign(work.riders, Object.fromEntries(answer.riders.map(rider => [rider.trip, rider])));
  const shown = new Set([...plan.stops, ...(answer.serving ? [{ ...answer.serving, boarding: [...answer.serving.boarding, ...answer.serving.absent] }] : []), ...(work.serving ? [work.serving.stop] : [])].flatMap(stop => [...stop.boarding, ...stop.alighting]));
  for (const trip of Object.keys(work.riders)) if (!shown.has(trip)) delete work.riders[trip];
  work.plan = plan;
  work.done = work.done.filter(left => left.until === undefined || plan.version <= left.until);
  if (outbox.words.length === 0) work.broken = answer.brokenDown;
  if (fresh && !work.serving && answer.serving && outbox.words.length === 0) {
    // The page begins while the bus stands at a stop: its riders are in no plan any more.
    work.serving = { stop: { stop: answer.serving.stop, name: answer.serving.name, boarding: [], alighting: [] }, ticks: {}, begun: true, until: 0 };
  }
  fresh = false;
  if (work.serving?.begun) takeOver(answer.serving);
  acknowledged = Math.max(plan.acknowledgedVersion === plan.version ? plan.version : 0, acknowledged === plan.version ? acknowledged : 0);
  save();
}

/** For riders; the others are depots. */
const isStop = id => services.some(service => service.stops.some(stop => stop.id === id));

/** A stop that another device began to serve: who gets on and off there, as the dispatcher tells it. */
function takeOver(call) {
  const { serving } = work;
  if (call?.stop === serving.stop.stop) {
    serving.stop.boarding = [...call.boarding, ...call.absent];
    serving.stop.alighting = call.alighting;
    for (const trip of call.absent) serving.ticks[trip] = 'absent';
  } else if (outbox.words.length === 0) {
    work.serving = null; // left already, as another device has told
  }
}

/** What is shown is what the device has. */
async function acknowledge() {
  const version = work.plan?.version;
  if (!version || acknowledged === version || !door?.token || document.visibilityState !== 'visible') return;
  acknowledged = version;
  try {
    await ask(door, 'POST', 'plan/ack', { version });
  } catch (error) {
    acknowledged = 0;
    if (error.status === 409) look();
    // else: the next look tries again
  }
  draw();
}

/** Stops that are still to come: an old plan may have those that were reached or left meanwhile. */
function upcoming() {
  const stops = [...(work.plan?.stops ?? [])];
  for (const past of [...work.done, work.serving].filter(Boolean)) {
    const old = past.until === undefined || (work.plan?.version ?? 0) <= past.until;
    const at = stops.findIndex(stop => stop.kind !== 'WAIT');
    if (old && at >= 0 && stops[at].stop === past.stop.stop) stops.splice(0, at + 1);
  }
  return stops;
}

// ---- saying ----

function isSure(key) {
  clearTimeout(sureTimer);
  if (sure === key) {
    sure = '';
    return true;
  }
  sure = key;
  sureTimer = setTimeout(() => { sure = ''; draw(); }, SURE_MILLIS);
  draw();
  return false;
}

function arrive(stop) {
  const word = ++marks + '@' + Date.now();
  work.serving = { stop, ticks: {}, word };
  save();
  say('STOP_REACHED', { stop: stop.stop, said: word });
}

function depart() {
  const { serving } = work;
  const open = serving.stop.boarding.filter(trip => !serving.ticks[trip]).length;
  const early = serving.stop.depart && now && Date.parse(now) < Date.parse(serving.stop.depart) - 60000 && serving.stop.boarding.some(trip => serving.ticks[trip] === 'absent');
  if ((open > 0 || early) && !isSure('depart')) return;
  const word = ++marks + '@' + Date.now();
  work.done.push({ stop: serving.stop, word });
  work.serving = null;
  save();
  say('STOP_LEFT', { stop: serving.stop.stop, said: word });
}

function tick(trip, value) {
  const { ticks } = work.serving;
  if (ticks[trip] === 'absent') return;
  if (value === 'absent' && !isSure('absent:' + trip)) return;
  ticks[trip] = ticks[trip] === value ? undefined : value;
  save();
  if (value === 'absent') say('NO_SHOW', { trip });
  else draw();
}

function breakDown() {
  if (!isSure('breakdown')) return;
  work.broken = true;
  save();
  say('BREAKDOWN');
}

function repaired() {
  work.broken = false;
  save();
  say('REPAIRED');
}

// ---- position ----

function startTelling() {
  if (!('geolocation' in navigator) || !window.isSecureContext) {
    noPlace = t('driverPositionInsecure');
    draw();
    return;
  }
  noPlace = '';
  watch = navigator.geolocation.watchPosition(
    found => { place = found; tellPlace(); },
    error => { noPlace = t('driverPositionNo', error.message); stopTelling(); draw(); },
    { enableHighAccuracy: true, maximumAge: 5000 });
  draw();
}

function stopTelling() {
  if (watch !== null) navigator.geolocation.clearWatch(watch);
  watch = null;
  place = null;
}

/** Only the newest place counts: one that could not be told is not told later. */
async function tellPlace() {
  if (!place || !door?.token || Date.now() - placeToldAt < POSITION_MILLIS) return;
  const { longitude, latitude, speed, heading } = place.coords;
  place = null;
  placeToldAt = Date.now();
  const body = { kind: 'POSITION', lon: longitude, lat: latitude };
  if (speed !== null && speed >= 0) body.speedMps = Math.min(150, speed);
  if (heading !== null && !Number.isNaN(heading)) body.headingDegrees = Math.min(359.99, heading % 360);
  try {
    await ask(door, 'POST', 'status', body);
    document.body.dataset.placed = 'true';
  } catch {
    placeToldAt = 0; // the next place is told at once
  }
}

/** Keeps the screen on while the page is looked at, where the device lets it. */
async function stayAwake() {
  if (!navigator.wakeLock || document.visibilityState !== 'visible' || (awake && !awake.released)) return;
  try {
    awake = await navigator.wakeLock.request('screen');
  } catch {
    awake = null; // low battery, or not allowed: the driver's own settings hold
  }
}

// ---- drawing ----

const button = (className, text, testId, onclick, more = {}) => element('button', { className, type: 'button', text, 'data-testid': testId, onclick, ...more });
const count = (n, many, one) => (n === 0 ? '' : n === 1 ? t(one) : t(many, n));
const wheels = n => t(n === 1 ? 'driverWheel' : 'driverWheels', n);
const partyText = party => [count(party.adults, 'driverAdults', 'driverAdults1'), count(party.children, 'driverChildren', 'driverChildren1'), count(party.disabled, 'driverDisabled', 'driverDisabled1')].filter(Boolean).join(language() === 'ja' ? '・' : ', ');
const stopTitle = stop => named(stop.name) || stop.stop;

function rider(trip, ticks) {
  const known = work.riders[trip];
  const party = known?.party;
  const row = element('li', { 'data-testid': 'rider', 'data-trip': trip },
    element('b', { text: known?.reference ?? '–' }),
    element('span', { className: 'party', text: party ? partyText(party) : '' }),
    party?.wheelchairs ? element('span', { className: 'wheel', text: '♿ ' + wheels(party.wheelchairs) }) : null);
  if (ticks) {
    const absent = ticks[trip] === 'absent';
    const asked = sure === 'absent:' + trip;
    row.append(element('div', { className: 'ticks' },
      button('yes', t('driverBoarded'), 'boarded', () => tick(trip, 'boarded'), { 'aria-pressed': ticks[trip] === 'boarded', disabled: absent ? '' : null }),
      button('no', absent ? `${t('driverAbsent')} · ${t('driverTold')}` : t(asked ? 'driverAbsentSure' : 'driverAbsent'), 'absent', () => tick(trip, 'absent'), { 'aria-pressed': absent, 'data-sure': asked })));
  }
  return row;
}

function people(stop, ticks) {
  if (stop.boarding.length + stop.alighting.length === 0) return [element('p', { className: 'soft', text: t(work.serving?.begun && isStop(stop.stop) ? 'driverUnknown' : 'driverNobody') })];
  const list = (name, trips, with_) => (trips.length === 0 ? [] : [element('h3', { text: t(name) }), element('ul', { className: 'riders', 'data-testid': name }, ...trips.map(trip => rider(trip, with_)))]);
  return [...list('driverAlight', stop.alighting), ...list('driverBoard', stop.boarding, ticks)];
}

function until(iso) {
  const millis = Date.parse(iso) - Date.parse(now ?? work.plan.time);
  if (millis < -60000) return t('driverLate', duration(-millis));
  return millis < 45000 ? t('driverDue') : t('driverIn', duration(millis));
}

function current(stops) {
  const { serving } = work;
  if (serving) {
    const open = serving.stop.boarding.filter(trip => !serving.ticks[trip]).length;
    const asked = sure === 'depart';
    return [
      element('h2', { text: t('driverAtStop') }),
      element('p', { className: 'place', text: stopTitle(serving.stop), 'data-testid': 'place' }),
      serving.stop.depart ? element('p', { className: 'soft', text: serving.stop.kind === 'BREAK' ? t('driverBreak', clockTime(serving.stop.depart)) : t('driverNotBefore', clockTime(serving.stop.depart)) }) : null,
      ...people(serving.stop, serving.ticks),
      button('big', asked ? (open > 0 ? t('driverDepartSure', open) : t('driverDepartEarly')) : t('driverDeparted'), 'departed', depart, { 'data-sure': asked }),
    ];
  }
  const next = stops.find(stop => stop.kind !== 'WAIT');
  const wait = stops[0]?.kind === 'WAIT' ? stops[0] : null;
  const ahead = iso => Date.parse(iso) - Date.parse(now ?? work.plan.time);
  const early = next?.kind === 'BREAK' && ahead(next.arrive) > EARLY_BREAK_MILLIS;
  if (!next && !wait) return [element('p', { className: 'soft', text: t(work.plan ? 'driverNothing' : 'driverNoPlan'), 'data-testid': 'nothing' })];
  return [
    wait ? element('p', { className: 'soft', text: `${stopTitle(wait)}: ${ahead(wait.depart) > 60000 ? t('driverWait', clockTime(wait.depart)) : t('driverWaitThere')}`, 'data-testid': 'wait' }) : null,
    ...(next ? [
      element('h2', { text: next.kind === 'BREAK' ? t('driverBreak', clockTime(next.depart)) : t('driverToStop') }),
      element('p', { className: 'place', text: stopTitle(next), 'data-testid': 'place' }),
      element('p', { className: 'when' }, element('span', { text: clockTime(next.arrive), 'data-testid': 'when' }), element('small', { text: until(next.arrive) })),
      ...(next.kind === 'RIDERS' ? people(next) : []),
      early ? button('big', t('driverBreakAt', clockTime(next.arrive)), 'arrived', () => {}, { disabled: '' }) : button('big', t('driverArrived'), 'arrived', () => arrive(next)),
    ] : []),
  ];
}

function row(stop) {
  const seats = trips => trips.reduce((sum, trip) => sum + Object.values(work.riders[trip]?.party ?? { one: 1 }).reduce((a, b) => a + b, 0), 0);
  const chairs = stop.boarding.reduce((sum, trip) => sum + (work.riders[trip]?.party?.wheelchairs ?? 0), 0);
  const load = stop.kind === 'RIDERS'
    ? [stop.boarding.length ? t('driverOn', seats(stop.boarding)) : '', stop.alighting.length ? t('driverOff', seats(stop.alighting)) : '', chairs ? '♿' + chairs : ''].filter(Boolean).join(' · ')
    : stop.kind === 'BREAK' ? t('driverBreak', clockTime(stop.depart)) : t('driverWaitThere');
  return element('li', { 'data-testid': 'stop', 'data-stop': stop.stop, 'data-kind': stop.kind },
    element('time', { datetime: stop.arrive, text: clockTime(stop.arrive) }), element('span', { className: 'place', text: stopTitle(stop) }), element('span', { className: 'load', text: load }));
}

function drawTools() {
  refill($('tools'), [
    work.broken ? element('p', { className: 'broken', role: 'alert', text: t('driverBroken'), 'data-testid': 'broken' }) : null,
    button('second', t(watch === null ? 'driverPosition' : 'driverPositionOn'), 'position', () => { if (watch === null) { startTelling(); } else { stopTelling(); draw(); } }, { 'aria-pressed': watch !== null }),
    noPlace ? element('p', { className: 'soft', text: noPlace, 'data-testid': 'no-position' }) : null,
    work.broken
      ? button('second', t('driverRepaired'), 'repaired', repaired)
      : button('second danger', t(sure === 'breakdown' ? 'driverBreakdownSure' : 'driverBreakdown'), 'breakdown', breakDown, { 'data-sure': sure === 'breakdown' }),
    button('second', t(sure === 'leave' ? 'driverLeaveSure' : 'driverLeave', outbox.words.length), 'leave', () => { if (outbox.words.length === 0 || isSure('leave')) signOut(); }, { 'data-sure': sure === 'leave' }),
  ].filter(Boolean));
}

function draw() {
  if (document.body.dataset.step !== 'work') return;
  const silent = Date.now() - heardAt;
  const stale = silent > STALE_MILLIS;
  const words = outbox.words.length;
  $('vehicle-name').textContent = door.vehicle;
  $('clock-time').textContent = clockTime(now);
  $('connection').dataset.state = stale ? 'lost' : work.plan || silent < LOOK_MILLIS ? 'live' : 'connecting';
  $('connection').textContent = t(stale ? 'lost' : 'live');
  $('stale').hidden = !stale && words === 0;
  const lines = [stale ? t('driverStale', silent < 100000 ? t('seconds', Math.round(silent / 5000) * 5) : duration(silent)) : '', words > 0 ? t('driverWaiting', words) : ''];
  const text = lines.filter(Boolean).join(' ');
  if ($('stale').textContent !== text) $('stale').textContent = text;
  const stops = upcoming();
  refill($('current'), current(stops).filter(Boolean));
  refill($('stops'), stops.map(row));
  $('version').textContent = work.plan ? t(acknowledged === work.plan.version ? 'driverHas' : 'driverVersion', work.plan.version) : '';
  drawTools();
  Object.assign(document.body.dataset, { stale, words, version: work.plan?.version ?? 0, acknowledged, serving: work.serving?.stop.stop ?? '' });
}

// ---- beginning ----

async function start() {
  apply();
  $('language').addEventListener('click', () => setLanguage(language() === 'ja' ? 'en' : 'ja'));
  $('service').addEventListener('change', () => offerVehicles(''));
  $('sign-in').addEventListener('submit', event => {
    event.preventDefault();
    const service = services[$('service').value];
    signIn({ service: `${service.operator}/${service.zone}`, vehicle: $('vehicle').value, token: $('token').value.trim() });
  });
  onLanguage(draw);
  for (const back of ['online', 'visibilitychange', 'focus']) {
    addEventListener(back, () => { if (document.visibilityState === 'visible') { pause = LOOK_MILLIS; look(); outbox.flush(); if (door?.token) stayAwake(); } });
  }
  setInterval(() => { draw(); tellPlace(); }, 1000);
  const given = fromAddress();
  services = await stops();
  if (given.token && given.vehicle) {
    showSignIn(given);
    $('sign-in').requestSubmit();
  } else if (door?.token) {
    signIn(door);
  } else {
    showSignIn({ ...door, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value)), token: '' });
  }
  document.body.dataset.ready = 'true';
}

/** What the services are; a page that begins without a network tries until it has them. */
async function stops() {
  for (let wait = 1000; ; wait = Math.min(LONGEST_PAUSE_MILLIS, wait * 2)) {
    try {
      return (await getJson('/api/ondemand')).services;
    } catch (error) {
      toast(t('startFailed', error.message));
      await new Promise(resolve => { setTimeout(resolve, wait); });
    }
  }
}

start();
