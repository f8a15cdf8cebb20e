// Puts the page together.
import { getJson, listen } from './api.js';
import { BusPart } from './buses.js';
import { HaulLayer } from './haul-layer.js';
import { City } from './city.js';
import { DetectorPanel } from './detector.js';
import { LinkPanel } from './link.js';
import { CityMap } from './map.js';
import { Panels, toast } from './panels.js';
import { RouteTool } from './route.js';
import { Timeline } from './timeline.js';
import { apply, kmh, language, named, onLanguage, setLanguage, t } from './text.js';

const $ = id => document.getElementById(id);
const body = document.body;
const city = new City();
const map = new CityMap(city, $('map'));
const linkPanel = new LinkPanel($('link'), city, { openLink, closed: () => map.select({ link: null }) });
const detectorPanel = new DetectorPanel($('detector'), city, { openLink });
const panels = new Panels(city, { openAlert, showRoad });
const routeTool = new RouteTool($('route'), $('route-open'), map, {
  opened: () => {
    closePanels();
    lowerSheet();
  },
});
const timeline = new Timeline(city, map);
const buses = new BusPart(city, map, $('bus'), {
  opened: () => {
    routeTool.close();
    closePanels();
    lowerSheet();
  },
});

/** The side has room for one panel. */
function closePanels() {
  if (linkPanel.id) linkPanel.close();
  if (detectorPanel.id) detectorPanel.close();
  buses.close();
}

/** On a phone the sheet makes room for the map. */
function lowerSheet() {
  if (matchMedia('(max-width: 760px)').matches) $('side').dataset.height = 'low';
}

function openLink(id) {
  routeTool.close();
  buses.close();
  if (detectorPanel.id) detectorPanel.close();
  map.select({ link: id });
  map.reveal(id);
  linkPanel.open(id);
}

function openDetector(id) {
  routeTool.close();
  buses.close();
  if (linkPanel.id) linkPanel.close();
  map.reveal(city.detectors.get(id).linkId);
  detectorPanel.open(id);
}

function openAlert(alert) {
  map.select({ alert: alert.id });
  routeTool.close();
  buses.close();
  if (detectorPanel.id) detectorPanel.close();
  lowerSheet();
  if (alert.linkId && city.byId.has(alert.linkId)) {
    map.select({ link: alert.linkId });
    linkPanel.open(alert.linkId);
  }
  map.moveTo(alert.lon, alert.lat);
}

function showRoad(links, move) {
  map.select({ road: links.map(link => link.id) });
  if (move && links.length > 0) map.show(links);
}

function describe({ alert, detector, link }) {
  if (alert) return alert.sentence[language()];
  if (detector) {
    const r = detector.lastReading;
    const speed = r && r.meanSpeedMps !== null ? kmh(r.meanSpeedMps) + ' km/h' : '–';
    return `${t('detector')} ${named(detector.name)}: ${r ? t('reading', r.flowVph, speed, Math.round(r.occupancy * 100)) : t('noReading')}`;
  }
  const name = named(link.props.name) || t('unnamed');
  if (city.horizon > 0) {
    const expected = city.expected(link);
    return `${name}  ${expected ? t('expectedIn', kmh(expected.speedMps), city.horizon) : t('noForecastShort')}`;
  }
  return link.state ? `${name}  ${kmh(link.state.speedMps)} km/h` : `${name}  ${t('unknown')}`;
}

function pointer() {
  const tip = $('tip');
  let due = false;
  map.map.on('pointermove', event => {
    if (due || event.dragging) { tip.hidden = event.dragging || tip.hidden; return; }
    due = true;
    requestAnimationFrame(() => {
      due = false;
      const riding = buses.hit(event.pixel, 2);
      const found = riding.bus || riding.waiting ? riding : map.hit(event.pixel, 6);
      const any = Object.keys(found).length > 0;
      $('map').classList.toggle('over', any);
      tip.hidden = !any;
      if (!any) return;
      tip.textContent = found.bus || found.waiting ? buses.describe(found) : describe(found);
      tip.style.left = Math.min(innerWidth - tip.offsetWidth - 12, event.pixel[0] + 14) + 'px';
      tip.style.top = Math.min(innerHeight - tip.offsetHeight - 12, event.pixel[1] + 18) + 'px';
    });
  });
  $('map').addEventListener('pointerleave', () => { tip.hidden = true; });
  map.map.on('click', event => {
    if (routeTool.active) {
      routeTool.tap(...ol.proj.toLonLat(event.coordinate));
      return;
    }
    const touch = event.originalEvent.pointerType === 'touch';
    tip.hidden = true;
    const riding = buses.hit(event.pixel, touch ? 10 : 2);
    if (riding.bus) {
      buses.open(riding.bus.key);
      return;
    }
    const found = map.hit(event.pixel, touch ? 16 : 8);
    if (found.alert) openAlert(found.alert);
    else if (found.detector) openDetector(found.detector.id);
    else if (found.link) openLink(found.link.id);
    else closePanels();
  });
}

function controls() {
  $('language').addEventListener('click', () => setLanguage(language() === 'ja' ? 'en' : 'ja'));
  document.querySelectorAll('[data-layer]').forEach(button => button.addEventListener('click', () => {
    const on = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', String(on));
    map.toggle(button.dataset.layer, on);
  }));
  addEventListener('keydown', event => {
    if (event.key === 'Escape' && routeTool.active) routeTool.close();
    else if (event.key === 'Escape') closePanels();
    if (event.key === 'Enter' && routeTool.active && document.activeElement === $('map')) {
      // Without a pointer the middle of the map is the point.
      routeTool.tap(...ol.proj.toLonLat(map.map.getView().getCenter()));
    }
    if (event.key === '/' && !/^(INPUT|TEXTAREA)$/.test(document.activeElement?.tagName)) {
      event.preventDefault();
      $('search').focus();
    }
  });
}

let haul = null; // construction traffic, where the city has an office for it

function hear() {
  let fresh = true; // the stream begins with the whole state
  listen({
    clock: data => {
      if (fresh) { city.forget(); buses.fleet.forget(); fresh = false; }
      city.applyClock(data);
    },
    links: data => city.applyLinks(data.links),
    forecasts: data => city.applyForecasts(data.forecasts),
    alerts: data => city.applyAlerts(data.alerts),
    detectors: data => city.applyDetectors(data.detectors),
    vehicles: data => {
      city.applyVehicles(data.vehicles, data.gone);
      body.dataset.vehicles = city.vehicles.size;
    },
    buses: data => buses.fleet.applyBuses(data.buses, data.gone),
    trips: data => buses.fleet.applyTrips(data.trips),
    haul: () => haul?.look().catch(error => console.warn('construction traffic:', error.message)),
    ready: () => {
      city.tell('alerts', []);
      map.map.once('rendercomplete', () => { body.dataset.ready = 'true'; });
      map.render();
    },
  }, state => {
    if (state !== 'live') fresh = true;
    panels.setConnection(state);
  });
}

async function start() {
  apply();
  panels.drawAll();
  controls();
  pointer();
  const [about, network, onDemand, office] = await Promise.all([getJson('/api/city'), getJson('/api/network'), getJson('/api/ondemand'), getJson('/api/haul/office')]);
  document.querySelectorAll('.doors, [data-layer=buses]').forEach(e => { e.hidden = onDemand.services.length === 0; });
  const title = () => { $('city-name').textContent = named(about.name); };
  title();
  onLanguage(() => { title(); map.render(); });
  city.zones = about.zones.map(zone => {
    const [x, y] = ol.proj.fromLonLat([zone.lon, zone.lat]);
    return { ...zone, x, y };
  });
  city.setNetwork(network);
  document.querySelectorAll('[data-haul]').forEach(e => { e.hidden = !office.open; });
  if (office.open) haul = new HaulLayer(map.map, network, office);
  map.map.updateSize();
  map.showAll();
  hear();
}

// For tests and for people with a console: the map's own view of things.
window.mio = { city, map, openLink, openDetector, routeTool, timeline, buses };
start().catch(error => toast(t('startFailed', error.message)));
