// What is expected of one link or detector, and how well it held: a part of its panel.
import { Chart, dayOptions, localMillis } from './charts.js';
import { element } from './panels.js';
import { NO_MODEL, ago, clockTime, t } from './text.js';

// What was said so long before can be laid over the past day.
const HORIZONS = Array.from({ length: 12 }, (_, i) => 5 * (i + 1));
const FIRST_SHOWN = 30;
const SCALE = { SPEED: 3.6, FLOW: 1, TRAVEL_TIME: 1 };
const UNIT = { SPEED: 'km/h', FLOW: 'perHourUnit', TRAVEL_TIME: 's' };
const DIGITS = { SPEED: 1, FLOW: 0, TRAVEL_TIME: 0 };

export const unitOf = quantity => (quantity === 'FLOW' ? t('perHourUnit') : UNIT[quantity]);

/** The forecast of a quantity as points of a chart, in the unit of the screen; a point stands in the middle of its five minutes. */
export function ahead(answer, quantity) {
  const forecast = answer?.forecasts.find(f => f.quantity === quantity);
  if (!forecast) return [];
  const round = v => +(v * SCALE[quantity]).toFixed(DIGITS[quantity]);
  return forecast.horizons.map(h => ({ at: localMillis(h.until) - 150000, p10: round(h.p10), p50: round(h.p50), p90: round(h.p90) }));
}

export class ForecastPart {
  /** choose: called when another horizon is to be shown; the next answer must be of horizon(). */
  constructor(city, choose) {
    this.city = city;
    this.choose = choose;
    this.minutes = FIRST_SHOWN;
    this.chart = new Chart();
  }

  /** What is asked for of the past day: one horizon, for all twelve would be ten times as much. */
  query() {
    return `past=true&horizon=${this.minutes}`;
  }

  dispose() {
    this.chart.dispose();
  }

  build() {
    this.dispose();
    this.note = element('div', { className: 'model-note', 'data-testid': 'forecast-note' });
    this.box = element('div', { className: 'chart day', 'data-testid': 'past-day', role: 'img' });
    this.dayTitle = element('span');
    this.choice = element('select', {
      'data-testid': 'day-horizon', onchange: () => { this.minutes = +this.choice.value; this.choose(); },
    }, ...HORIZONS.map(minutes => element('option', { value: String(minutes) })));
    this.heldTitle = element('h3');
    this.held = element('table', { className: 'held', 'data-testid': 'held' });
    this.day = element('div', {}, element('h3', { className: 'day-title' }, this.dayTitle, this.choice), this.box, this.heldTitle, this.held);
    this.root = element('section', { className: 'link-history link-forecast', 'data-testid': 'forecast' }, this.note, this.day);
    return this.root;
  }

  draw(answer, quantity) {
    this.drawNote(answer, quantity);
    const past = answer?.past?.find(day => day.quantity === quantity);
    this.day.hidden = !past || past.points.length < 2;
    if (this.day.hidden) return;
    this.dayTitle.textContent = t('pastDay');
    this.choice.querySelectorAll('option').forEach(option => { option.textContent = t('before', option.value); });
    this.choice.value = String(this.minutes);
    this.choice.setAttribute('aria-label', t('heldAhead'));
    this.box.dataset.points = past.points.length;
    this.box.dataset.told = past.points.filter(p => p.told.some(h => h.minutes === this.minutes)).length;
    this.box.setAttribute('aria-label', `${t('pastDay')} ${t('before', this.minutes)}`);
    this.chart.draw(this.box, dayOptions({
      points: past.points, minutes: this.minutes, unit: unitOf(quantity), name: t('came'), scale: SCALE[quantity], digits: DIGITS[quantity],
    }));
    this.drawHeld(past, quantity, answer.poorAbove);
  }

  drawNote(answer, quantity) {
    const forecast = answer?.forecasts.find(f => f.quantity === quantity);
    if (!forecast) {
      this.note.replaceChildren(element('p', { className: 'empty', text: answer ? t('noForecast') : t('forecastFailed') }));
      this.root.dataset.state = 'none';
      return;
    }
    const drifting = this.city.quality?.judged.some(j => j.target === answer.target && j.quantity === quantity && j.group === 'ALL' && j.drifting);
    const seen = forecast.newestInputAgeSeconds;
    this.root.dataset.state = forecast.fellBack ? 'fellBack' : 'model';
    this.note.replaceChildren(...[
      element('p', { className: 'model-line' },
        element('span', { text: forecast.modelVersion === NO_MODEL ? t('noModelLine', clockTime(forecast.issuedAt)) : t('modelLine', forecast.modelVersion, clockTime(forecast.issuedAt)) }),
        element('span', { text: seen === null ? t('noInput') : t('newestInput', ago(seen)) })),
      forecast.fellBack ? element('p', { className: 'mark warn', 'data-testid': 'fell-back', text: t('fellBack') }) : null,
      drifting ? element('p', { className: 'mark warn', 'data-testid': 'drift', text: t('drifting') }) : null,
    ].filter(Boolean));
  }

  drawHeld(past, quantity, poorAbove) {
    const rows = past.held.filter(h => h.outcomes > 0);
    this.heldTitle.textContent = t('held');
    this.heldTitle.hidden = this.held.hidden = rows.length === 0;
    const percent = v => `${Math.round(v * 100)}%`;
    const poor = quantity === 'FLOW' ? t('heldGeh', poorAbove.flowGeh) : t('heldPoor', +(poorAbove.speedShare * 100).toFixed(1));
    const head = [t('heldAhead'), t('heldError'), poor, t('heldInside')];
    this.held.replaceChildren(
      element('thead', {}, element('tr', {}, ...head.map(text => element('th', { scope: 'col', text })))),
      element('tbody', {}, ...rows.map(h => element('tr', h.minutes === this.minutes ? { 'aria-current': 'true' } : {},
        element('th', { scope: 'row', text: t('minutes', h.minutes) }),
        element('td', { text: `${(h.mae * SCALE[quantity]).toFixed(DIGITS[quantity])} ${unitOf(quantity)}` }),
        element('td', { text: percent(h.poorShare) }),
        element('td', { text: percent(h.coverage) })))));
  }
}
