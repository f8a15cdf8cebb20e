// The rider's map: streets, stops, the two that were chosen, and the bus that comes.
import { City, positionOf } from './city.js';
import { paintBus } from './buses.js';
import { canvasLayer, paintGround, paintLinks, paintNames } from './layers.js';
import { named } from './text.js';

const REACH = 30;
const MARGIN = 0.004;

export class RideMap {
  constructor(target, actions) {
    this.city = new City();
    this.stops = [];
    this.ends = { from: null, to: null };
    this.bus = null;
    this.version = 0;
    const plain = { link: null, alert: null, road: new Set(), detectors: false };
    this.map = new ol.Map({
      target,
      layers: [
        canvasLayer(paintGround(this.city), () => 0, 0),
        canvasLayer(paintLinks(this.city, plain), () => this.city.version, 1),
        canvasLayer(paintNames(this.city), () => this.city.links.length, 2),
        canvasLayer((context, view) => this.paint(context, view), () => this.version, 3),
      ],
      view: new ol.View({ center: ol.proj.fromLonLat([135.49, 34.68]), zoom: 13, minZoom: 10, maxZoom: 18, enableRotation: false }),
      controls: [],
      moveTolerance: 4,
    });
    this.map.on('click', event => {
      const stop = this.nearest(event.pixel);
      if (stop) actions.tapped(stop);
    });
  }

  setStreets(collection) {
    this.city.setNetwork(collection); // without their speeds: the bus and the stops are what matters here
    this.render();
  }

  setStops(stops) {
    this.stops = stops.map(stop => {
      const [x, y] = ol.proj.fromLonLat([stop.lon, stop.lat]);
      return { ...stop, x, y };
    });
    this.render();
  }

  /** The part of the map that the stops span, as bbox for the server. */
  static box(stops) {
    const lons = stops.map(s => s.lon);
    const lats = stops.map(s => s.lat);
    return [Math.min(...lons) - MARGIN, Math.min(...lats) - MARGIN, Math.max(...lons) + MARGIN, Math.max(...lats) + MARGIN]
      .map(v => v.toFixed(5)).join(',');
  }

  setEnds(ends) {
    this.ends = ends;
    this.render();
  }

  /** The bus as the server tells of it, or null. It glides from where it was. */
  setBus(bus) {
    if (!bus || bus.lon === null) {
      this.bus = null;
    } else {
      const now = performance.now();
      const [x, y] = ol.proj.fromLonLat([bus.lon, bus.lat]);
      const from = this.bus && this.bus.key === bus.key ? positionOf(this.bus, now) : { x, y };
      this.bus = { ...bus, x, y, fromX: from.x, fromY: from.y, at: now };
      const until = now + 650;
      const step = time => {
        this.render();
        if (time < until) requestAnimationFrame(step);
      };
      requestAnimationFrame(step);
    }
    this.render();
  }

  render() {
    this.version++;
    this.map.render();
  }

  /** Shows these places in the part that the sheet leaves free. */
  fit(places) {
    if (places.length === 0) return;
    this.map.updateSize();
    const extent = ol.extent.createEmpty();
    places.forEach(p => ol.extent.extend(extent, [...ol.proj.fromLonLat([p.lon, p.lat]), ...ol.proj.fromLonLat([p.lon, p.lat])]));
    const sheet = document.getElementById('sheet').getBoundingClientRect();
    const wide = innerWidth > 760;
    const padding = wide ? [90, 60, 60, sheet.right + 40] : [90, 44, Math.min(innerHeight - sheet.top, innerHeight * 0.7) + 26, 44];
    this.map.getView().fit(extent, { padding, duration: 250, maxZoom: 15.6 });
  }

  /** Whether a place lies in the part that the sheet leaves free. */
  shows(place) {
    const at = this.map.getPixelFromCoordinate(ol.proj.fromLonLat([place.lon, place.lat]));
    if (!at) return false;
    const sheet = document.getElementById('sheet').getBoundingClientRect();
    const wide = innerWidth > 760;
    return at[0] > (wide ? sheet.right + 14 : 14) && at[0] < innerWidth - 14 && at[1] > 66 && at[1] < (wide ? innerHeight : sheet.top) - 14;
  }

  pixelOf(stop) {
    return this.map.getPixelFromCoordinate([stop.x, stop.y]);
  }

  nearest([x, y]) {
    let best = null;
    let least = REACH;
    for (const stop of this.stops) {
      const at = this.pixelOf(stop);
      const distance = at ? Math.hypot(at[0] - x, at[1] - y) : Infinity;
      if (distance < least) {
        best = stop;
        least = distance;
      }
    }
    return best;
  }

  paint(context, view) {
    const { from, to } = this.ends;
    const find = id => this.stops.find(stop => stop.id === id);
    const a = find(from);
    const b = find(to);
    if (a && b) {
      context.beginPath();
      context.moveTo(view.px(a.x), view.py(a.y));
      context.lineTo(view.px(b.x), view.py(b.y));
      context.setLineDash([3, 8]);
      context.lineCap = 'round';
      context.lineWidth = 4;
      context.strokeStyle = 'rgba(230, 238, 245, 0.75)';
      context.stroke();
      context.setLineDash([]);
    }
    context.font = '600 12px system-ui, "Hiragino Sans", "Noto Sans CJK JP", sans-serif';
    const taken = [];
    for (const stop of this.stops) {
      if (stop === a || stop === b) continue;
      this.paintStop(context, view, stop);
    }
    for (const [stop, letter, fill] of [[a, 'A', '#dfeaf4'], [b, 'B', '#5ab8f5']]) {
      if (stop) this.paintEnd(context, view, stop, letter, fill, taken);
    }
    for (const stop of this.stops) {
      if (view.zoom > 13 && stop !== a && stop !== b) this.paintName(context, view, stop, taken);
    }
    if (this.bus) {
      const at = positionOf(this.bus, performance.now());
      paintBus(context, view.px(at.x), view.py(at.y), this.bus, true, 13);
    }
  }

  paintStop(context, view, stop) {
    context.beginPath();
    context.arc(view.px(stop.x), view.py(stop.y), 6.5, 0, 7);
    context.fillStyle = '#9df2c4';
    context.fill();
    context.lineWidth = 2.5;
    context.strokeStyle = '#070b11';
    context.stroke();
  }

  paintEnd(context, view, stop, letter, fill, taken) {
    const x = view.px(stop.x);
    const y = view.py(stop.y);
    context.beginPath();
    context.arc(x, y, 13, 0, 7);
    context.fillStyle = fill;
    context.fill();
    context.lineWidth = 3;
    context.strokeStyle = '#070b11';
    context.stroke();
    context.fillStyle = '#070b11';
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.font = '700 14px system-ui, sans-serif';
    context.fillText(letter, x, y + 0.5);
    context.font = '600 12px system-ui, "Hiragino Sans", "Noto Sans CJK JP", sans-serif';
    this.label(context, view, named(stop.name), x, y + 24, taken, true);
  }

  paintName(context, view, stop, taken) {
    this.label(context, view, named(stop.name), view.px(stop.x), view.py(stop.y) + 16, taken, false);
  }

  label(context, view, text, x, y, taken, always) {
    const half = context.measureText(text).width / 2 + 3;
    const box = { x0: x - half, x1: x + half, y0: y - 8, y1: y + 8 };
    const clash = taken.some(o => box.x1 > o.x0 && box.x0 < o.x1 && box.y1 > o.y0 && box.y0 < o.y1);
    if ((clash && !always) || box.x1 < 0 || box.x0 > view.width) return;
    taken.push(box);
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineWidth = 4;
    context.lineJoin = 'round';
    context.strokeStyle = 'rgba(7, 11, 17, 0.9)';
    context.strokeText(text, x, y);
    context.fillStyle = '#e6eef5';
    context.fillText(text, x, y);
    context.textAlign = 'left';
    context.textBaseline = 'alphabetic';
  }
}
