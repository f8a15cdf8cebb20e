// The slider from now to an hour ahead, and what the forecasts are made by.
import { getJson } from './api.js';
import { element } from './panels.js';
import { NO_MODEL, clockTime, onLanguage, t } from './text.js';

const STEP = 5;
const QUALITY_MILLIS = 20000;

const $ = id => document.getElementById(id);

export class Timeline {
  constructor(city, map) {
    this.city = city;
    this.map = map;
    this.range = $('ahead-range');
    this.range.addEventListener('input', () => this.set(+this.range.value));
    $('ahead-now').addEventListener('click', () => this.set(0));
    city.on('forecasts', () => this.draw());
    city.on('clock', () => this.drawWhen());
    onLanguage(() => this.draw());
    this.askQuality();
    setInterval(() => this.askQuality(), QUALITY_MILLIS);
    this.draw();
  }

  set(minutes) {
    const horizon = Math.max(0, Math.min(60, Math.round(minutes / STEP) * STEP));
    this.range.value = horizon;
    this.city.setHorizon(horizon);
    this.map.render();
    this.draw();
  }

  async askQuality() {
    try {
      this.city.quality = await getJson('/api/forecast/quality');
    } catch {
      return; // the connection says that something is wrong; the next try comes soon
    }
    this.draw();
  }

  draw() {
    const any = this.city.forecastCount() > 0;
    this.range.disabled = !any;
    $('ahead-now').disabled = !any;
    document.body.dataset.forecasts = this.city.forecastCount();
    document.body.dataset.horizon = this.city.horizon;
    this.drawWhen();
    this.drawModel(any);
  }

  drawWhen() {
    const minutes = this.city.horizon;
    const at = this.city.clock?.eventTime && minutes > 0 ? this.city.expectedAt() : null;
    const when = minutes === 0 ? t('now') : t('aheadAt', minutes, at ? clockTime(at) : '–');
    if (this.when === when) return;
    this.when = when;
    $('ahead-when').textContent = when;
    $('legend-when').textContent = minutes === 0 ? t('legendNow') : t('legendAhead', at ? clockTime(at) : '–', minutes);
    $('ahead-now').setAttribute('aria-pressed', String(minutes === 0));
    this.range.setAttribute('aria-valuetext', when);
    document.body.classList.toggle('is-ahead', minutes > 0);
  }

  drawModel(any) {
    const box = $('ahead-model');
    if (!any) {
      box.replaceChildren(element('span', { text: t('noForecasts') }));
      return;
    }
    const links = (this.city.quality?.arrived || []).find(a => a.target === 'LINK' && a.quantity === 'SPEED');
    const judged = (this.city.quality?.judged || []).filter(j => j.group === 'ALL');
    // A model's parts share its version: part/version.
    const bare = version => version.slice(version.lastIndexOf('/') + 1);
    const versions = [...new Set(judged.map(j => bare(j.modelVersion)))];
    const half = links?.horizons.find(h => h.minutes === 30 && h.outcomes > 0);
    const shadows = [...new Set(judged.map(j => j.shadowVersion).filter(Boolean).map(bare))];
    box.replaceChildren(...[
      versions.length > 0 ? element('span', { text: versions.every(v => v === NO_MODEL) ? t('noModel') : t('model', versions.filter(v => v !== NO_MODEL).join(', ')) }) : null,
      links?.fellBack > 0 ? element('span', { className: 'mark warn', text: t('fellBackShort', links.fellBack, links.targets) }) : null,
      judged.some(j => j.drifting) ? element('span', { className: 'mark warn', 'data-testid': 'city-drift', text: t('driftShort') }) : null,
      half ? element('span', { className: 'detail', text: t('heldShort', (half.mae * 3.6).toFixed(1), Math.round(half.coverage * 100)) }) : null,
      shadows.length > 0 ? element('span', { className: 'detail', text: t('onTrial', shadows.join(', ')) }) : null,
    ].filter(Boolean));
    if (!box.hasChildNodes()) box.append(element('span', { text: t('forecastOf', this.city.forecastCount().toLocaleString()) }));
  }
}
