// What the page says, in both languages.

/** What the forecast job calls its model while it has none: the historic profile speaks. */
export const NO_MODEL = 'none';

const TEXTS = {
  en: {
    skip: 'Go to the alerts', mapLabel: 'Live traffic map. Arrow keys move it, plus and minus zoom.',
    eventTime: 'Time in the city', sources: 'How fresh each source is', resize: 'Change the height of the panel',
    now: 'Right now', level: 'of free flow', congested: 'slow links', liveLinks: 'live links', vehicles: 'Vehicles',
    searchHint: 'Find a road', searchLabel: 'Find a road by its name', noRoad: 'No road of that name',
    alerts: 'Alerts', filterLabel: 'Which alerts', filterOpen: 'Open', filterNew: 'Unacknowledged', filterCleared: 'Cleared',
    noAlerts: 'Nothing to act on.', operator: 'Acknowledge as', operatorHint: 'your name', legend: 'Legend and layers',
    jam: 'Jam', ofFreeFlow: 'speed / free flow', free: 'Free', unknown: 'No data', layers: 'Layers', detectors: 'Detectors', labels: 'Names',
    connecting: 'Connecting', live: 'Live', lost: 'Reconnecting', language: '日本語', languageLabel: 'Switch to Japanese',
    acknowledge: 'Acknowledge', acknowledgedBy: 'Acknowledged by {0}', since: 'since {0}', minutes: '{0} min', hours: '{0} h {1} min', days: '{0} days',
    cleared: 'Cleared', showOnMap: 'Show on the map', ackFailed: 'Could not be acknowledged: {0}', newAlert: 'New alert: {0}',
    close: 'Close', speed: 'Speed', freeFlow: 'Free flow', travelTime: 'Travel time', source: 'Source', confidence: 'Confidence',
    samples: 'Samples', age: 'Age', flow: 'Flow', occupancy: 'Occupancy', history: 'Last three hours', revised: 'corrected', length: 'Length', lanes: 'Lanes',
    noHistory: 'No history yet.', linkFailed: 'The link could not be loaded.', seconds: '{0} s', metres: '{0} m', kilometres: '{0} km', perHour: '{0}/h',
    unnamed: 'Unnamed road', towards: '{0} → {1}', opposite: 'Other direction', links: '{0} links', detector: 'Detector', noReading: 'No reading yet',
    reading: '{0}/h, {1}, occupancy {2} %', agoSeconds: '{0} s', agoMinutes: '{0} min', never: '–', startFailed: 'The map could not be loaded: {0}',
    routeOpen: 'Find a route', route: 'Route', routeFrom: 'Tap where the trip begins', routeTo: 'Tap where it ends', routeAsking: 'Looking for the way …',
    routeFailed: 'No route: {0}', routeFree: '{0} with the roads empty', routeFastest: 'Fastest', routeOther: 'Other way', routeChoice: 'Which way',
    routeVehicle: 'Vehicle', routeSwap: 'Swap', heavy: 'Heavy vehicle', arrival: 'Arrival',
    ahead: 'Time that the map shows', aheadNow: 'Now', aheadAt: '+{0} min · {1}', legendNow: 'Right now', legendAhead: 'Expected at {0} (+{1} min)',
    noForecasts: 'No forecast has arrived yet.', model: 'Model {0}', forecastOf: 'Forecasts of {0} links',
    heldShort: 'past day, 30 min ahead: {0} km/h off, {1}% within the band', fellBackShort: '{0} of {1} links on usual values',
    onTrial: 'on trial: {0}', driftShort: 'Forecasts have become worse', expected: 'Expected', expectedIn: '{0} km/h expected in {1} min',
    noForecastShort: 'no forecast', said: 'Said {0} min before', came: 'Measured', pastDay: 'Past day, and what was said', before: '{0} min before',
    hoursAround: 'Last two hours and the next', quantity: 'Quantity', lastReading: 'Last reading', perHourUnit: 'veh/h',
    noForecast: 'Nothing is forecast here yet.', forecastFailed: 'The forecast could not be loaded.',
    noModel: 'No model yet: usual values', noModelLine: 'No model yet, {0}',
    modelLine: 'Model {0}, {1}', newestInput: 'newest input {0} before', noInput: 'no input in its window',
    fellBack: 'The model fell back: usual values stand in for it.', drifting: 'Drift: forecasts have become worse than they used to be.',
    held: 'How the past day’s forecasts held', heldAhead: 'Ahead', heldError: 'Mean error', heldPoor: '>{0}% off', heldGeh: 'GEH>{0}', heldInside: 'In band',
    weeks: 'The next two weeks', weeksNone: 'No forecast of the next two weeks yet.', weeksUsual: 'Told as its road class: no model knows this road.',
    weeksNote: 'Model {0}, {1}', weeksDay: '{0}, expected', weeksClosed: 'closed', weeksSlot: '{0} {1}: {2} ({3}–{4}) {5}',
    share_live: 'live', share_forecast: 'forecast', share_historic: 'usual', share_freeFlow: 'free flow',
    PROBE: 'Probe vehicles', DETECTOR: 'Detectors', FUSED: 'Probes and detectors', FREE_FLOW: 'Free flow (no live data)',
    CONGESTION: 'Congestion', QUEUE_SPILLBACK: 'Queue spill-back', DETECTOR_SILENT: 'Detector silent', DETECTOR_STUCK: 'Detector stuck',
    HAUL_SLOT_OVER_CAP: 'Slot over its cap', UNREGISTERED_PLATE: 'Unregistered plate',
    PREDICTED_CONGESTION: 'Congestion ahead', FORECAST_DRIFT: 'Forecast drift',
    PROMISE_AT_RISK: 'Promise at risk', PROMISE_BROKEN: 'Promise broken',
    HAUL_PREDICTED_OVER_CAP: 'Slot will be over cap', HAUL_OFF_ROUTE: 'Off route', HAUL_GATE_QUEUE: 'Queue at a gate',
    HAUL_HOLDING_FULL: 'Holding area full', HAUL_CONVOY_DELAYED: 'Convoy delayed',
    NOTICE: 'Notice', WARNING: 'Warning', CRITICAL: 'Critical',
    'probe.position': 'Probes', 'detector.reading': 'Detectors', 'haul.passage': 'Cameras', 'link.state': 'Links', forecast: 'Forecasts', alert: 'Alerts',
    CAR: 'Car', TAXI: 'Taxi', BUS: 'Bus', TRUCK: 'Truck', HAUL_TRUCK: 'Construction truck', SERVICE: 'Municipal vehicle',
    MOTORWAY: 'Expressway', MOTORWAY_LINK: 'Expressway ramp', TRUNK: 'National road', TRUNK_LINK: 'National road ramp', PRIMARY: 'Main road',
    PRIMARY_LINK: 'Main road ramp', SECONDARY: 'Secondary road', SECONDARY_LINK: 'Ramp', TERTIARY: 'Local main road', TERTIARY_LINK: 'Ramp',
    UNCLASSIFIED: 'Local road', RESIDENTIAL: 'Street', LIVING_STREET: 'Living street',
    BRIDGE: 'bridge', TUNNEL: 'tunnel', ELEVATED: 'elevated', SURFACE: '',
  },
  ja: {
    skip: '警報へ移動', mapLabel: 'リアルタイム交通地図。矢印キーで移動、プラスとマイナスで拡大縮小。',
    eventTime: '都市の時刻', sources: '各データ源の鮮度', resize: 'パネルの高さを変える',
    now: '現在', level: '自由流比', congested: '低速リンク', liveLinks: '実測リンク', vehicles: '車両',
    searchHint: '道路を検索', searchLabel: '道路名で検索', noRoad: '該当する道路がありません',
    alerts: '警報', filterLabel: '表示する警報', filterOpen: '発生中', filterNew: '未確認', filterCleared: '解消済',
    noAlerts: '対応が必要な事象はありません。', operator: '確認者', operatorHint: 'お名前', legend: '凡例と表示',
    jam: '渋滞', ofFreeFlow: '速度／自由流速度', free: '順調', unknown: 'データなし', layers: '表示する層', detectors: '感知器', labels: '地名',
    connecting: '接続中', live: '受信中', lost: '再接続中', language: 'English', languageLabel: '英語に切り替える',
    acknowledge: '確認する', acknowledgedBy: '{0}が確認', since: '{0}から', minutes: '{0}分', hours: '{0}時間{1}分', days: '{0}日',
    cleared: '解消', showOnMap: '地図で見る', ackFailed: '確認できませんでした：{0}', newAlert: '新しい警報：{0}',
    close: '閉じる', speed: '速度', freeFlow: '自由流速度', travelTime: '所要時間', source: 'データ源', confidence: '信頼度',
    samples: '標本数', age: '経過', flow: '交通量', occupancy: '占有率', history: '直近3時間', revised: '訂正済', length: '延長', lanes: '車線',
    noHistory: 'まだ履歴がありません。', linkFailed: 'リンクを読み込めませんでした。', seconds: '{0}秒', metres: '{0}m', kilometres: '{0}km', perHour: '{0}台/時',
    unnamed: '名称のない道路', towards: '{0} → {1}', opposite: '反対方向', links: '{0}リンク', detector: '感知器', noReading: 'まだ計測がありません',
    reading: '{0}台/時、{1}、占有率{2}%', agoSeconds: '{0}秒', agoMinutes: '{0}分', never: '–', startFailed: '地図を読み込めませんでした：{0}',
    routeOpen: '経路を探す', route: '経路', routeFrom: '出発地をタップしてください', routeTo: '目的地をタップしてください', routeAsking: '経路を探しています…',
    routeFailed: '経路がありません：{0}', routeFree: '空いていれば{0}', routeFastest: '最速', routeOther: '別の経路', routeChoice: '経路の選択',
    routeVehicle: '車種', routeSwap: '入れ替え', heavy: '大型車', arrival: '到着',
    ahead: '地図に表示する時刻', aheadNow: '現在', aheadAt: '{0}分後・{1}', legendNow: '現在の速度', legendAhead: '{0}の予測（{1}分後）',
    noForecasts: '予測はまだ届いていません。', model: 'モデル {0}', forecastOf: '{0}リンクの予測',
    heldShort: '過去1日・30分前予測：誤差{0}km/h、予測幅内{1}%', fellBackShort: '{1}リンク中{0}は平常値で代用',
    onTrial: '試行中：{0}', driftShort: '予測精度が低下しています', expected: '予測', expectedIn: '{1}分後の予測 {0} km/h',
    noForecastShort: '予測なし', said: '{0}分前の予測', came: '実測', pastDay: '過去1日と予測', before: '{0}分前の予測',
    hoursAround: '過去2時間と今後1時間', quantity: '表示する量', lastReading: '最終計測', perHourUnit: '台/時',
    noForecast: 'この地点の予測はまだありません。', forecastFailed: '予測を読み込めませんでした。',
    noModel: 'モデル未学習：平常値を表示', noModelLine: 'モデル未学習、{0}発表',
    modelLine: 'モデル {0}、{1}発表', newestInput: '最新入力は{0}前', noInput: '直近の入力なし',
    fellBack: 'モデルの代わりに平常値を表示しています。', drifting: '予測精度が以前より低下しています。',
    held: '過去1日の予測の的中', heldAhead: '先', heldError: '平均誤差', heldPoor: '{0}%超の誤差', heldGeh: 'GEH>{0}', heldInside: '予測幅内',
    weeks: '今後2週間', weeksNone: '今後2週間の予測はまだありません。', weeksUsual: '学習対象外のため、同種の道路の平常値です。',
    weeksNote: 'モデル {0}、{1}発表', weeksDay: '{0}の予測', weeksClosed: '通行止', weeksSlot: '{0} {1}：{2}（{3}～{4}）{5}',
    share_live: '実測', share_forecast: '予測', share_historic: '平常', share_freeFlow: '自由流',
    PROBE: 'プローブ車両', DETECTOR: '感知器', FUSED: 'プローブと感知器', FREE_FLOW: '自由流（実測なし）',
    CONGESTION: '渋滞', QUEUE_SPILLBACK: '渋滞の延伸', DETECTOR_SILENT: '感知器の無応答', DETECTOR_STUCK: '感知器の固着',
    HAUL_SLOT_OVER_CAP: '時間枠の上限超過', UNREGISTERED_PLATE: '未登録車両',
    PREDICTED_CONGESTION: '渋滞の予測', FORECAST_DRIFT: '予測精度の低下',
    PROMISE_AT_RISK: '約束の遅れ', PROMISE_BROKEN: '約束の不履行',
    HAUL_PREDICTED_OVER_CAP: '枠超過の予測', HAUL_OFF_ROUTE: '経路逸脱', HAUL_GATE_QUEUE: 'ゲート前の待ち行列',
    HAUL_HOLDING_FULL: '待機場の満車', HAUL_CONVOY_DELAYED: '車列の遅延',
    NOTICE: '参考', WARNING: '注意', CRITICAL: '緊急',
    'probe.position': '車両位置', 'detector.reading': '感知器', 'haul.passage': 'カメラ', 'link.state': 'リンク速度', forecast: '予測', alert: '警報',
    CAR: '乗用車', TAXI: 'タクシー', BUS: 'バス', TRUCK: '貨物車', HAUL_TRUCK: '工事車両', SERVICE: '公用車',
    MOTORWAY: '高速道路', MOTORWAY_LINK: '高速出入口', TRUNK: '国道', TRUNK_LINK: '国道連絡路', PRIMARY: '主要道', PRIMARY_LINK: '連絡路',
    SECONDARY: '補助幹線', SECONDARY_LINK: '連絡路', TERTIARY: '地区幹線', TERTIARY_LINK: '連絡路', UNCLASSIFIED: '一般道', RESIDENTIAL: '生活道路', LIVING_STREET: '生活道路',
    BRIDGE: '橋', TUNNEL: 'トンネル', ELEVATED: '高架', SURFACE: '',
  },
};

/** Texts of a part that brings its own, before anything is shown. */
export function addTexts({ en, ja }) {
  Object.assign(TEXTS.en, en);
  Object.assign(TEXTS.ja, ja);
}

const KEY = 'mio.language';
const listeners = [];
let current = stored() || ((navigator.language || 'en').toLowerCase().startsWith('ja') ? 'ja' : 'en');

function stored() {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'ja' || value === 'en' ? value : null;
  } catch {
    return null; // storage may be forbidden; the browser's language does as well
  }
}

export const language = () => current;

export function t(key, ...values) {
  const text = TEXTS[current][key] ?? key;
  return text.replace(/\{(\d)\}/g, (_, i) => values[i] ?? '');
}

/** The name in the page's language; the one that is there if the other is not. */
export const named = name => (name ? name[current] || name.ja || name.en || '' : '');

export function onLanguage(listener) {
  listeners.push(listener);
}

export function setLanguage(value) {
  current = value;
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // forbidden: the choice lasts as long as the page
  }
  apply();
  listeners.forEach(listener => listener());
}

/** Puts the texts into everything that asks for one by its data attributes. */
export function apply(root = document) {
  document.documentElement.lang = current;
  root.querySelectorAll('[data-text]').forEach(e => { e.textContent = t(e.dataset.text); });
  root.querySelectorAll('[data-label]').forEach(e => e.setAttribute('aria-label', t(e.dataset.label)));
  root.querySelectorAll('[data-placeholder]').forEach(e => e.setAttribute('placeholder', t(e.dataset.placeholder)));
}

export function duration(milliseconds) {
  const minutes = Math.max(0, Math.round(milliseconds / 60000));
  if (minutes >= 2880) return t('days', Math.round(minutes / 1440));
  return minutes < 60 ? t('minutes', minutes) : t('hours', Math.floor(minutes / 60), minutes % 60);
}

export function ago(seconds) {
  if (seconds === null || seconds === undefined) return t('never');
  return seconds < 100 ? t('agoSeconds', Math.round(seconds)) : t('agoMinutes', Math.round(seconds / 60));
}

/** Hours and minutes as they stand in an ISO time with offset: the city's own time, whatever the reader's zone. */
export const clockTime = (iso, withSeconds = false) => (iso ? iso.slice(11, withSeconds ? 19 : 16) : '--:--');

/** The time; with its day if that is not the day of now. */
export function dayTime(iso, now) {
  if (!iso || !now || iso.slice(0, 10) === now.slice(0, 10)) return clockTime(iso);
  const day = new Date(iso.slice(0, 10) + 'T00:00:00Z');
  const text = day.toLocaleDateString(current === 'ja' ? 'ja-JP' : 'en-GB', { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' });
  return `${text} ${clockTime(iso)}`;
}

export function clockDate(iso) {
  if (!iso) return '';
  const day = new Date(iso.slice(0, 10) + 'T00:00:00Z');
  return day.toLocaleDateString(current === 'ja' ? 'ja-JP' : 'en-GB',
    { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
}

export const kmh = mps => Math.round(mps * 3.6);
