// The panel of one detector: its last reading, the last hours and the next, and how well forecasts held.
import { getJson } from './api.js';
import { Chart, hoursOptions, localMillis, spoken } from './charts.js';
import { ForecastPart, ahead, unitOf } from './forecast.js';
import { WeeksPart } from './weeks.js';
import { element } from './panels.js';
import { clockTime, kmh, named, onLanguage, t } from './text.js';

const REFRESH_MILLIS = 5000;
const STEP_MILLIS = 300000;
const PAST_MILLIS = 7200000;

export class DetectorPanel {
  constructor(root, city, actions) {
    this.root = root;
    this.city = city;
    this.actions = actions;
    this.id = null;
    this.quantity = 'FLOW';
    this.chart = new Chart();
    this.part = new ForecastPart(city, () => this.load());
    this.weeks = new WeeksPart();
    city.on('detectors', () => { if (this.id && this.built) this.drawNow(); });
    onLanguage(() => { if (this.id) this.draw(); });
  }

  async open(id) {
    this.opener = document.activeElement;
    this.id = id;
    this.answer = null;
    this.built = false;
    clearInterval(this.timer);
    this.timer = setInterval(() => this.load(), REFRESH_MILLIS);
    this.draw();
    await this.load();
  }

  close() {
    clearInterval(this.timer);
    this.id = null;
    this.chart.dispose();
    this.part.dispose();
    this.weeks.dispose();
    this.root.hidden = true;
    document.body.classList.remove('with-link');
    if (this.opener?.isConnected) this.opener.focus();
  }

  async load() {
    const id = this.id;
    try {
      const path = `/api/detectors/${encodeURIComponent(id)}/forecast`;
      const [answer] = await Promise.all([getJson(`${path}?${this.part.query()}`), this.weeks.load(path)]);
      if (id !== this.id) return;
      this.answer = answer;
    } catch {
      if (id !== this.id) return;
    }
    this.draw();
  }

  build() {
    this.chart.dispose();
    this.root.replaceChildren(
      element('button', { className: 'close', type: 'button', 'aria-label': t('close'), 'data-testid': 'detector-close', text: '×', onclick: () => this.close() }),
      element('p', { className: 'over' }),
      element('h2', { id: 'detector-title', 'data-testid': 'detector-name' }),
      element('button', { className: 'opposite', type: 'button', onclick: () => this.actions.openLink(this.city.detectors.get(this.id).linkId) }),
      element('dl', { className: 'link-facts' }),
      element('div', { className: 'toggles', role: 'group', 'aria-label': t('quantity') },
        ...['FLOW', 'SPEED'].map(quantity => element('button', { type: 'button', 'data-quantity': quantity, onclick: () => { this.quantity = quantity; this.draw(); } }))),
      element('section', { className: 'link-history' }, element('h3'), element('div', { className: 'chart', role: 'img', 'data-testid': 'detector-hours' })),
      this.part.build(),
      this.weeks.build());
    this.built = true;
  }

  draw() {
    const detector = this.city.detectors.get(this.id);
    if (!detector) return;
    const first = !this.built;
    if (first) this.build();
    this.root.querySelector('.over').textContent = t('detector');
    this.root.querySelector('h2').textContent = named(detector.name);
    const link = this.city.byId.get(detector.linkId);
    this.root.querySelector('.opposite').textContent = '→ ' + (named(link?.props.name) || t('unnamed'));
    this.root.querySelectorAll('[data-quantity]').forEach(button => {
      button.textContent = t(button.dataset.quantity === 'FLOW' ? 'flow' : 'speed');
      button.setAttribute('aria-pressed', String(button.dataset.quantity === this.quantity));
    });
    this.drawNow();
    this.drawHours();
    this.part.draw(this.answer, this.quantity);
    this.weeks.draw(this.quantity);
    if (first) {
      this.root.hidden = false;
      document.body.classList.add('with-link');
      this.root.querySelector('.close').focus({ preventScroll: true });
    }
  }

  drawNow() {
    const r = this.city.detectors.get(this.id)?.lastReading;
    const fact = (name, value) => [element('dt', { text: t(name) }), element('dd', { text: value })];
    this.root.querySelector('.link-facts').replaceChildren(...(r ? [
      ...fact('lastReading', clockTime(r.intervalEnd)),
      ...fact('flow', t('perHour', Math.round(r.flowVph).toLocaleString())),
      ...fact('speed', r.meanSpeedMps === null ? '–' : `${kmh(r.meanSpeedMps)} km/h`),
      ...fact('occupancy', `${(r.occupancy * 100).toFixed(1)}%`),
    ] : [element('dt', { text: t('noReading') })]));
  }

  drawHours() {
    const past = this.answer?.past?.find(day => day.quantity === this.quantity);
    const points = ahead(this.answer, this.quantity);
    const box = this.root.querySelector('.chart');
    const title = this.root.querySelector('.link-history h3');
    title.textContent = t('hoursAround');
    box.hidden = title.hidden = !past && points.length === 0;
    if (box.hidden || !this.answer.eventTime) return;
    const scale = this.quantity === 'SPEED' ? 3.6 : 1;
    const now = localMillis(this.answer.eventTime);
    const bars = (past?.points || []).filter(p => p.outcome !== null && localMillis(p.begin) > now - PAST_MILLIS)
      .map(p => ({ at: localMillis(p.begin) + STEP_MILLIS / 2, value: +(p.outcome * scale).toFixed(1), colour: '#7cc7e8', opacity: 0.75 }));
    box.dataset.ahead = points.length;
    box.setAttribute('aria-label', `${t('hoursAround')}: ${spoken(points, unitOf(this.quantity))}`);
    this.chart.draw(box, hoursOptions({
      bars, ahead: points, unit: unitOf(this.quantity), name: t('came'), stepMillis: STEP_MILLIS,
      from: now - PAST_MILLIS, to: points.length > 0 ? Math.max(now, points[points.length - 1].at) + 150000 : now,
    }));
  }
}
