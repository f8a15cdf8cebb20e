// The panel of one link: how it is now, its last hours and the next, and how well forecasts held.
import { getJson } from './api.js';
import { Chart, hoursOptions, localMillis, spoken } from './charts.js';
import { classOf, styleOf } from './colours.js';
import { ForecastPart, ahead } from './forecast.js';
import { WeeksPart } from './weeks.js';
import { element } from './panels.js';
import { ago, clockTime, kmh, named, onLanguage, t } from './text.js';

const REFRESH_MILLIS = 5000;
const PAST_MILLIS = 10800000;
const PAST_BESIDE_FORECAST_MILLIS = 7200000;

export class LinkPanel {
  constructor(root, city, actions) {
    this.root = root;
    this.city = city;
    this.actions = actions;
    this.id = null;
    this.data = null;
    this.forecast = null;
    this.chart = new Chart();
    this.part = new ForecastPart(city, () => this.load());
    this.weeks = new WeeksPart();
    onLanguage(() => { if (this.data) this.draw(); });
  }

  async open(id) {
    this.opener = document.activeElement;
    this.id = id;
    this.data = null;
    clearInterval(this.timer);
    this.timer = setInterval(() => this.load(), REFRESH_MILLIS);
    await this.load();
  }

  close() {
    clearInterval(this.timer);
    this.id = null;
    this.data = null;
    this.dispose();
    this.root.hidden = true;
    document.body.classList.remove('with-link');
    if (this.opener?.isConnected) this.opener.focus();
    this.actions.closed();
  }

  dispose() {
    this.chart.dispose();
    this.part.dispose();
    this.weeks.dispose();
  }

  async load() {
    const id = this.id;
    try {
      const [data, forecast] = await Promise.all([
        getJson(`/api/links/${encodeURIComponent(id)}`),
        getJson(`/api/links/${encodeURIComponent(id)}/forecast?${this.part.query()}`),
        this.weeks.load(`/api/links/${encodeURIComponent(id)}/forecast`),
      ]);
      if (id !== this.id) return;
      this.data = data;
      this.forecast = forecast;
      this.draw();
    } catch {
      if (id === this.id && !this.data) this.fail();
    }
  }

  fail() {
    this.root.replaceChildren(this.closeButton(), element('p', { className: 'empty', text: t('linkFailed') }));
    this.root.hidden = false;
  }

  closeButton() {
    return element('button', { className: 'close', type: 'button', 'aria-label': t('close'), 'data-testid': 'link-close', text: '×', onclick: () => this.close() });
  }

  draw() {
    const p = this.data.properties;
    const first = this.root.hidden || this.root.dataset.link !== this.data.id;
    if (first) this.build();
    this.root.dataset.link = this.data.id;
    this.root.querySelector('.link-head').replaceChildren(...this.head(p));
    this.root.querySelector('.link-now').replaceChildren(...this.now(p));
    this.root.querySelector('.link-facts').replaceChildren(...this.facts(p));
    this.root.querySelector('.close').setAttribute('aria-label', t('close'));
    this.drawHistory(p);
    this.part.draw(this.forecast, 'SPEED');
    this.weeks.draw('SPEED', p.freeFlowSpeedMps);
    if (first) {
      this.root.hidden = false;
      document.body.classList.add('with-link');
      this.root.querySelector('.close').focus({ preventScroll: true });
    }
  }

  build() {
    this.dispose();
    this.root.replaceChildren(
      this.closeButton(),
      element('div', { className: 'link-head' }),
      element('div', { className: 'link-now' }),
      element('dl', { className: 'link-facts' }),
      element('section', { className: 'link-history' },
        element('h3'),
        element('div', { className: 'chart', 'data-testid': 'history', role: 'img' }),
        element('p', { className: 'empty', hidden: '' })),
      this.part.build(),
      this.weeks.build());
  }

  head(p) {
    const structure = t(p.structure);
    const from = named(p.from);
    const to = named(p.to);
    return [
      element('p', { className: 'over', text: [t(p.roadClass), structure].filter(Boolean).join(' · ') }),
      element('h2', { id: 'link-title', 'data-testid': 'link-name', text: named(p.name) || t('unnamed') }),
      from || to ? element('p', { className: 'towards', text: t('towards', from || '…', to || '…') }) : '',
      p.oppositeLinkId ? element('button', {
        className: 'opposite', type: 'button', text: '⇄ ' + t('opposite'), onclick: () => this.actions.openLink(p.oppositeLinkId),
      }) : '',
    ].filter(Boolean);
  }

  now(p) {
    const index = p.live ? classOf(p.ratio) : -1;
    const share = Math.round(Math.min(1, p.ratio ?? 0) * 100);
    const speed = element('p', { className: 'speed' },
      element('b', { 'data-testid': 'link-speed', text: kmh(p.speedMps) }),
      element('span', { text: 'km/h' }),
      element('span', { className: 'share', text: p.live ? `${share}%` : '' }));
    speed.style.setProperty('--tone', styleOf(index).colour);
    const bar = element('div', { className: 'bar-line', 'aria-hidden': 'true' }, element('i'));
    bar.firstChild.style.width = (p.live ? share : 0) + '%';
    bar.firstChild.style.background = styleOf(index).colour;
    return [speed, bar];
  }

  facts(p) {
    const fact = (name, value) => [element('dt', { text: t(name) }), element('dd', { text: value, 'data-testid': 'fact-' + name })];
    const minutes = Math.floor(p.travelTimeSeconds / 60);
    const length = p.lengthMetres < 1000 ? t('metres', Math.round(p.lengthMetres)) : t('kilometres', (p.lengthMetres / 1000).toFixed(1));
    return [
      ...fact('freeFlow', `${kmh(p.freeFlowSpeedMps)} km/h`),
      ...fact('travelTime', minutes > 0 ? `${t('minutes', minutes)} ${t('seconds', Math.round(p.travelTimeSeconds % 60))}` : t('seconds', Math.round(p.travelTimeSeconds))),
      ...fact('source', t(p.source) + (p.revision > 0 ? ` (${t('revised')})` : '')),
      ...fact('confidence', p.live ? `${Math.round(p.confidence * 100)}%` : '–'),
      ...fact('samples', p.live ? p.samples : '–'),
      ...fact('age', p.ageSeconds === null ? '–' : ago(p.ageSeconds)),
      ...(p.flowVph === null ? [] : fact('flow', t('perHour', Math.round(p.flowVph).toLocaleString()))),
      ...(p.occupancy === null ? [] : fact('occupancy', `${(p.occupancy * 100).toFixed(1)}%`)),
      ...fact('length', length),
      ...fact('lanes', p.lanes),
    ];
  }

  drawHistory(p) {
    const box = this.root.querySelector('.chart');
    const empty = this.root.querySelector('.link-history .empty');
    const points = ahead(this.forecast, 'SPEED');
    const none = p.history.length === 0 && points.length === 0;
    const title = t(points.length > 0 ? 'hoursAround' : 'history');
    this.root.querySelector('.link-history h3').textContent = title;
    empty.hidden = !none;
    empty.textContent = t('noHistory');
    box.hidden = none;
    box.setAttribute('aria-label', `${title}: ${p.history.slice(-5).map(h => `${clockTime(h.minute)} ${kmh(h.speedMps)} km/h`).join(', ')}; ${spoken(points, 'km/h')}`);
    box.dataset.points = p.history.length;
    box.dataset.ahead = points.length;
    if (!none) this.chart.draw(box, this.options(p, points));
  }

  options(p, points) {
    // Each minute in the map's colours, paler where it is less sure.
    const bars = p.history.map(h => ({
      at: localMillis(h.minute), value: +(h.speedMps * 3.6).toFixed(1),
      colour: styleOf(classOf(h.speedMps / p.freeFlowSpeedMps)).colour, opacity: 0.35 + 0.65 * h.confidence,
    }));
    const now = bars.length > 0 ? bars[bars.length - 1].at + 60000 : points[0].at;
    const to = points.length > 0 ? Math.max(now, points[points.length - 1].at + 150000) : now;
    const longest = points.length > 0 ? PAST_BESIDE_FORECAST_MILLIS : PAST_MILLIS;
    const from = Math.max(now - longest, Math.min(bars[0]?.at ?? now, now - 1800000));
    return hoursOptions({
      bars: bars.filter(b => b.at >= from), ahead: points, unit: 'km/h', name: t('speed'), stepMillis: 60000, from, to,
      level: +(p.freeFlowSpeedMps * 3.6).toFixed(0), levelName: t('freeFlow'),
    });
  }
}
