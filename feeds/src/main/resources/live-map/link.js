// The panel of one link: how it is now, and its last three hours.
import { getJson } from './api.js';
import { classOf, styleOf } from './colours.js';
import { element } from './panels.js';
import { ago, clockTime, kmh, named, onLanguage, t } from './text.js';

const REFRESH_MILLIS = 5000;

export class LinkPanel {
  constructor(root, actions) {
    this.root = root;
    this.actions = actions;
    this.id = null;
    this.data = null;
    this.chart = null;
    this.charts = null;
    onLanguage(() => { if (this.data) this.draw(); });
    addEventListener('resize', () => this.chart?.resize());
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
    this.chart?.dispose();
    this.chart = null;
  }

  async load() {
    const id = this.id;
    try {
      const data = await getJson(`/api/links/${encodeURIComponent(id)}`);
      if (id !== this.id) return;
      this.data = data;
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
    this.root.querySelector('.link-history h3').textContent = t('history');
    this.root.querySelector('.close').setAttribute('aria-label', t('close'));
    this.drawHistory(p);
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
        element('p', { className: 'empty', hidden: '' })));
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

  async drawHistory(p) {
    const box = this.root.querySelector('.chart');
    const empty = this.root.querySelector('.link-history .empty');
    empty.hidden = p.history.length > 0;
    empty.textContent = t('noHistory');
    box.hidden = p.history.length === 0;
    box.setAttribute('aria-label', `${t('history')}: ${p.history.slice(-5).map(h => `${clockTime(h.minute)} ${kmh(h.speedMps)} km/h`).join(', ')}`);
    box.dataset.points = p.history.length;
    if (p.history.length === 0) return;
    const echarts = await this.library();
    if (!box.isConnected) return;
    if (!this.chart) this.chart = echarts.init(box, null, { renderer: 'canvas' });
    this.chart.setOption(this.options(p), { notMerge: true });
  }

  library() {
    // Loaded when the first link is opened: the map does not need it.
    this.charts ??= new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = '/lib/echarts.js';
      script.onload = () => resolve(window.echarts);
      script.onerror = () => reject(new Error('echarts'));
      document.head.append(script);
    });
    return this.charts;
  }

  options(p) {
    const free = +(p.freeFlowSpeedMps * 3.6).toFixed(0);
    // Each minute in the map's colours, paler where it is less sure.
    const minutes = p.history.map(h => ({
      value: [localMillis(h.minute), +(h.speedMps * 3.6).toFixed(1)],
      itemStyle: { color: styleOf(classOf(h.speedMps / p.freeFlowSpeedMps)).colour, opacity: 0.35 + 0.65 * h.confidence },
    }));
    const newest = minutes[minutes.length - 1].value[0];
    const oldest = Math.min(minutes[0].value[0], newest - 1800000);
    const axis = { axisLine: { lineStyle: { color: '#33424f' } }, axisTick: { show: false }, axisLabel: { color: '#8ea2b5', fontSize: 10, hideOverlap: true } };
    return {
      animation: false,
      useUTC: true,
      grid: { left: 34, right: 12, top: 14, bottom: 22 },
      tooltip: { trigger: 'axis', renderMode: 'richText', valueFormatter: v => v + ' km/h', backgroundColor: '#18222e', borderColor: '#33424f', textStyle: { color: '#e6eef5', fontSize: 11 } },
      xAxis: { type: 'time', min: oldest, max: newest + 60000, ...axis, splitLine: { show: false } },
      yAxis: { type: 'value', min: 0, max: v => Math.ceil(Math.max(v.max, free) * 1.1 / 10) * 10, ...axis, splitLine: { lineStyle: { color: 'rgba(140,170,200,.09)' } } },
      series: [{
        type: 'bar', name: t('speed'), data: minutes, barWidth: Math.max(1, 268 / ((newest - oldest) / 60000 + 1) * 1.06),
        markLine: {
          silent: true, symbol: 'none', lineStyle: { color: '#8ea2b5', type: 'dashed', width: 1 },
          label: { formatter: t('freeFlow'), color: '#8ea2b5', position: 'insideStartTop', fontSize: 10 }, data: [{ yAxis: free }],
        },
      }],
    };
  }
}

/** The chart counts in UTC; the city's own time is shown by leaving the offset away. */
const localMillis = iso => Date.parse(iso.slice(0, 19) + 'Z');
