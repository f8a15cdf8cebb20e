// Everything around the map but the link's panel: clock, sources, figures, search, alerts.
import { acknowledge } from './api.js';
import { ago, clockDate, clockTime, duration, named, onLanguage, t } from './text.js';

const $ = id => document.getElementById(id);
const OPERATOR = 'mio.operator';
// After how many seconds of silence a source counts as quiet, and as lost. Alerts may well be silent.
const QUIET = { 'probe.position': [5, 30], 'detector.reading': [45, 150], 'haul.passage': [120, 600], 'link.state': [45, 150], forecast: [330, 900], alert: [1e9, 1e9] };

/** An element with a class, text and children; text is never read as markup. */
export function element(tag, { className, text, ...attributes } = {}, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter(Boolean));
  return made;
}

/** Puts parts in the place of what is there, only if they differ: a click or the focus is not lost to an update. */
export function refill(root, parts) {
  const fresh = element('div', {}, ...parts);
  if (fresh.innerHTML !== root.innerHTML) root.replaceChildren(...fresh.childNodes);
}

let toastTimer;
export function toast(text) {
  $('toast').textContent = text;
  $('toast').hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { $('toast').hidden = true; }, 5000);
}

/** What was said is of no interest any more. */
export function hush() {
  $('toast').hidden = true;
}

export class Panels {
  constructor(city, actions) {
    this.city = city;
    this.actions = actions;
    this.filter = 'open';
    this.connection = 'connecting';
    this.busy = new Set();
    this.rows = new Map();
    this.alertsDue = false;
    city.on('clock', () => this.drawClock());
    city.on('links', () => this.drawFigures());
    city.on('alerts', fresh => this.alertsChanged(fresh));
    city.on('vehicles', () => { $('figure-vehicles').textContent = city.vehicles.size.toLocaleString(); });
    onLanguage(() => this.drawAll());
    document.querySelectorAll('[data-filter]').forEach(button => button.addEventListener('click', () => this.setFilter(button.dataset.filter)));
    $('search').addEventListener('input', () => this.search());
    $('search').addEventListener('keydown', event => {
      if (event.key === 'Escape') { $('search').value = ''; this.search(); }
      if (event.key === 'ArrowDown') $('results').querySelector('button')?.focus();
    });
    this.prepareOperator();
    this.prepareSheet();
    this.setConnection('connecting');
  }

  prepareOperator() {
    try {
      $('operator').value = localStorage.getItem(OPERATOR) || '';
    } catch {
      $('operator').value = ''; // storage may be forbidden
    }
    $('operator').addEventListener('change', () => {
      try {
        localStorage.setItem(OPERATOR, $('operator').value.trim());
      } catch {
        // forbidden: the name lasts as long as the page
      }
    });
  }

  /** On a phone the panel is a sheet with three heights: tap or drag its grip. */
  prepareSheet() {
    const side = $('side');
    const heights = ['low', 'half', 'full'];
    const set = name => { side.dataset.height = name; };
    const step = by => set(heights[Math.max(0, Math.min(2, heights.indexOf(side.dataset.height) + by))]);
    let start = null;
    let dragged = false;
    $('grip').addEventListener('pointerdown', event => { start = event.clientY; dragged = false; });
    addEventListener('pointerup', event => {
      if (start === null) return;
      const moved = start - event.clientY;
      start = null;
      if (Math.abs(moved) > 24) { dragged = true; step(Math.sign(moved)); }
    });
    $('grip').addEventListener('click', () => {
      if (!dragged) set(side.dataset.height === 'half' ? 'full' : side.dataset.height === 'full' ? 'low' : 'half');
      dragged = false;
    });
  }

  drawAll() {
    this.drawClock();
    this.drawFigures();
    this.drawAlerts();
    this.search();
    this.setConnection(this.connection);
    $('language').textContent = t('language');
    $('language').setAttribute('aria-label', t('languageLabel'));
  }

  setConnection(state) {
    this.connection = state;
    $('connection').textContent = t(state);
    $('connection').dataset.state = state;
    document.body.dataset.connection = state;
  }

  drawClock() {
    const clock = this.city.clock;
    if (!clock) return;
    $('clock-time').textContent = clockTime(clock.eventTime, true);
    $('clock-date').textContent = clockDate(clock.eventTime);
    $('sources').replaceChildren(...clock.sources.map(source => {
      const [quiet, lost] = QUIET[source.topic] || [30, 120];
      const silent = source.silentSeconds;
      const state = silent === null ? 'none' : silent > lost ? 'lost' : silent > quiet ? 'quiet' : 'fresh';
      return element('li', { 'data-state': state, 'data-testid': 'source-' + source.topic, title: `${t(source.topic)}: ${source.records.toLocaleString()}` },
        element('i', { 'aria-hidden': 'true' }),
        element('span', { text: t(source.topic) }),
        element('b', { text: ago(silent) }));
    }));
    this.drawAges();
  }

  drawFigures() {
    const { live, slow, level } = this.city.figures();
    $('figure-level').textContent = level === null ? '–' : Math.round(level * 100) + '%';
    $('figure-jam').textContent = live === 0 ? '–' : slow.toLocaleString();
    $('figure-links').textContent = live.toLocaleString();
    document.body.dataset.coloured = live;
  }

  setFilter(filter) {
    this.filter = filter;
    document.querySelectorAll('[data-filter]').forEach(b => b.setAttribute('aria-pressed', String(b.dataset.filter === filter)));
    this.drawAlerts();
  }

  alertsChanged(fresh) {
    if (document.body.dataset.ready === 'true') {
      fresh.filter(alert => alert.severity !== 'NOTICE').slice(0, 2).forEach(alert => {
        $('said').textContent = t('newAlert', alert.sentence[document.documentElement.lang]);
      });
    }
    // Many may come at once: draw once.
    if (!this.alertsDue) {
      this.alertsDue = true;
      requestAnimationFrame(() => { this.alertsDue = false; this.drawAlerts(); });
    }
  }

  drawAlerts() {
    const all = [...this.city.alerts.values()];
    const open = all.filter(alert => alert.open);
    const wanted = this.filter === 'open' ? open
      : this.filter === 'new' ? open.filter(alert => !alert.acknowledged)
        : all.filter(alert => !alert.open).reverse().slice(0, 100);
    const order = ['CRITICAL', 'WARNING', 'NOTICE'];
    if (this.filter !== 'cleared') {
      wanted.sort((a, b) => a.acknowledged - b.acknowledged
        || order.indexOf(a.severity) - order.indexOf(b.severity) || (a.since < b.since ? 1 : -1));
    }
    $('alert-count').textContent = open.length;
    document.body.dataset.alerts = open.length;
    document.title = open.length > 0 ? `(${open.length}) Mio` : 'Mio';
    $('alert-empty').hidden = wanted.length > 0;
    this.placeRows(wanted.slice(0, 200));
  }

  /** Keeps the rows that stay, so that no click or focus is lost to an update. */
  placeRows(alerts) {
    const list = $('alert-list');
    const keep = new Set(alerts.map(alert => alert.id));
    for (const [id, row] of this.rows) {
      if (!keep.has(id)) {
        row.root.remove();
        this.rows.delete(id);
      }
    }
    alerts.forEach((alert, i) => {
      if (!this.rows.has(alert.id)) this.rows.set(alert.id, this.newRow(alert.id));
      const row = this.rows.get(alert.id);
      this.fillRow(row, alert);
      if (list.children[i] !== row.root) list.insertBefore(row.root, list.children[i] || null);
    });
  }

  newRow(id) {
    const row = {
      severity: element('span', { className: 'severity' }),
      kind: element('span', { className: 'kind' }),
      since: element('time'),
      lasts: element('span', { className: 'lasts' }),
      place: element('strong'),
      sentence: element('span', { className: 'sentence' }),
      taken: element('p', { className: 'taken' }),
      ack: element('button', { className: 'ack', type: 'button', 'data-testid': 'ack', onclick: () => this.acknowledge(this.city.alerts.get(id)) }),
    };
    row.root = element('li', { className: 'alert', 'data-alert': id, 'data-testid': 'alert' },
      element('button', { className: 'alert-body', type: 'button', 'data-testid': 'alert-open', onclick: () => this.actions.openAlert(this.city.alerts.get(id)) },
        element('span', { className: 'alert-top' }, row.severity, row.kind, row.since, row.lasts),
        row.place, row.sentence),
      row.taken, row.ack);
    return row;
  }

  fillRow(row, alert) {
    const place = named(alert.place);
    Object.assign(row.root.dataset, { severity: alert.severity, status: alert.status, type: alert.type });
    row.severity.textContent = t(alert.severity);
    row.kind.textContent = t(alert.type);
    row.since.dateTime = alert.since;
    row.since.textContent = clockTime(alert.since);
    Object.assign(row.lasts.dataset, { since: alert.since, until: alert.open ? '' : alert.time });
    row.lasts.textContent = this.lasts(alert);
    row.place.textContent = place;
    row.sentence.textContent = alert.sentence[document.documentElement.lang];
    row.taken.hidden = !alert.acknowledged;
    row.taken.textContent = '✓ ' + t('acknowledgedBy', alert.acknowledgedBy);
    row.ack.hidden = alert.acknowledged || !alert.open;
    row.ack.disabled = this.busy.has(alert.id);
    row.ack.textContent = t('acknowledge');
    row.ack.setAttribute('aria-label', `${t('acknowledge')}: ${place}`);
  }

  lasts(alert) {
    const until = alert.open ? this.city.eventMillis : Date.parse(alert.time);
    return alert.open ? duration(until - Date.parse(alert.since)) : `${t('cleared')} ${clockTime(alert.time)}`;
  }

  drawAges() {
    document.querySelectorAll('.lasts[data-until=""]').forEach(span => {
      span.textContent = duration(this.city.eventMillis - Date.parse(span.dataset.since));
    });
  }

  async acknowledge(alert) {
    const by = $('operator').value.trim() || t('operator');
    this.busy.add(alert.id);
    this.drawAlerts();
    try {
      this.city.applyAlerts([await acknowledge(alert.id, by)]);
    } catch (error) {
      toast(t('ackFailed', error.message));
    } finally {
      this.busy.delete(alert.id);
      this.drawAlerts();
    }
  }

  search() {
    const wanted = $('search').value.trim().toLowerCase().normalize('NFKC');
    if (!wanted) {
      $('results').replaceChildren();
      this.actions.showRoad([]);
      return;
    }
    const roads = new Map();
    for (const link of this.city.links) {
      const name = link.props.name;
      const key = name.ja + '|' + name.en;
      if (!key.toLowerCase().normalize('NFKC').includes(wanted)) continue;
      if (!roads.has(key)) roads.set(key, { name, links: [] });
      roads.get(key).links.push(link);
    }
    const found = [...roads.values()].sort((a, b) => b.links.length - a.links.length).slice(0, 8);
    $('results').replaceChildren(...(found.length === 0 ? [element('li', { className: 'empty', text: t('noRoad') })]
      : found.map(road => element('li', {}, this.roadButton(road)))));
    this.actions.showRoad(found.flatMap(road => road.links), false);
  }

  roadButton(road) {
    const live = road.links.filter(link => link.state && link.state.ratio !== null);
    const level = live.length === 0 ? null : live.reduce((sum, link) => sum + Math.min(1, link.state.ratio), 0) / live.length;
    return element('button', { type: 'button', onclick: () => this.actions.showRoad(road.links, true) },
      element('span', { text: named(road.name) || t('unnamed') }),
      element('small', { text: `${t('links', road.links.length)}${level === null ? '' : ' · ' + Math.round(level * 100) + '%'}` }));
  }
}
