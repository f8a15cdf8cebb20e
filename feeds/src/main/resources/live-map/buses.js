// On-demand buses on the live map: where they are, how full, where they go next and when, and who waits for them.
import { positionOf } from './city.js';
import { canvasLayer } from './layers.js';
import { element, refill } from './panels.js';
import { addTexts, clockTime, named, onLanguage, t } from './text.js';

addTexts({
  en: {
    onDemandBuses: 'Buses', bus: 'Bus {0}', busOnBoard: '{0} of {1} seats taken', busWheelchairs: '{0} of {1} wheelchair places taken',
    busPlan: 'Plan {0}', busPlanOld: 'Plan {0}, the device has {1}', busNoPlan: 'No plan yet', busNext: 'Next stops', busIdle: 'Nothing to do at present.',
    busAt: 'Stands at {0}', busBroken: 'Broken down', busBoarding: '{0} on', busAlighting: '{0} off', busBREAK: 'break', busWAIT: 'waits',
    busAge: 'heard of {0} s ago', busTip: 'Bus {0}: {1} of {2} seats', waitTip: '{0}: {1} waiting', rideLink: 'Book a bus', operatorLink: 'Operator’s board',
  },
  ja: {
    onDemandBuses: 'バス', bus: 'バス {0}', busOnBoard: '座席 {1}席中 {0}席', busWheelchairs: '車いす {1}台中 {0}台',
    busPlan: '運行計画 第{0}版', busPlanOld: '運行計画 第{0}版（車載器は第{1}版）', busNoPlan: '計画はまだありません', busNext: '次の停留所', busIdle: '現在の予定はありません。',
    busAt: '{0}に停車中', busBroken: '故障', busBoarding: '乗車{0}', busAlighting: '降車{0}', busBREAK: '休憩', busWAIT: '待機',
    busAge: '{0}秒前に受信', busTip: 'バス {0}：座席 {2}席中 {1}席', waitTip: '{0}：{1}名が待っています', rideLink: 'バスを予約', operatorLink: '運行管理画面',
  },
});

const MINT = '#9df2c4';
const BROKEN = '#ff4f81';
const WAITING = '#ffd479';
const riders = party => party.adults + party.children + party.disabled + party.wheelchairs;

/** What the stream tells of buses and trips. */
export class Fleet {
  constructor() {
    this.buses = new Map();
    this.trips = new Map();
    this.waiting = new Map(); // stop key -> { x, y, name, riders }
    this.version = 0;
    this.listeners = [];
  }

  onChange(listener) {
    this.listeners.push(listener);
  }

  changed() {
    this.version++;
    this.listeners.forEach(listener => listener());
  }

  forget() {
    this.buses.clear();
    this.trips.clear();
    this.waiting.clear();
    this.changed();
  }

  applyBuses(buses, gone) {
    const now = performance.now();
    gone.forEach(key => this.buses.delete(key));
    for (const bus of buses) {
      if (bus.lon === null) continue;
      const [x, y] = ol.proj.fromLonLat([bus.lon, bus.lat]);
      const old = this.buses.get(bus.key);
      const from = old ? positionOf(old, now) : { x, y };
      this.buses.set(bus.key, { ...bus, x, y, fromX: from.x, fromY: from.y, at: now });
    }
    this.changed();
  }

  applyTrips(trips) {
    for (const trip of trips) {
      const key = `${trip.operator}/${trip.zone}/${trip.id}`;
      if (trip.open) this.trips.set(key, trip);
      else this.trips.delete(key);
    }
    this.waiting.clear();
    for (const trip of this.trips.values()) {
      if (trip.status !== 'BOOKED' || trip.offer.from.lon === undefined) continue;
      const stop = trip.offer.from;
      const key = `${trip.operator}/${trip.zone}/${stop.stop}`;
      const [x, y] = ol.proj.fromLonLat([stop.lon, stop.lat]);
      const spot = this.waiting.get(key) || { x, y, name: stop.name, riders: 0 };
      spot.riders += riders(trip.party);
      this.waiting.set(key, spot);
    }
    this.changed();
  }
}

function disc(context, x, y, radius, fill, rim) {
  context.beginPath();
  context.arc(x, y, radius, 0, 7);
  context.fillStyle = fill;
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = rim;
  context.stroke();
}

function word(context, text, x, y, colour, size) {
  context.font = `700 ${size}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = colour;
  context.fillText(text, x, y + 0.5);
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
}

/** A bus seen from above: its load as a ring that fills, riders on board as a number. */
export function paintBus(context, x, y, bus, chosen, radius) {
  disc(context, x, y, radius + 2.5, chosen ? '#ffffff' : 'rgba(7, 11, 17, 0.9)', 'rgba(7, 11, 17, 0.9)');
  disc(context, x, y, radius, '#10202a', bus.brokenDown ? BROKEN : '#35605a');
  const places = bus.load.seatsInAll + bus.load.wheelchairPlaces;
  const taken = bus.load.seats + bus.load.wheelchairs;
  if (places > 0 && taken > 0) {
    context.beginPath();
    context.arc(x, y, radius - 1.5, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * Math.min(1, taken / places));
    context.lineWidth = radius * 0.35;
    context.strokeStyle = MINT;
    context.stroke();
  }
  if (bus.headingDegrees !== null) {
    const angle = bus.headingDegrees * Math.PI / 180;
    const at = (side, ahead) => [x + Math.cos(angle) * side + Math.sin(angle) * ahead, y + Math.sin(angle) * side - Math.cos(angle) * ahead];
    context.beginPath();
    context.moveTo(...at(0, radius * 1.8));
    context.lineTo(...at(radius / 2, radius * 1.2));
    context.lineTo(...at(-radius / 2, radius * 1.2));
    context.closePath();
    context.fillStyle = MINT;
    context.fill();
  }
  if (radius >= 9) word(context, bus.brokenDown ? '!' : String(taken), x, y, bus.brokenDown ? BROKEN : '#eafff4', radius + 1);
}

function paintFleet(fleet, chosen, city) {
  return (context, view) => {
    const now = performance.now();
    const radius = view.zoom < 11.8 ? 5 : view.zoom < 13 ? 7 : 10;
    const inside = (x, y) => x > -30 && y > -30 && x < view.width + 30 && y < view.height + 30;
    const bus = fleet.buses.get(chosen.key);
    if (bus) paintWay(context, view, bus, positionOf(bus, now));
    for (const spot of fleet.waiting.values()) {
      const x = view.px(spot.x);
      const y = view.py(spot.y);
      if (!inside(x, y)) continue;
      disc(context, x, y, radius * 0.8, WAITING, '#070b11');
      if (radius >= 10) word(context, String(spot.riders), x, y, '#241a04', 11);
    }
    context.globalAlpha = city.horizon > 0 ? 0.3 : 1; // where they are now says little of then
    for (const each of fleet.buses.values()) {
      const at = positionOf(each, now);
      const x = view.px(at.x);
      const y = view.py(at.y);
      if (inside(x, y)) paintBus(context, x, y, each, each.key === chosen.key, each.key === chosen.key ? 10 : radius);
    }
    context.globalAlpha = 1;
  };
}

function paintWay(context, view, bus, from) {
  const points = bus.nextStops.map(stop => ol.proj.fromLonLat([stop.lon, stop.lat]));
  context.beginPath();
  context.moveTo(view.px(from.x), view.py(from.y));
  points.forEach(([x, y]) => context.lineTo(view.px(x), view.py(y)));
  context.lineWidth = 2.5;
  context.setLineDash([7, 6]);
  context.strokeStyle = 'rgba(157, 242, 196, 0.75)';
  context.stroke();
  context.setLineDash([]);
  points.forEach(([x, y], i) => {
    disc(context, view.px(x), view.py(y), 9, '#0e1a1f', MINT);
    word(context, String(i + 1), view.px(x), view.py(y), '#eafff4', 11);
  });
}

/** Buses on the map and the panel of the one that was tapped. */
export class BusPart {
  constructor(city, map, root, actions) {
    this.fleet = new Fleet();
    this.map = map;
    this.root = root;
    this.actions = actions;
    this.chosen = { key: null };
    this.layer = canvasLayer(paintFleet(this.fleet, this.chosen, city), () => `${this.fleet.version}/${this.chosen.key}/${map.tick}/${city.horizon}`, 3.5);
    map.layers.buses = this.layer;
    map.map.addLayer(this.layer);
    this.fleet.onChange(() => {
      map.tick++;
      map.glide(matchMedia('(prefers-reduced-motion: reduce)').matches);
      document.body.dataset.buses = this.fleet.buses.size;
      document.body.dataset.waiting = [...this.fleet.waiting.values()].reduce((sum, spot) => sum + spot.riders, 0);
      if (this.chosen.key) this.draw();
    });
    onLanguage(() => { if (this.chosen.key) this.draw(); });
  }

  get active() {
    return this.chosen.key !== null;
  }

  /** The bus or the waiting riders under a pixel. */
  hit([x, y], reach) {
    if (!this.layer.getVisible()) return {};
    const view = this.map.view();
    const now = performance.now();
    for (const bus of this.fleet.buses.values()) {
      const at = positionOf(bus, now);
      if (Math.hypot(view.px(at.x) - x, view.py(at.y) - y) <= reach + 9) return { bus };
    }
    for (const waiting of this.fleet.waiting.values()) {
      if (Math.hypot(view.px(waiting.x) - x, view.py(waiting.y) - y) <= reach + 6) return { waiting };
    }
    return {};
  }

  describe({ bus, waiting }) {
    return bus ? t('busTip', bus.id, bus.load.seats, bus.load.seatsInAll) : t('waitTip', named(waiting.name), waiting.riders);
  }

  open(key) {
    this.actions.opened();
    this.chosen.key = key;
    document.body.classList.add('with-link');
    this.root.hidden = false;
    this.draw();
    this.map.render();
  }

  close() {
    if (!this.active) return;
    this.chosen.key = null;
    this.root.hidden = true;
    document.body.classList.remove('with-link');
    this.map.render();
  }

  draw() {
    const bus = this.fleet.buses.get(this.chosen.key);
    if (!bus) {
      this.close();
      return;
    }
    const wheelchairs = bus.load.wheelchairPlaces > 0;
    refill(this.root, [
      element('button', { className: 'close', type: 'button', 'aria-label': t('close'), 'data-testid': 'bus-close', text: '×', onclick: () => this.close() }),
      element('p', { className: 'over', text: `${named(bus.operatorName) || bus.operator} · ${named(bus.zoneName) || bus.zone}` }),
      element('h2', { id: 'bus-title', 'data-testid': 'bus-name', text: t('bus', bus.id) }),
      bus.brokenDown ? element('p', { className: 'mark warn', text: t('busBroken') }) : null,
      element('p', { className: 'towards', 'data-testid': 'bus-load', text: t('busOnBoard', bus.load.seats, bus.load.seatsInAll) + (wheelchairs ? ' · ' + t('busWheelchairs', bus.load.wheelchairs, bus.load.wheelchairPlaces) : '') }),
      element('p', { className: 'over', 'data-testid': 'bus-plan', text: plan(bus) }),
      element('h3', { className: 'bus-next', text: t('busNext') }),
      bus.nextStops.length === 0 ? element('p', { className: 'empty', text: t('busIdle') })
        : element('ol', { className: 'bus-stops', 'data-testid': 'bus-stops' }, ...bus.nextStops.map(stop => element('li', {},
          element('time', { text: clockTime(stop.arrive) }),
          element('span', { text: named(stop.name) }),
          element('small', { text: doing(stop) })))),
    ]);
  }
}

function plan(bus) {
  const age = bus.ageSeconds > 10 ? ' · ' + t('busAge', bus.ageSeconds) : '';
  if (bus.planVersion === 0) return t('busNoPlan') + age;
  return (bus.acknowledgedVersion >= bus.planVersion || bus.acknowledgedVersion === 0
    ? t('busPlan', bus.planVersion) : t('busPlanOld', bus.planVersion, bus.acknowledgedVersion)) + age;
}

function doing(stop) {
  if (stop.kind !== 'RIDERS') return t('bus' + stop.kind);
  return [stop.boarding.length > 0 ? t('busBoarding', stop.boarding.length) : '', stop.alighting.length > 0 ? t('busAlighting', stop.alighting.length) : '']
    .filter(Boolean).join(' · ');
}
