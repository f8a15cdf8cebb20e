// The city as this page knows it. Whoever changes it says so through `on`/`tell`.
import { classOf } from './colours.js';

const RANK = {
  MOTORWAY: 5, TRUNK: 4, PRIMARY: 3, SECONDARY: 2, TERTIARY: 1.4, MOTORWAY_LINK: 2, TRUNK_LINK: 1.6,
  PRIMARY_LINK: 1.4, SECONDARY_LINK: 1, TERTIARY_LINK: 1,
};
// As on the server: an older state no longer counts as live.
const STALE_MILLIS = 15 * 60000;

export class City {
  constructor() {
    this.links = [];
    this.byId = new Map();
    this.alerts = new Map();
    this.vehicles = new Map();
    this.detectors = new Map();
    this.zones = [];
    this.clock = null;
    this.eventMillis = 0;
    this.horizon = 0; // minutes ahead that the map shows; 0 is now
    this.quality = null; // how well forecasts hold, as the server says
    this.version = 0; // of what the map draws of links
    this.listeners = new Map();
  }

  on(name, listener) {
    if (!this.listeners.has(name)) this.listeners.set(name, []);
    this.listeners.get(name).push(listener);
  }

  tell(name, value) {
    (this.listeners.get(name) || []).forEach(listener => listener(value));
  }

  setNetwork(collection) {
    this.links = collection.features.map(feature => shape(feature));
    this.links.sort((a, b) => a.rank - b.rank || a.props.layer - b.props.layer);
    this.byId = new Map(this.links.map(link => [link.id, link]));
    this.version++;
    this.tell('network');
  }

  applyLinks(updates) {
    for (const update of updates) {
      const link = this.byId.get(update.id);
      if (!link) continue;
      link.state = update;
      link.minute = Date.parse(update.minute);
      link.liveClass = classOf(update.ratio);
      this.dress(link);
    }
    this.version++;
    this.tell('links', updates);
  }

  applyClock(clock) {
    this.clock = clock;
    this.eventMillis = clock.eventTime ? Date.parse(clock.eventTime) : 0;
    for (const link of this.links) {
      if (link.state && this.eventMillis - link.minute - 60000 > STALE_MILLIS) {
        link.state = null;
        link.liveClass = -1;
        this.dress(link);
        this.version++;
      }
    }
    const minute = Math.floor(this.eventMillis / 60000);
    if (this.horizon > 0 && minute !== this.minute) this.dressAll(); // forecasts grow old
    this.minute = minute;
    this.tell('clock', clock);
  }

  applyForecasts(updates) {
    for (const update of updates) {
      const link = this.byId.get(update.id);
      if (!link) continue;
      link.forecast = { ...update, issued: Date.parse(update.issuedAt) };
      this.dress(link);
    }
    this.forecasts = this.links.filter(link => link.forecast).length;
    if (this.horizon > 0) this.version++;
    this.tell('forecasts');
  }

  /** What is expected of a link at the horizon that is shown: speed and its share of free flow; null if nothing young is. */
  expected(link) {
    const forecast = link.forecast;
    if (!forecast || this.eventMillis - forecast.issued > STALE_MILLIS) return null;
    const i = forecast.minutes.findIndex(minutes => minutes >= this.horizon);
    if (i < 0) return null;
    const speedMps = forecast.p50[i];
    return { speedMps, ratio: link.props.freeFlowSpeedMps > 0 ? speedMps / link.props.freeFlowSpeedMps : null, fellBack: forecast.fellBack };
  }

  /** Links of whose speed something is forecast. */
  forecastCount() {
    return this.forecasts || 0;
  }

  /** The time that is shown: so long after the newest forecast was issued, as ISO text in the city's time. */
  expectedAt() {
    const newest = this.links.reduce((best, link) => (link.forecast && link.forecast.issued > (best?.issued ?? 0) ? link.forecast : best), null);
    if (!newest) return null;
    const local = Date.parse(newest.issuedAt.slice(0, 19) + 'Z') + this.horizon * 60000;
    return new Date(local).toISOString().slice(0, 19);
  }

  setHorizon(minutes) {
    if (minutes === this.horizon) return;
    this.horizon = minutes;
    this.dressAll();
    this.tell('horizon', minutes);
  }

  dressAll() {
    this.links.forEach(link => this.dress(link));
    this.version++;
  }

  /** Gives a link the colour of the time that is shown. */
  dress(link) {
    link.class = this.horizon === 0 ? link.liveClass : classOf(this.expected(link)?.ratio);
  }

  applyAlerts(alerts) {
    const fresh = [];
    for (const alert of alerts) {
      if (!this.alerts.has(alert.id) && alert.open) fresh.push(alert);
      this.alerts.delete(alert.id);
      this.alerts.set(alert.id, alert);
    }
    const cleared = [...this.alerts.values()].filter(alert => !alert.open);
    cleared.slice(0, Math.max(0, cleared.length - 500)).forEach(alert => this.alerts.delete(alert.id));
    this.tell('alerts', fresh);
  }

  applyDetectors(detectors) {
    for (const detector of detectors) {
      if (detector.lon === null) continue;
      const [x, y] = ol.proj.fromLonLat([detector.lon, detector.lat]);
      this.detectors.set(detector.id, { ...detector, x, y });
    }
    this.version++;
    this.tell('detectors');
  }

  applyVehicles(moved, gone) {
    const now = performance.now();
    gone.forEach(id => this.vehicles.delete(id));
    for (const vehicle of moved) {
      const [x, y] = ol.proj.fromLonLat([vehicle.lon, vehicle.lat]);
      const old = this.vehicles.get(vehicle.id);
      const from = old ? positionOf(old, now) : { x, y };
      this.vehicles.set(vehicle.id, { ...vehicle, x, y, fromX: from.x, fromY: from.y, at: now });
    }
    this.tell('vehicles');
  }

  /** Forgets what only the stream told, before it tells it anew. */
  forget() {
    this.vehicles.clear();
    this.alerts.clear();
  }

  openAlerts() {
    return [...this.alerts.values()].filter(alert => alert.open);
  }

  /** Length-weighted speed over free flow, links that are slow, links with a live state. */
  figures() {
    let weight = 0;
    let sum = 0;
    let slow = 0;
    let live = 0;
    for (const link of this.links) {
      if (!link.state || link.state.ratio === null) continue;
      live++;
      weight += link.props.lengthMetres;
      sum += link.props.lengthMetres * Math.min(1, link.state.ratio);
      if (link.liveClass >= 3) slow++;
    }
    return { live, slow, level: weight > 0 ? sum / weight : null };
  }
}

const GLIDE_MILLIS = 600;

/** Where a vehicle is drawn: it glides to its newest position. */
export function positionOf(vehicle, now) {
  const share = Math.min(1, (now - vehicle.at) / GLIDE_MILLIS);
  return {
    x: vehicle.fromX + (vehicle.x - vehicle.fromX) * share,
    y: vehicle.fromY + (vehicle.y - vehicle.fromY) * share,
  };
}

/** Map coordinates, and at each point the normal to the left, lengthened in bends so that parallels stay parallel. */
function shape(feature) {
  const points = feature.geometry.coordinates.map(c => ol.proj.fromLonLat(c));
  const n = points.length;
  const xs = new Float64Array(n);
  const ys = new Float64Array(n);
  const normalX = new Float64Array(n);
  const normalY = new Float64Array(n);
  points.forEach(([x, y], i) => { xs[i] = x; ys[i] = y; });
  for (let i = 0; i < n; i++) {
    const a = leftOf(xs, ys, Math.max(0, i - 1));
    const b = leftOf(xs, ys, Math.min(n - 2, i));
    const x = a.x + b.x;
    const y = a.y + b.y;
    const length = Math.hypot(x, y) || 1;
    const stretch = Math.min(1.8, 2 / length);
    normalX[i] = x / length * stretch;
    normalY[i] = y / length * stretch;
  }
  const props = feature.properties;
  return {
    id: feature.id, props, xs, ys, normalX, normalY, state: null, minute: 0, liveClass: -1, class: -1, forecast: null,
    rank: RANK[props.roadClass] ?? 0.8,
    twoWay: props.oppositeLinkId !== null,
    west: Math.min(...xs), east: Math.max(...xs), south: Math.min(...ys), north: Math.max(...ys),
  };
}

function leftOf(xs, ys, i) {
  const dx = xs[i + 1] - xs[i];
  const dy = ys[i + 1] - ys[i];
  const length = Math.hypot(dx, dy) || 1;
  return { x: -dy / length, y: dx / length };
}
