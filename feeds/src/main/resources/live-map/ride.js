// A rider's page: pick two stops, get an offer, accept it, watch the bus come.
import { getJson } from './api.js';
import { element, hush, refill, toast } from './panels.js';
import { wantedBy } from './ride-address.js';
import { changeNews, inShort, sameWishes, wishesLike, wishesOf } from './ride-change.js';
import { RideMap } from './ride-map.js';
import './ride-text.js';
import { apply, clockTime, dayTime, duration, language, named, onLanguage, setLanguage, t } from './text.js';

const $ = id => document.getElementById(id);
const KEY = 'mio.trip';
const LOOK_MILLIS = 1500;
const LATER_MINUTES = 60;
/** A change without an answer for so long is not spoken of any more; the booking says what it is. */
const ASKING_MILLIS = 60000;
const RIDERS = ['adults', 'children', 'disabled', 'wheelchairs'];

const state = {
  services: [], service: null, from: '', to: '', when: 'now',
  party: { adults: 1, children: 0, disabled: 0, wheelchairs: 0 },
  id: stored(), trip: null, bus: null, now: '', step: 'ask', lost: false,
  change: null, // what became of a change: state, why, alternatives, offer and wishes of the ride as it was, what was wanted
};
let timer;
let sure = false;
let shownEnds = '';
let unanswered = null;

const map = new RideMap($('map'), { tapped: stop => tapped(stop.id) });

function stored() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage may be forbidden: the trip lasts as long as the page
  }
}

function store(id) {
  state.id = id;
  try {
    if (id) localStorage.setItem(KEY, id);
    else localStorage.removeItem(KEY);
  } catch {
    // forbidden
  }
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return 'ride-' + [...bytes].map(b => b.toString(16).padStart(2, '0')).join('');
}

/** In the rider's language where there is a word for it. */
function why(error) {
  if (!error.status) return t('rideLost');
  if (error.openOffers) return t('rideHeld', error.openOffers, duration(Math.max(60000, error.retryAfter * 1000)));
  if (error.status === 429) return t('rideBusy');
  return error.refusal && t(error.refusal) !== error.refusal ? t(error.refusal) : error.message;
}

async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: { Accept: 'application/json', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = await response.json();
  if (response.ok) return answer;
  throw Object.assign(new Error(answer.detail || String(response.status)), { status: response.status, refusal: answer.refusal, openOffers: answer.openOffers, retryAfter: Number(response.headers.get('Retry-After')) });
}

// ---- asking ----

/** The form is there: for a ride, or for another one in the place of what is booked. */
const asksNow = () => state.step === 'ask' || state.step === 'change';

function tapped(id) {
  if (!asksNow()) return;
  if (!state.from || (state.from && state.to)) {
    state.from = id;
    state.to = '';
  } else if (id !== state.from) {
    state.to = id;
  }
  drawForm();
}

function chooseService(service) {
  state.service = service;
  state.from = '';
  state.to = '';
  map.setStops(service.stops);
  drawForm();
  map.fit(service.stops);
  getJson(`/api/links?geometry=true&bbox=${RideMap.box(service.stops)}`).then(streets => map.setStreets(streets), () => toast(t('rideLost')));
}

function options(select, chosen) {
  const stops = [...state.service.stops].sort((a, b) => named(a.name).localeCompare(named(b.name), language()));
  select.replaceChildren(element('option', { value: '', text: t('rideChoose') }), ...stops.map(stop => element('option', { value: stop.id, text: named(stop.name) })));
  select.value = chosen;
}

function counters() {
  const most = state.service.terms.maxParty;
  const all = RIDERS.reduce((sum, kind) => sum + state.party[kind], 0);
  const button = (kind, by, sign, off) => element('button', {
    type: 'button', text: sign, 'aria-label': t(by > 0 ? 'more' : 'less', t(kind)), 'data-testid': `${kind}-${by > 0 ? 'more' : 'less'}`, disabled: off ? '' : null,
    onclick: () => { state.party[kind] += by; counters(); },
  });
  document.querySelectorAll('#party .counter').forEach(e => e.remove());
  $('party').append(...RIDERS.map(kind => element('div', { className: 'counter' },
    element('span', { text: t(kind) }),
    button(kind, -1, '−', state.party[kind] === 0),
    element('output', { text: state.party[kind], 'data-testid': kind }),
    button(kind, 1, '+', all >= most))));
  $('find').disabled = !state.from || !state.to || all === 0 || (state.when !== 'now' && !$('time').value);
}

function drawForm() {
  if (!state.service) return;
  $('service').replaceChildren(...state.services.map((service, i) => element('option', { value: i, text: `${named(service.operatorName)} · ${named(service.zoneName)}` })));
  $('service').value = state.services.indexOf(state.service);
  const changes = state.step === 'change';
  $('service-field').hidden = state.services.length < 2 || changes;
  for (const id of ['changing', 'keep']) $(id).hidden = !changes;
  $('find').textContent = t(changes ? 'rideChangeSend' : 'rideFind');
  if (changes) $('changing-now').textContent = t('rideChangeNow', inShort(state.trip.offer, fare(state.trip.offer), state.now));
  options($('from'), state.from);
  options($('to'), state.to);
  document.querySelectorAll('[data-when]').forEach(b => b.setAttribute('aria-pressed', String(b.dataset.when === state.when)));
  $('time-field').hidden = state.when === 'now';
  counters();
  map.setEnds({ from: state.from, to: state.to });
  document.body.dataset.from = state.from;
  document.body.dataset.to = state.to;
}

/** The city's local time, so many minutes from now, as the input wants it. */
function later(minutes) {
  const local = new Date(Date.parse(state.now.slice(0, 19) + 'Z') + minutes * 60000);
  local.setUTCMinutes(Math.ceil(local.getUTCMinutes() / 5) * 5, 0, 0);
  return local.toISOString().slice(0, 16);
}

/** The offset of the city's times: "+09:00". */
const offset = () => state.now.replace(/^.*?T[^Z+-]*/, '') || 'Z';

/** What the form says. */
function wishes() {
  const body = { from: state.from, to: state.to, party: { ...state.party }, dayPass: $('day-pass').checked };
  if (state.when === 'leave') body.leaveAfter = $('time').value + ':00' + offset();
  if (state.when === 'arrive') body.arriveBy = $('time').value + ':00' + offset();
  return body;
}

async function find(event) {
  event.preventDefault();
  if ($('find').disabled) return;
  if (state.step === 'change') {
    change(wishes());
    return;
  }
  const body = { operator: state.service.operator, zone: state.service.zone, ...wishes(), channel: 'app' };
  // What may have arrived without its answer is asked for under the same id: that is the same trip.
  const wanted = JSON.stringify(body);
  body.requestId = unanswered?.wanted === wanted ? unanswered.id : newId();
  unanswered = { wanted, id: body.requestId };
  show('asking');
  try {
    const answer = await call('POST', '/api/trips', body);
    unanswered = null;
    store(body.requestId);
    take(answer);
  } catch (error) {
    if (error.status) unanswered = null;
    toast(t('rideError', why(error)));
    show('ask');
  }
}

// ---- another ride in the place of what is booked ----

/** The form, as the ride is booked. */
function beginChange() {
  const { from, to, party, dayPass, leaveAfter, arriveBy } = wishesOf(state.trip);
  const time = leaveAfter || arriveBy;
  const ahead = Boolean(time) && Date.parse(time) > Date.parse(state.now);
  Object.assign(state, { from, to, party, when: !ahead ? 'now' : leaveAfter ? 'leave' : 'arrive', change: null });
  $('time').value = ahead ? time.slice(0, 16) : '';
  $('day-pass').checked = dayPass;
  sure = false;
  show('change');
}

/** Asks for it; the booking stands until the answer says otherwise. */
async function change(body) {
  const before = wishesOf(state.trip);
  if (sameWishes(body, before)) {
    toast(t('rideChangeSame'));
    return;
  }
  const from = state.step;
  hush();
  state.change = { state: 'asking', offer: state.trip.offer, time: state.trip.time, wishes: before, wanted: body, since: Date.now() };
  show('trip');
  try {
    const id = state.id;
    const answer = await call('PUT', '/api/trips/' + encodeURIComponent(id), { ...body, channel: 'app' });
    if (answer.trip.id === state.id) take(answer);
  } catch (error) {
    if (error.status === 409) {
      notChanged(why(error), []);
      look(); // with what there is instead, or to see that it is too late
    } else {
      state.change = null;
      toast(t('rideError', why(error)));
      show(from === 'change' && state.trip.status === 'BOOKED' ? 'change' : 'trip');
    }
  }
}

function notChanged(reason, alternatives) {
  state.change = { ...state.change, state: 'refused', why: reason, alternatives };
}

/** What the trip says of a change that was asked for. */
function judgeChange() {
  const { trip, change: asked } = state;
  if (!asked) return;
  if (trip.status !== 'BOOKED' || asked.state === 'asking' && Date.now() - asked.since > ASKING_MILLIS) {
    state.change = null;
  } else if (asked.state === 'asking' && trip.offer.offerId !== asked.offer.offerId) {
    asked.state = 'done';
  } else if (asked.state !== 'done' && trip.refusal && trip.offer.offerId === asked.offer.offerId && (asked.state === 'refused' || trip.time !== asked.time)) {
    notChanged(t(trip.refusal) === trip.refusal ? trip.detail : t(trip.refusal), trip.alternatives);
  }
}

// ---- the trip ----

function take(answer) {
  const before = state.trip?.status;
  state.trip = answer.trip;
  state.bus = answer.bus;
  state.now = answer.eventTime;
  state.lost = false;
  if (answer.trip.status !== before) {
    sure = false;
    hush();
  }
  judgeChange();
  // Who fills in the form goes on with it, until the bus is there.
  show(state.step === 'change' && answer.trip.status === 'BOOKED' ? 'change' : 'trip');
}

async function look() {
  if (!state.id || document.hidden) return;
  try {
    const answer = await call('GET', '/api/trips/' + encodeURIComponent(state.id));
    if (answer.trip.id !== state.id) return;
    take(answer);
  } catch (error) {
    if (error.status === 404) {
      again();
    } else {
      state.lost = true;
      draw();
    }
  }
}

async function say(method, path, body) {
  try {
    const answer = await call(method, path, body);
    store(answer.trip.id);
    take(answer);
  } catch (error) {
    toast(t('rideError', why(error)));
    look();
  }
}

const accept = () => say('POST', `/api/trips/${encodeURIComponent(state.id)}/accept`, { offerId: state.trip.offer.offerId });
const take3 = number => say('POST', `/api/trips/${encodeURIComponent(state.id)}/accept`, { alternative: number });
const cancel = () => say('DELETE', '/api/trips/' + encodeURIComponent(state.id));

/** An offer that is not wanted is given back; if that cannot be said, it expires by itself. */
async function decline() {
  const id = state.id;
  again();
  try {
    await call('DELETE', '/api/trips/' + encodeURIComponent(id));
  } catch (error) {
    if (!error.status) toast(t('rideLost'));
  }
}

function again() {
  store(null);
  state.trip = null;
  state.bus = null;
  state.change = null;
  sure = false;
  show('ask');
}

function show(step) {
  if (step !== state.step) $('sheet').scrollTop = 0;
  state.step = step;
  document.body.dataset.step = step === 'trip' ? state.trip.status : step;
  const live = step === 'change' || step === 'trip' && (state.trip.open || state.trip.status === 'PENDING');
  clearInterval(timer);
  if (live) timer = setInterval(look, LOOK_MILLIS);
  draw();
}

function draw() {
  $('language').textContent = t('language');
  $('language').setAttribute('aria-label', t('languageLabel'));
  $('clock-time').textContent = clockTime(state.now);
  if (state.service) {
    $('service-name').textContent = named(state.service.operatorName);
    document.title = `${named(state.service.operatorName)} · Mio`;
  }
  $('ask').hidden = !asksNow();
  $('trip').hidden = asksNow();
  if (asksNow()) {
    drawForm();
    map.setBus(null);
    return;
  }
  const parts = state.step === 'asking' || state.trip.status === 'PENDING' ? [asking(state.step === 'asking')] : trip();
  if (state.lost) parts.unshift(element('p', { className: 'note', text: t('rideLost') }));
  refill($('trip'), parts);
  drawMap();
}

function drawMap() {
  const offer = state.step === 'trip' ? state.trip.offer : null;
  if (offer && state.trip.open) {
    map.setEnds({ from: offer.from.stop, to: offer.to.stop });
    map.setBus(state.trip.status === 'OFFERED' ? null : state.bus);
    document.body.dataset.bus = state.bus && state.trip.status !== 'OFFERED' ? state.bus.id : '';
    const places = [offer.from, offer.to].filter(p => p.lon !== undefined);
    if (state.trip.status !== 'OFFERED' && state.bus?.lon) places.push(state.bus);
    const ends = state.trip.id + state.trip.status + offer.from.stop + Boolean(state.bus);
    const away = state.trip.status !== 'OFFERED' && state.bus?.lon && !map.shows(state.bus); // it comes from beyond the edge, or another one comes
    if (ends !== shownEnds || away) {
      shownEnds = ends;
      requestAnimationFrame(() => map.fit(places));
    }
  } else {
    map.setBus(null);
  }
}

const asking = first => element('div', { className: 'asking', 'data-testid': 'asking' }, element('i', { 'aria-hidden': 'true' }), element('span', { text: t(first ? 'rideAsking' : 'rideStill') }));
const millis = iso => Date.parse(iso) - Date.parse(state.now);
const within = iso => (millis(iso) < 45000 ? t('rideAny') : t('rideIn', duration(millis(iso))));
const fare = offer => (offer.fare === 0 ? t('rideFree') : new Intl.NumberFormat(language() === 'ja' ? 'ja-JP' : 'en-GB', { style: 'currency', currency: offer.currency, currencyDisplay: 'narrowSymbol', maximumFractionDigits: 0 }).format(offer.fare));
const stopName = id => named(state.service.stops.find(stop => stop.id === id)?.name) || id;
const big = (className, text, testId, onclick) => element('button', { className: 'big ' + className, type: 'button', text, 'data-testid': testId, onclick });

function walks(offer) {
  return offer.walks.map(walk => {
    const first = walk.to === offer.from.stop;
    return element('p', { className: 'soft', 'data-testid': 'walk', text: t(first ? 'rideWalk' : 'rideWalkFrom', t('metres', walk.metres), t('minutes', Math.max(1, Math.round(walk.seconds / 60))), named((first ? offer.from : offer.to).name)) });
  });
}

function facts(offer, booked) {
  const row = (name, value, small, testId) => [element('dt', { text: name }), element('dd', {}, element('b', { text: value, 'data-testid': testId }), small ? element('small', { text: small }) : null)];
  const same = offer.earliestPickup === offer.latestPickup;
  const window = offer.earliestPickup === offer.pickup || same ? t('rideBy', clockTime(offer.latestPickup)) : t('rideBetween', clockTime(offer.earliestPickup), clockTime(offer.latestPickup));
  return element('dl', { className: 'facts' },
    ...row(t('ridePickup'), `${dayTime(offer.pickup, state.now)} ${named(offer.from.name)}`, window, 'pickup'),
    ...row(t('rideDropOff'), `${dayTime(offer.dropOff, state.now)} ${named(offer.to.name)}`, t('rideDropOffBy', clockTime(offer.latestDropOff)), 'drop-off'),
    ...row(t('rideFare'), fare(offer), null, 'fare'),
    ...(booked ? row(t('rideReference'), state.trip.reference, t('rideReferenceFor'), 'reference') : row(t('rideBus'), offer.vehicleId, null, 'vehicle')));
}

function trip() {
  const { status, offer } = state.trip;
  const slipped = state.trip.slipped ? element('p', { className: 'note', text: t('rideSlipped') }) : null;
  if (status === 'OFFERED') {
    return [
      element('h2', { text: t('rideOffer') }),
      element('p', { className: 'lead' }, element('span', { text: clockTime(offer.pickup) }), element('small', { text: within(offer.pickup) })),
      facts(offer, false), ...walks(offer),
      big('', t('rideAccept'), 'accept', accept),
      big('second', t('rideDecline'), 'decline', decline),
      element('p', { className: 'soft', text: t('rideExpires', duration(millis(offer.expires))) }),
    ];
  }
  if (status === 'BOOKED') {
    return [
      element('h2', { text: t('rideComes', offer.vehicleId), 'data-testid': 'comes' }),
      element('p', { className: 'lead' }, element('span', { text: clockTime(offer.pickup), 'data-testid': 'comes-at' }), element('small', { text: within(offer.pickup) })),
      element('p', { className: 'soft', text: before(), 'data-testid': 'stops-before' }), slipped,
      ...changeNews(state.change, ride => inShort(ride, fare(ride), state.now), rideOf, { back: () => change(state.change.wishes), take: a => change(wishesLike(state.change.wanted, a)), understood }),
      facts(offer, true), ...walks(offer),
      state.change?.state === 'asking' ? null : big('other', t('rideChange'), 'change', beginChange),
      cancelButton(),
    ];
  }
  if (status === 'ON_BOARD') {
    return [element('h2', { text: t('rideOnBoard') }),
      element('p', { className: 'lead' }, element('span', { text: clockTime(offer.dropOff) }), element('small', { text: within(offer.dropOff) })),
      element('p', { className: 'soft', text: t('rideArrives', clockTime(offer.dropOff)) + ' · ' + named(offer.to.name) })];
  }
  const over = { SERVED: 'rideServed', CANCELLED: 'rideCancelled', EXPIRED: 'rideExpired', NO_SHOW: 'rideNoShow', FAILED: 'rideFailed' }[status];
  return status === 'REFUSED' ? refused() : [element('h2', { text: t(over), 'data-testid': 'over' }), big('', t('rideAgain'), 'again', again)];
}

/** Where the bus is on its way to the rider. */
function before() {
  const stops = state.bus?.nextStops ?? [];
  const mine = stops.findIndex(stop => stop.boarding.includes(state.trip.reference));
  if (state.bus?.atStop && state.bus.atStop === state.trip.offer.from.stop && mine < 0) return t('rideHere');
  if (mine < 0) return '';
  return mine === 0 ? t('rideStops0') : mine === 1 ? t('rideStops1') : t('rideStops', mine);
}

function cancelButton() {
  const button = big('danger', t(sure ? 'rideCancelSure' : 'rideCancel'), 'cancel', () => {
    if (sure) {
      cancel();
    } else {
      sure = true;
      draw();
    }
  });
  button.dataset.sure = sure;
  return button;
}

/** When and where an alternative goes. */
const rideOf = a => [element('b', { text: `${dayTime(a.pickup, state.now)} → ${clockTime(a.dropOff)}` }), element('small', { text: `${stopName(a.from.stop)} → ${stopName(a.to.stop)}` })];

function understood() {
  state.change = null;
  draw();
}

function refused() {
  const { refusal, alternatives } = state.trip;
  return [
    element('h2', { text: t('rideRefused') }),
    element('p', { className: 'soft', 'data-testid': 'refusal', text: t(refusal) === refusal ? state.trip.detail : t(refusal) }),
    alternatives.length > 0 ? element('p', { className: 'soft', text: t('rideInstead') }) : null,
    element('ul', { className: 'instead' }, ...alternatives.map(a => element('li', { 'data-testid': 'alternative' },
      element('span', {}, ...rideOf(a)),
      element('button', { type: 'button', text: t('rideTake'), onclick: () => take3(a.number) })))),
    big(alternatives.length > 0 ? 'second' : '', t('rideAgain'), 'again', again),
  ];
}

// ---- beginning ----

function controls() {
  $('language').addEventListener('click', () => setLanguage(language() === 'ja' ? 'en' : 'ja'));
  $('ask').addEventListener('submit', find);
  $('service').addEventListener('change', () => chooseService(state.services[$('service').value]));
  for (const end of ['from', 'to']) {
    $(end).addEventListener('change', () => {
      state[end] = $(end).value;
      if (state.from === state.to) state[end === 'from' ? 'to' : 'from'] = '';
      drawForm();
    });
  }
  $('time').addEventListener('input', counters);
  $('keep').addEventListener('click', () => { hush(); show('trip'); });
  $('swap').addEventListener('click', () => {
    [state.from, state.to] = [state.to, state.from];
    drawForm();
  });
  document.querySelectorAll('[data-when]').forEach(button => button.addEventListener('click', () => {
    state.when = button.dataset.when;
    if (state.when !== 'now' && !$('time').value) $('time').value = later(LATER_MINUTES);
    drawForm();
  }));
  onLanguage(() => { draw(); map.render(); });
  addEventListener('visibilitychange', look);
}

async function start() {
  apply();
  controls();
  const answer = await getJson('/api/ondemand');
  state.services = answer.services;
  state.now = answer.eventTime;
  if (state.services.length === 0) {
    $('ask').replaceChildren(element('p', { text: t('rideNone') }));
    return;
  }
  const wanted = wantedBy(new URLSearchParams(location.search), state.services);
  chooseService(wanted.service);
  Object.assign(state, { from: wanted.from, to: wanted.to });
  draw();
  if (state.id) await resume();
  document.body.dataset.ready = 'true';
  document.body.dataset.step ??= 'ask';
}

/** A trip that was booked before goes on. */
async function resume() {
  try {
    const answer = await call('GET', '/api/trips/' + encodeURIComponent(state.id));
    const service = state.services.find(s => s.operator === answer.trip.operator && s.zone === answer.trip.zone);
    if (!service || !(answer.trip.open || answer.trip.status === 'PENDING')) {
      again();
      return;
    }
    if (service !== state.service) chooseService(service);
    take(answer);
  } catch {
    again();
  }
}

// For tests: what the page knows.
window.ride = { state, map };
start().catch(error => toast(t('startFailed', error.message)));
