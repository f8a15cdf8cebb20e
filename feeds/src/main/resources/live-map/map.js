// The map itself: layers, moving about, what lies under the pointer.
import { canvasLayer, detectorPoint, offsetOf, paintAlerts, paintGround, paintLinks, paintNames, paintRoutes, paintVehicles, widthOf } from './layers.js';

const FRAME_MILLIS = 45;

export class CityMap {
  constructor(city, target) {
    this.city = city;
    this.selection = { link: null, alert: null, road: new Set(), detectors: true };
    this.selectionVersion = 0;
    this.alertVersion = 0;
    this.routes = { points: [], lines: [] };
    this.routeVersion = 0;
    this.tick = 0;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const links = canvasLayer(paintLinks(city, this.selection), () => `${city.version}/${this.selectionVersion}/${this.alertVersion}`, 2);
    this.layers = {
      ground: canvasLayer(paintGround(city), () => city.zones.length, 0),
      links,
      routes: canvasLayer(paintRoutes(() => this.routes), () => this.routeVersion, 2.5),
      vehicles: canvasLayer(paintVehicles(city), () => this.tick + '/' + city.horizon, 3),
      labels: canvasLayer(paintNames(city), () => city.links.length + '/' + city.zones.length, 4),
      alerts: canvasLayer(paintAlerts(city, this.selection), () => `${this.alertVersion}/${this.selectionVersion}`, 5),
    };
    this.map = new ol.Map({
      target,
      layers: Object.values(this.layers),
      view: new ol.View({ center: ol.proj.fromLonLat([135.49, 34.68]), zoom: 13, minZoom: 9, maxZoom: 18, enableRotation: false }),
      controls: [new ol.control.Zoom({ className: 'zoom' }), new ol.control.ScaleLine({ className: 'scale', minWidth: 70 })],
      moveTolerance: 4,
    });
    city.on('links', () => this.render());
    city.on('forecasts', () => this.render());
    city.on('detectors', () => this.render());
    city.on('alerts', () => { this.alertVersion++; this.render(); });
    city.on('vehicles', () => { this.tick++; this.glide(still); });
    this.gliding = false;
  }

  render() {
    this.map.render();
  }

  /** Lets vehicles glide for as long as they have somewhere to go. */
  glide(still) {
    this.render();
    if (still || this.gliding || document.hidden || !this.layers.vehicles.getVisible()) return;
    this.gliding = true;
    let last = 0;
    const until = performance.now() + 650;
    const step = now => {
      if (now - last > FRAME_MILLIS) {
        last = now;
        this.tick++;
        this.render();
      }
      if (now < until) requestAnimationFrame(step);
      else this.gliding = false;
    };
    requestAnimationFrame(step);
  }

  fit(extent, padding) {
    this.map.getView().fit(extent, { padding, duration: 0, maxZoom: 16 });
  }

  /** The part of the map that no panel covers, as padding. */
  padding() {
    const phone = matchMedia('(max-width: 760px)').matches;
    return phone ? [70, 20, Math.min(innerHeight * 0.48, 380), 20] : [76, 40, 96, 410];
  }

  showAll() {
    if (this.city.links.length === 0) return;
    const extent = ol.extent.createEmpty();
    this.city.links.forEach(l => ol.extent.extend(extent, [l.west, l.south, l.east, l.north]));
    this.fit(extent, this.padding());
  }

  show(links) {
    const extent = ol.extent.createEmpty();
    links.forEach(l => ol.extent.extend(extent, [l.west, l.south, l.east, l.north]));
    this.map.getView().fit(extent, { padding: this.padding(), duration: 350, maxZoom: 15.5 });
  }

  /** What the route tool shows: `points` with lon and lat, `lines` with lon-lat coordinates, one of them chosen. */
  setRoutes({ points, lines }) {
    this.routes = {
      points: points.map(p => ol.proj.fromLonLat([p.lon, p.lat])),
      lines: lines.map(line => ({ chosen: line.chosen, points: line.coordinates.map(c => ol.proj.fromLonLat(c)) })),
    };
    this.routeVersion++;
    this.render();
  }

  /** Brings lines into the part of the map that no panel covers. */
  showLines(lines) {
    const extent = ol.extent.createEmpty();
    lines.flat().forEach(c => ol.extent.extend(extent, [...ol.proj.fromLonLat(c), ...ol.proj.fromLonLat(c)]));
    const phone = matchMedia('(max-width: 760px)').matches;
    const padding = phone ? [70, 30, innerHeight * 0.5, 30] : [86, 390, 140, 420];
    this.map.getView().fit(extent, { padding, duration: 350, maxZoom: 16 });
  }

  moveTo(lon, lat) {
    const view = this.map.getView();
    const [top, right, bottom, left] = this.padding();
    const zoom = Math.max(14.2, view.getZoom());
    const resolution = view.getResolutionForZoom(zoom);
    const [x, y] = ol.proj.fromLonLat([lon, lat]);
    view.animate({ center: [x - (left - right) / 2 * resolution, y - (bottom - top) / 2 * resolution], zoom, duration: 350 });
  }

  /** Brings a link into the part of the map that no panel covers, if it is not there. */
  reveal(linkId) {
    const at = this.pixelOf(linkId);
    const link = this.city.byId.get(linkId);
    if (!at || !link) return;
    const [width, height] = this.map.getSize();
    const phone = matchMedia('(max-width: 760px)').matches;
    const right = phone ? 10 : 370;
    const bottom = phone ? height * 0.62 : 20;
    const left = phone ? 10 : 390;
    if (at[0] > left && at[0] < width - right && at[1] > 70 && at[1] < height - bottom) return;
    const view = this.map.getView();
    const zoom = Math.max(13.2, view.getZoom());
    const resolution = view.getResolutionForZoom(zoom);
    const x = (link.west + link.east) / 2 - (left - right) / 2 * resolution;
    const y = (link.south + link.north) / 2 - (bottom - 70) / 2 * resolution;
    view.animate({ center: [x, y], zoom, duration: 350 });
  }

  select({ link, alert, road }) {
    if (link !== undefined) this.selection.link = link;
    if (alert !== undefined) this.selection.alert = alert;
    if (road !== undefined) this.selection.road = new Set(road);
    // The painters hold the selection object itself, so it is changed and not replaced.
    this.selectionVersion++;
    this.render();
  }

  toggle(name, on) {
    if (name === 'detectors') {
      this.selection.detectors = on;
      this.select({});
    } else {
      this.layers[name].setVisible(on);
    }
  }

  view() {
    const size = this.map.getSize();
    const view = this.map.getView();
    const resolution = view.getResolution();
    const center = view.getCenter();
    const west = center[0] - size[0] / 2 * resolution;
    const north = center[1] + size[1] / 2 * resolution;
    return { resolution, zoom: view.getZoom(), px: x => (x - west) / resolution, py: y => (north - y) / resolution };
  }

  /** Where the middle of a link is on the screen. */
  pixelOf(linkId) {
    const link = this.city.byId.get(linkId);
    if (!link) return null;
    const view = this.view();
    const i = Math.floor((link.xs.length - 1) / 2);
    const offset = offsetOf(link, view.zoom);
    const at = k => [view.px(link.xs[k]) + link.normalX[k] * offset, view.py(link.ys[k]) - link.normalY[k] * offset];
    const a = at(i);
    const b = at(i + 1);
    return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  }

  /** What lies at a pixel: an alert before a detector before a link. */
  hit([x, y], reach) {
    const view = this.view();
    const near = (px, py, r) => Math.hypot(px - x, py - y) <= r;
    const alert = this.city.openAlerts().reverse()
      .find(a => a.x !== undefined && near(view.px(a.x), view.py(a.y), reach + 6));
    if (alert) return { alert };
    if (this.selection.detectors && view.zoom > 11.8) {
      for (const detector of this.city.detectors.values()) {
        const at = detectorPoint(this.city, detector, view);
        if (near(at.x, at.y, 7)) return { detector };
      }
    }
    let best = null;
    let least = reach;
    for (const link of this.city.links) {
      if (view.px(link.east) < x - 30 || view.px(link.west) > x + 30 || view.py(link.south) < y - 30 || view.py(link.north) > y + 30) continue;
      const distance = this.distance(link, view, x, y) - widthOf(link, view.zoom) / 2;
      if (distance < least) {
        least = distance;
        best = link;
      }
    }
    return best ? { link: best } : {};
  }

  distance(link, view, x, y) {
    const offset = offsetOf(link, view.zoom);
    let least = Infinity;
    for (let i = 0; i + 1 < link.xs.length; i++) {
      const ax = view.px(link.xs[i]) + link.normalX[i] * offset;
      const ay = view.py(link.ys[i]) - link.normalY[i] * offset;
      const bx = view.px(link.xs[i + 1]) + link.normalX[i + 1] * offset;
      const by = view.py(link.ys[i + 1]) - link.normalY[i + 1] * offset;
      const square = (bx - ax) ** 2 + (by - ay) ** 2;
      const share = square === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square));
      least = Math.min(least, Math.hypot(ax + (bx - ax) * share - x, ay + (by - ay) * share - y));
    }
    return least;
  }
}
