// The route tool: two points on the map, the ways between them on live travel times, and when one arrives.
import { getJson } from './api.js';
import { element } from './panels.js';
import { clockTime, named, onLanguage, t } from './text.js';

const REFRESH_MILLIS = 10000;
const SOURCES = ['live', 'forecast', 'historic', 'freeFlow'];
const METRES_UNNAMED = 300;

export class RouteTool {
  constructor(root, button, map, actions) {
    this.root = root;
    this.button = button;
    this.map = map;
    this.actions = actions;
    this.vehicle = 'car';
    this.forget('off');
    button.addEventListener('click', () => (this.active ? this.close() : this.open()));
    onLanguage(() => { if (this.active) this.draw(); });
  }

  get active() {
    return this.state !== 'off';
  }

  forget(state) {
    this.state = state;
    this.points = [];
    this.routes = [];
    this.chosen = 0;
    this.failure = '';
    this.asked = 0;
    document.body.dataset.route = state;
  }

  set(state) {
    this.state = state;
    document.body.dataset.route = state;
    this.show();
    this.draw();
  }

  open() {
    this.actions.opened();
    this.forget('off');
    this.button.setAttribute('aria-pressed', 'true');
    document.body.classList.add('with-link');
    this.root.hidden = false;
    this.set('from');
    this.timer = setInterval(() => { if (this.state === 'shown') this.ask(false); }, REFRESH_MILLIS);
  }

  close() {
    if (!this.active) return;
    clearInterval(this.timer);
    this.forget('off');
    this.button.setAttribute('aria-pressed', 'false');
    this.root.hidden = true;
    document.body.classList.remove('with-link');
    this.show();
    this.button.focus({ preventScroll: true });
  }

  /** A point was tapped: the beginning, then the end; a third one begins anew. */
  tap(lon, lat) {
    if (this.points.length === 2) this.forget('from');
    this.points.push({ lon, lat });
    if (this.points.length === 1) this.set('to');
    else this.ask(true);
  }

  swap() {
    this.points.reverse();
    this.ask(false);
  }

  drive(vehicle) {
    this.vehicle = vehicle;
    if (this.points.length === 2) this.ask(false);
    else this.draw();
  }

  choose(rank) {
    this.chosen = rank;
    this.set(this.state);
  }

  async ask(first) {
    const asked = ++this.asked;
    const [from, to] = this.points.map(p => `${p.lon.toFixed(6)},${p.lat.toFixed(6)}`);
    if (first) this.set('asking');
    try {
      const answer = await getJson(`/api/route?from=${from}&to=${to}&vehicle=${this.vehicle}`);
      if (asked !== this.asked || !this.active) return;
      this.routes = answer.features;
      this.chosen = Math.min(this.chosen, this.routes.length - 1);
      this.set('shown');
      if (first) this.map.showLines(this.routes.map(r => r.geometry.coordinates));
    } catch (error) {
      if (asked !== this.asked || !this.active) return;
      this.routes = [];
      this.failure = error.message;
      this.set('failed');
    }
  }

  /** Hands lines and ends to the map. */
  show() {
    this.map.setRoutes({
      points: this.points,
      lines: this.routes.map((route, i) => ({ chosen: i === this.chosen, coordinates: route.geometry.coordinates })),
    });
  }

  draw() {
    if (!this.active) return;
    const key = name => ({ from: 'routeFrom', to: 'routeTo', asking: 'routeAsking' })[name];
    const focused = this.root.contains(document.activeElement) ? document.activeElement.dataset.testid : null;
    this.root.replaceChildren(...[
      element('button', { className: 'close', type: 'button', 'aria-label': t('close'), 'data-testid': 'route-close', text: '×', onclick: () => this.close() }),
      element('p', { className: 'over', id: 'route-title', text: t('route') }),
      key(this.state) ? element('h2', { 'data-testid': 'route-hint', text: t(key(this.state)) }) : null,
      this.state === 'failed' ? element('p', { className: 'route-failed', role: 'alert', 'data-testid': 'route-failed', text: t('routeFailed', this.failure) }) : null,
      ...(this.routes.length > 0 ? this.result() : []),
      this.tools(),
    ].filter(Boolean));
    document.getElementById('said').textContent = key(this.state) ? t(key(this.state)) : this.spoken();
    if (focused) this.root.querySelector(`[data-testid="${focused}"]`)?.focus({ preventScroll: true });
  }

  spoken() {
    const p = this.routes[this.chosen]?.properties;
    return p ? `${minutes(p.seconds)}, ${distance(p.metres)}, ${t('arrival')} ${clockTime(p.arrive)}` : '';
  }

  result() {
    const p = this.routes[this.chosen].properties;
    return [
      element('p', { className: 'route-time' },
        element('b', { 'data-testid': 'route-duration', text: minutes(p.seconds) }),
        element('span', { 'data-testid': 'route-distance', text: distance(p.metres) })),
      element('p', { className: 'towards' },
        element('span', { text: t('arrival') + ' ' }),
        element('b', { 'data-testid': 'route-arrival', text: clockTime(p.arrive) }),
        element('span', { text: `  ·  ${t('routeFree', minutes(p.freeFlowSeconds))}` })),
      this.sharesBar(p.shares),
      this.routes.length > 1 ? this.choices() : null,
      element('ol', { className: 'route-roads', 'data-testid': 'route-roads' }, ...roads(p.roads).map(road =>
        element('li', {}, element('span', { text: road.text }), element('small', { text: distance(road.metres) })))),
    ];
  }

  sharesBar(shares) {
    const bar = element('div', { className: 'route-shares', 'aria-hidden': 'true' }, ...SOURCES.map(name => {
      const part = element('i', { className: 'from-' + name });
      part.style.width = `${shares[name] * 100}%`;
      return part;
    }));
    const text = SOURCES.filter(name => shares[name] >= 0.005)
      .map(name => `${t('share_' + name)} ${Math.round(shares[name] * 100)}%`).join(' · ');
    return element('div', {}, bar, element('p', { className: 'over', 'data-testid': 'route-shares', text }));
  }

  choices() {
    return element('div', { className: 'toggles', role: 'group', 'aria-label': t('routeChoice') }, ...this.routes.map((route, i) =>
      element('button', {
        type: 'button', 'aria-pressed': String(i === this.chosen), 'data-testid': 'route-choice-' + i,
        text: `${t(i === 0 ? 'routeFastest' : 'routeOther')} ${minutes(route.properties.seconds)}`, onclick: () => this.choose(i),
      })));
  }

  tools() {
    const vehicle = name => element('button', {
      type: 'button', 'aria-pressed': String(this.vehicle === name), 'data-testid': 'route-' + name, text: t(name === 'car' ? 'CAR' : 'heavy'),
      onclick: () => this.drive(name),
    });
    return element('div', { className: 'toggles', role: 'group', 'aria-label': t('routeVehicle') },
      vehicle('car'), vehicle('heavy'),
      this.points.length === 2 ? element('button', { type: 'button', 'data-testid': 'route-swap', text: '⇄ ' + t('routeSwap'), onclick: () => this.swap() }) : null);
  }
}

function minutes(seconds) {
  return seconds < 90 ? t('seconds', Math.round(seconds)) : seconds < 5970 ? t('minutes', Math.round(seconds / 60))
    : t('hours', Math.floor(Math.round(seconds / 60) / 60), Math.round(seconds / 60) % 60);
}

function distance(metres) {
  return metres < 1000 ? t('metres', Math.round(metres)) : t('kilometres', (metres / 1000).toFixed(1));
}

/** Stretches with a name, neighbours of one name as one; short ones without are left out. */
function roads(stretches) {
  const shown = [];
  for (const stretch of stretches) {
    const text = named(stretch.name) || (stretch.metres >= METRES_UNNAMED ? t('unnamed') : '');
    if (!text) continue;
    const last = shown[shown.length - 1];
    if (last && last.text === text) last.metres += stretch.metres;
    else shown.push({ text, metres: stretch.metres });
  }
  return shown;
}
