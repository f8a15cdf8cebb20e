// The next two weeks of one link or detector: a row a day, a cell each half hour, and one day with its band.
import { getJson } from './api.js';
import { Chart, hoursOptions, localMillis } from './charts.js';
import { classOf, styleOf } from './colours.js';
import { unitOf } from './forecast.js';
import { element } from './panels.js';
import { clockTime, language, t } from './text.js';

const DAYS = 14;
const SLOTS = 48;
const REFRESH_MILLIS = 120000;
const DAY_MILLIS = 86400000;
const SCALE = { SPEED: 3.6, FLOW: 1 };

const dayName = date => new Intl.DateTimeFormat(language() === 'ja' ? 'ja-JP' : 'en-GB', { weekday: 'short', day: 'numeric', month: 'numeric', timeZone: 'UTC' })
  .format(new Date(date + 'T00:00:00Z'));

export class WeeksPart {
  constructor() {
    this.chart = new Chart();
    this.path = null;
  }

  dispose() {
    this.chart.dispose();
  }

  build() {
    this.dispose();
    this.title = element('h3');
    this.note = element('div', { className: 'model-note', 'data-testid': 'weeks-note' });
    this.grid = element('div', { className: 'weeks', role: 'grid', 'data-testid': 'weeks' });
    this.dayTitle = element('h3');
    this.box = element('div', { className: 'chart', role: 'img', 'data-testid': 'weeks-day' });
    this.drawn = null;
    return element('section', { className: 'link-history link-weeks' }, this.title, this.note, this.grid, this.dayTitle, this.box);
  }

  /** Asks anew when another target is shown, and every two minutes. */
  async load(path) {
    if (this.path !== path) {
      this.path = path;
      this.answer = null;
      this.date = null;
      this.at = 0;
    }
    if (Date.now() - this.at < REFRESH_MILLIS) return;
    this.at = Date.now();
    try {
      const answer = await getJson(`${path}?days=${DAYS}`);
      if (this.path !== path) return;
      this.answer = answer;
      // Before anything is told, it may come any moment.
      if (answer.slots.length === 0) this.at = 0;
    } catch {
      // The panel's own question tells of failures; this one is asked again.
      if (this.path === path) this.at = 0;
    }
  }

  /** freeFlow in m/s colours speeds as on the map; without it, and for flows, by the largest. */
  draw(quantity, freeFlow) {
    this.title.textContent = t('weeks');
    const told = this.answer?.slots.find(s => s.quantity === quantity);
    this.grid.hidden = this.dayTitle.hidden = this.box.hidden = !told;
    if (!told) {
      this.note.replaceChildren(element('p', { className: 'empty', text: t('weeksNone') }));
      this.drawn = null;
      return;
    }
    const key = [this.path, quantity, language(), this.date, told.days[0].issuedAt, told.days.length].join(' ');
    if (key === this.drawn) return;
    this.drawn = key;
    const newest = told.days.reduce((a, b) => (a.issuedAt > b.issuedAt ? a : b));
    this.note.replaceChildren(...[
      element('p', { className: 'model-line' }, element('span', { text: t('weeksNote', newest.modelVersion, clockTime(newest.issuedAt)) })),
      newest.fellBack ? element('p', { className: 'mark warn', text: t('weeksUsual') }) : null,
    ].filter(Boolean));
    const open = told.days.flatMap(d => d.slots).filter(s => !s.closed);
    const most = Math.max(1e-6, ...open.map(s => s.p50));
    const shown = told.days.find(d => d.date === this.date) || told.days[0];
    this.grid.replaceChildren(...told.days.map(day => this.row(day, quantity, freeFlow, most, day === shown)));
    this.drawDay(shown, quantity);
  }

  row(day, quantity, freeFlow, most, pressed) {
    const name = dayName(day.date);
    const weekday = new Date(day.date + 'T00:00:00Z').getUTCDay();
    const strip = element('span', { className: 'strip', 'aria-hidden': 'true' });
    const missing = SLOTS - day.slots.length;
    for (let i = 0; i < missing; i++) strip.append(element('i', { className: 'over' }));
    for (const slot of day.slots) {
      const cell = element('i', { title: this.words(name, slot, quantity), className: slot.closed ? 'closed' : '' });
      if (!slot.closed) cell.style.background = this.colour(slot, quantity, freeFlow, most);
      strip.append(cell);
    }
    return element('button', {
      type: 'button', className: 'week-day' + (weekday === 0 ? ' sunday' : weekday === 6 ? ' saturday' : ''), role: 'row',
      'aria-pressed': String(pressed), onclick: () => { this.date = day.date; this.drawn = null; this.draw(quantity, freeFlow); },
    }, element('b', { text: name }), strip);
  }

  colour(slot, quantity, freeFlow, most) {
    if (quantity === 'SPEED' && freeFlow) return styleOf(classOf(slot.p50 / freeFlow)).colour;
    const share = slot.p50 / most;
    return quantity === 'SPEED' ? styleOf(classOf(share)).colour : `rgba(124, 199, 232, ${(0.08 + 0.92 * share).toFixed(2)})`;
  }

  words(name, slot, quantity) {
    if (slot.closed) return `${name} ${clockTime(slot.begin)}: ${t('weeksClosed')}`;
    const round = v => (v * SCALE[quantity]).toFixed(0);
    return t('weeksSlot', name, clockTime(slot.begin), round(slot.p50), round(slot.p10), round(slot.p90), unitOf(quantity));
  }

  drawDay(day, quantity) {
    this.dayTitle.textContent = t('weeksDay', dayName(day.date));
    const round = v => +(v * SCALE[quantity]).toFixed(1);
    const half = day.slotMinutes * 30000;
    const points = day.slots.filter(s => !s.closed)
      .map(s => ({ at: localMillis(s.begin) + half, p10: round(s.p10), p50: round(s.p50), p90: round(s.p90) }));
    const from = Date.parse(day.date + 'T00:00:00Z');
    this.box.setAttribute('aria-label', day.slots.filter((_, i) => i % 4 === 0).map(s => this.words('', s, quantity)).join(', '));
    this.box.dataset.slots = day.slots.length;
    this.chart.draw(this.box, hoursOptions({ bars: [], ahead: points, unit: unitOf(quantity), name: t('expected'), stepMillis: 2 * half, from, to: from + DAY_MILLIS }));
  }
}
