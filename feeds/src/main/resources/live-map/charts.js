// The charts of a panel: what came, and what is expected, on ECharts.
import { t } from './text.js';

export const FORECAST = '#b79cf0';
const AXIS = { axisLine: { lineStyle: { color: '#33424f' } }, axisTick: { show: false }, axisLabel: { color: '#8ea2b5', fontSize: 10, hideOverlap: true } };
const GRID = { left: 40, right: 12, top: 14, bottom: 22 };
const SOFT = 'rgba(140,170,200,.09)';

let loading;

/** Loaded when the first panel is opened: the map does not need it. */
function library() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = '/lib/echarts.js';
    script.onload = () => resolve(window.echarts);
    script.onerror = () => { loading = undefined; reject(new Error('echarts')); };
    document.head.append(script);
  });
  return loading;
}

/** The chart counts in UTC; the city's own time is shown by leaving the offset away. */
export const localMillis = iso => Date.parse(iso.slice(0, 19) + 'Z');

const hour = millis => new Date(millis).toISOString().slice(11, 16);

/** One box with one chart in it that lives as long as the box. */
export class Chart {
  constructor() {
    this.chart = null;
    this.box = null;
    addEventListener('resize', () => this.chart?.resize());
  }

  async draw(box, options) {
    const echarts = await library();
    if (!box.isConnected) return;
    if (this.box !== box) this.dispose();
    this.box = box;
    this.chart ??= echarts.init(box, null, { renderer: 'canvas' });
    this.chart.setOption(options, { notMerge: true });
  }

  dispose() {
    this.chart?.dispose();
    this.chart = null;
    this.box = null;
  }
}

function tooltip(unit) {
  return {
    trigger: 'axis', renderMode: 'richText', backgroundColor: '#18222e', borderColor: '#33424f', textStyle: { color: '#e6eef5', fontSize: 11 },
    formatter: items => {
      const lines = items.filter(i => i.seriesId !== 'low' && i.value[1] !== null && !Number.isNaN(i.value[1]))
        .map(i => (i.seriesId === 'band' ? `${i.seriesName} ${i.value[2]}–${i.value[3]} ${unit}` : `${i.seriesName} ${i.value[1]} ${unit}`));
      return items.length === 0 ? '' : [hour(items[0].value[0]), ...lines].join('\n');
    },
  };
}

function frame(unit, from, to, top) {
  return {
    animation: false,
    useUTC: true,
    grid: GRID,
    tooltip: tooltip(unit),
    xAxis: { type: 'time', min: from, max: to, ...AXIS, splitLine: { show: false } },
    yAxis: { type: 'value', min: 0, max: v => Math.ceil(Math.max(v.max, top || 0) * 1.1 / 10) * 10, ...AXIS, splitLine: { lineStyle: { color: SOFT } } },
  };
}

/** The lower edge, the band on it, and the middle. */
function fan(points) {
  if (points.length === 0) return [];
  const line = { type: 'line', symbol: 'none', lineStyle: { opacity: 0 } };
  return [
    { ...line, id: 'low', name: 'p10', stack: 'fan', data: points.map(p => [p.at, p.p10]) },
    { ...line, id: 'band', name: 'p10–p90', stack: 'fan', areaStyle: { color: FORECAST, opacity: 0.24 }, data: points.map(p => [p.at, +(p.p90 - p.p10).toFixed(1), p.p10, p.p90]) },
    { type: 'line', id: 'middle', name: t('expected'), symbol: 'circle', symbolSize: 4, lineStyle: { color: FORECAST, width: 2 }, itemStyle: { color: FORECAST }, data: points.map(p => [p.at, p.p50]) },
  ];
}

/**
 * The last hours as bars, the next as a fan.
 * bars: [{ at, value, colour, opacity }], ahead: [{ at, p10, p50, p90 }], stepMillis between bars.
 */
export function hoursOptions({ bars, ahead, unit, name, level, levelName, stepMillis, from, to }) {
  const width = Math.max(1, 268 / ((to - from) / stepMillis) * 1.02);
  return {
    ...frame(unit, from, to, level),
    series: [{
      type: 'bar', id: 'came', name, barWidth: width,
      data: bars.map(b => ({ value: [b.at, b.value], itemStyle: { color: b.colour, opacity: b.opacity ?? 1 } })),
      markLine: level ? {
        silent: true, symbol: 'none', lineStyle: { color: '#8ea2b5', type: 'dashed', width: 1 },
        label: { formatter: levelName, color: '#8ea2b5', position: 'insideStartTop', fontSize: 10 }, data: [{ yAxis: level }],
      } : undefined,
    }, ...fan(ahead)],
  };
}

/** The past day: what came, and the band and middle that had been said of it so long before. */
export function dayOptions({ points, minutes, unit, name, scale, digits }) {
  const round = v => +(v * scale).toFixed(digits);
  const came = points.map(p => [localMillis(p.begin), p.outcome === null ? null : round(p.outcome)]);
  const said = points.map(p => ({ at: localMillis(p.begin), told: p.told.find(h => h.minutes === minutes) }));
  const to = came[came.length - 1][0] + 300000;
  const from = Math.min(came[0][0], to - 3 * 3600000);
  const edge = (p, f) => [p.at, p.told ? f(p.told) : null];
  const line = { type: 'line', symbol: 'none', connectNulls: false };
  return {
    ...frame(unit, from, to, 0),
    series: [
      { ...line, id: 'low', name: 'p10', stack: 'fan', lineStyle: { opacity: 0 }, data: said.map(p => edge(p, h => round(h.p10))) },
      {
        ...line, id: 'band', name: 'p10–p90', stack: 'fan', lineStyle: { opacity: 0 }, areaStyle: { color: FORECAST, opacity: 0.22 },
        data: said.map(p => (p.told ? [p.at, round(p.told.p90 - p.told.p10), round(p.told.p10), round(p.told.p90)] : [p.at, null])),
      },
      { ...line, id: 'said', name: t('said', minutes), lineStyle: { color: FORECAST, width: 1.2 }, itemStyle: { color: FORECAST }, data: said.map(p => edge(p, h => round(h.p50))) },
      { ...line, id: 'came', name, lineStyle: { color: '#dfeaf4', width: 1.4 }, itemStyle: { color: '#dfeaf4' }, data: came },
    ],
  };
}

/** In words, for who cannot see a chart. */
export const spoken = (ahead, unit) => ahead.filter((_, i) => i % 3 === 2).map(p => `${hour(p.at)} ${p.p50} (${p.p10}–${p.p90}) ${unit}`).join(', ');
