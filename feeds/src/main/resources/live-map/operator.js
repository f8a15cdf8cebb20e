// The operator's board of on-demand buses: the day's figures, promises at risk, open requests, vehicles.
import { getJson } from './api.js';
import { element, refill, toast } from './panels.js';
import './ride-text.js';
import { addTexts, apply, clockDate, clockTime, dayTime, language, named, onLanguage, setLanguage, t } from './text.js';

addTexts({
  en: {
    boardTitle: 'On-demand buses', boardMap: 'To the live map', boardService: 'Service', boardDay: 'Today', boardRisk: 'Promises at risk', boardOpen: 'Open requests', boardVehicles: 'Vehicles',
    boardStatus: 'Status', boardPickup: 'Pick-up', boardTrip: 'From → to', boardParty: 'Riders', boardBus: 'Bus', boardChannel: 'By', boardNone: 'None.', boardNoService: 'There are no on-demand buses in this city.',
    kRequests: 'requests', kOffered: 'got an offer', kServed: 'parties served', kRejected: 'rejected', kWait: 'mean wait', kWait95: 'p95 wait', kDetour: 'detour', kPooled: 'pooled', kNow: 'aboard / waiting', kOffers: 'open offers', kSlipped: 're-promised', kFailed: 'broken', kNoShows: 'no-shows', kCancelled: 'cancelled',
    boardRejected: 'Rejected: {0}', boardLate: '{0} later than promised', boardSlack: '{0} to spare', boardSlipped: 'promise given anew', boardLoad: '{0}/{1} seats', boardPlan: 'plan {0}', boardDevice: 'device has {0}',
    boardIdle: 'nothing to do', boardBroken: 'broken down', boardSilent: 'silent for {0}', boardNext: '{0} {1}', boardBREAK: '{0} {1} (break)', boardWAIT: 'waits at {1}', boardPromised: 'promised by {0}',
    PENDING: 'asked', OFFERED: 'offered', BOOKED: 'waiting', ON_BOARD: 'on board', app: 'app', phone: 'phone', agent: 'agent', clock: '{0}:{1}',
  },
  ja: {
    boardTitle: 'オンデマンドバス運行管理', boardMap: '交通地図へ', boardService: 'サービス', boardDay: '本日', boardRisk: '約束が危うい予約', boardOpen: '対応中のリクエスト', boardVehicles: '車両',
    boardStatus: '状態', boardPickup: '乗車', boardTrip: '区間', boardParty: '人数', boardBus: 'バス', boardChannel: '受付', boardNone: 'ありません。', boardNoService: 'この都市にはオンデマンドバスがありません。',
    kRequests: 'リクエスト', kOffered: '提案できた割合', kServed: '輸送完了（組）', kRejected: 'お断り', kWait: '平均待ち時間', kWait95: '待ち時間95%点', kDetour: '迂回率', kPooled: '相乗り率', kNow: '乗車中／待ち', kOffers: '未確定の案内', kSlipped: '再約束', kFailed: '不履行', kNoShows: '不乗', kCancelled: '取消',
    boardRejected: 'お断りの理由：{0}', boardLate: '約束より{0}遅れ', boardSlack: '余裕{0}', boardSlipped: '約束をやり直し', boardLoad: '{1}席中{0}席', boardPlan: '計画 第{0}版', boardDevice: '車載器は第{0}版',
    boardIdle: '予定なし', boardBroken: '故障', boardSilent: '{0}受信なし', boardNext: '{0} {1}', boardBREAK: '{0} {1}（休憩）', boardWAIT: '{1}で待機', boardPromised: '約束は{0}まで',
    PENDING: '受付中', OFFERED: '案内中', BOOKED: '待機中', ON_BOARD: '乗車中', app: 'アプリ', phone: '電話', agent: '代理', clock: '{0}:{1}',
  },
});

const $ = id => document.getElementById(id);
const LOOK_MILLIS = 2000;
const SILENT_SECONDS = 60;
let services = [];
let chosen = null;
let answer = null;

const riders = party => party.adults + party.children + party.disabled + party.wheelchairs;
const minutes = seconds => {
  const all = Math.round(Math.abs(seconds));
  return t('clock', Math.floor(all / 60), String(all % 60).padStart(2, '0'));
};
const or = (value, text) => (value === null || value === undefined ? '–' : text(value));
const place = end => named(end.name) || end.stop || (end.lon === undefined ? '–' : `${end.lon.toFixed(4)}, ${end.lat.toFixed(4)}`);
const way = trip => {
  const ends = trip.offer || trip.asked;
  return ends ? `${place(ends.from)} → ${place(ends.to)}` : '–';
};

function kpi(testId, value, name, tone) {
  return element('div', { className: 'kpi', 'data-testid': testId, 'data-tone': tone || null }, element('b', { text: value }), element('span', { text: t(name) }));
}

function drawDay(board) {
  const k = board.kpis;
  const aboard = board.requests.filter(trip => trip.status === 'ON_BOARD').reduce((sum, trip) => sum + riders(trip.party), 0);
  const waiting = board.requests.filter(trip => trip.status === 'BOOKED').reduce((sum, trip) => sum + riders(trip.party), 0);
  refill($('kpis'), [
    kpi('kpi-requests', k.requests.toLocaleString(), 'kRequests'),
    kpi('kpi-offered', or(k.offeredShare, v => Math.round(v * 100) + '%'), 'kOffered'),
    kpi('kpi-served', k.served.toLocaleString(), 'kServed'),
    kpi('kpi-rejected', k.requests === 0 ? '–' : `${k.rejected} (${Math.round(100 * k.rejected / k.requests)}%)`, 'kRejected'),
    kpi('kpi-wait', or(k.meanWaitSeconds, minutes), 'kWait'),
    kpi('kpi-wait95', or(k.p95WaitSeconds, minutes), 'kWait95'),
    kpi('kpi-detour', or(k.meanDetour, v => '×' + v.toFixed(2)), 'kDetour'),
    kpi('kpi-pooled', or(k.pooledShare, v => Math.round(v * 100) + '%'), 'kPooled'),
    kpi('kpi-now', `${aboard} / ${waiting}`, 'kNow'),
    kpi('kpi-offers', board.requests.filter(trip => trip.status === 'OFFERED').length, 'kOffers'),
    kpi('kpi-slipped', k.slipped, 'kSlipped', k.slipped > 0 ? 'warn' : ''),
    kpi('kpi-failed', k.failed, 'kFailed', k.failed > 0 ? 'bad' : ''),
    kpi('kpi-no-shows', k.noShows, 'kNoShows'),
    kpi('kpi-cancelled', k.cancelled, 'kCancelled')]);
  const reasons = Object.entries(k.rejectedBy).sort((a, b) => b[1] - a[1]).map(([reason, n]) => `${t(reason).replace(/[.。]$/, '')} ${n}`);
  $('rejected').textContent = reasons.length > 0 ? t('boardRejected', reasons.join(' · ')) : '';
}

function drawRisk(board) {
  $('risk-count').textContent = board.atRisk.length;
  document.body.dataset.risk = board.atRisk.length;
  refill($('risk'), board.atRisk.length === 0 ? [element('p', { className: 'empty', text: t('boardNone') })]
    : board.atRisk.map(({ trip, slackSeconds }) => element('li', { 'data-late': slackSeconds < 0, 'data-trip': trip.id },
      element('b', { text: slackSeconds < 0 ? t('boardLate', minutes(slackSeconds)) : t('boardSlack', minutes(slackSeconds)) }),
      element('span', { text: ` · ${trip.offer.vehicleId}${trip.slipped ? ' · ' + t('boardSlipped') : ''}` }),
      element('small', { text: way(trip) }),
      element('small', { text: `${t(trip.status)} · ${t('boardPromised', dayTime(trip.status === 'ON_BOARD' ? trip.offer.latestDropOff : trip.offer.latestPickup, answer.eventTime))}` }))));
}

function drawOpen(board) {
  $('open-count').textContent = board.requests.length;
  document.body.dataset.open = board.requests.length;
  const trips = board.requests.slice(0, 200);
  $('open').replaceChildren(...(trips.length === 0 ? [element('tr', {}, element('td', { colspan: 6, className: 'empty', text: t('boardNone') }))]
    : trips.map(trip => element('tr', { 'data-trip': trip.id },
      element('td', {}, element('span', { className: 'state', 'data-status': trip.status, text: t(trip.status) })),
      element('td', { text: trip.offer ? dayTime(trip.offer.pickup, answer.eventTime) : '–' }),
      element('td', { text: way(trip) }),
      element('td', { text: riders(trip.party) + (trip.party.wheelchairs > 0 ? ' ♿' : '') }),
      element('td', { text: trip.offer ? trip.offer.vehicleId : '–' }),
      element('td', { text: trip.asked ? t(trip.asked.channel) : '–' })))));
}

function drawBuses(board) {
  $('bus-count').textContent = board.vehicles.length;
  refill($('buses'), board.vehicles.length === 0 ? [element('p', { className: 'empty', text: t('boardNone') })]
    : board.vehicles.map(bus => {
      const share = element('i');
      share.style.width = Math.round(100 * (bus.load.seats + bus.load.wheelchairs) / Math.max(1, bus.load.seatsInAll + bus.load.wheelchairPlaces)) + '%';
      const next = bus.nextStops[0];
      const silent = bus.ageSeconds !== null && bus.ageSeconds > SILENT_SECONDS;
      const device = bus.acknowledgedVersion > 0 && bus.acknowledgedVersion < bus.planVersion;
      return element('li', { 'data-bus': bus.id },
        element('b', { text: bus.id }),
        element('span', { text: t('boardLoad', bus.load.seats, bus.load.seatsInAll) + (bus.load.wheelchairs > 0 ? ` · ♿${bus.load.wheelchairs}` : '') }),
        element('div', { className: 'load' }, share),
        bus.brokenDown ? element('small', { className: 'broken', text: t('boardBroken') }) : null,
        element('small', { text: next ? bus.nextStops.slice(0, 3).map(stop => t(stop.kind === 'RIDERS' ? 'boardNext' : 'board' + stop.kind, clockTime(stop.arrive), named(stop.name))).join(' · ') : t('boardIdle') }),
        element('small', { text: [t('boardPlan', bus.planVersion), device ? t('boardDevice', bus.acknowledgedVersion) : '', silent ? t('boardSilent', minutes(bus.ageSeconds)) : ''].filter(Boolean).join(' · ') }));
    }));
}

function draw() {
  $('language').textContent = t('language');
  $('language').setAttribute('aria-label', t('languageLabel'));
  refill($('service'), services.map((service, i) => element('option', { value: i, text: `${named(service.operatorName)} · ${named(service.zoneName)}` })));
  if (chosen && $('service').value !== String(services.indexOf(chosen))) $('service').value = services.indexOf(chosen);
  document.title = t('boardTitle') + ' · Mio';
  if (!answer) return;
  const board = answer.zones[0];
  $('clock-time').textContent = clockTime(answer.eventTime, true);
  $('clock-date').textContent = clockDate(answer.eventTime);
  drawDay(board);
  drawRisk(board);
  drawOpen(board);
  drawBuses(board);
}

function connection(state) {
  $('connection').textContent = t(state);
  $('connection').dataset.state = state;
}

async function look() {
  if (!chosen || document.hidden) return;
  const asked = chosen;
  try {
    const got = await getJson(`/api/ondemand/${encodeURIComponent(asked.operator)}/board?zone=${encodeURIComponent(asked.zone)}`);
    if (asked !== chosen) return;
    answer = got;
    connection('live');
    draw();
    document.body.dataset.ready = 'true';
  } catch {
    connection('lost');
  }
}

async function start() {
  apply();
  connection('connecting');
  $('language').addEventListener('click', () => setLanguage(language() === 'ja' ? 'en' : 'ja'));
  onLanguage(() => { connection($('connection').dataset.state); draw(); });
  services = (await getJson('/api/ondemand')).services;
  const wanted = new URLSearchParams(location.search);
  const own = services.filter(service => service.operator === wanted.get('operator'));
  chosen = own.find(service => service.zone === wanted.get('zone')) || own[0] || services[0] || null;
  draw();
  if (!chosen) {
    toast(t('boardNoService'));
    return;
  }
  $('service').addEventListener('change', () => {
    chosen = services[$('service').value];
    history.replaceState(null, '', `?operator=${encodeURIComponent(chosen.operator)}&zone=${encodeURIComponent(chosen.zone)}`);
    look();
  });
  addEventListener('visibilitychange', look);
  setInterval(look, LOOK_MILLIS);
  await look();
}

start().catch(error => toast(t('startFailed', error.message)));
