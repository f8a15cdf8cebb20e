// What is drawn on the map, each on a canvas of its own that is kept until something it shows has changed.
import { SEVERITY, VEHICLES, styleOf } from './colours.js';
import { positionOf } from './city.js';
import { language, named } from './text.js';

/** A map layer that calls paint(context, view) only if the view or the key has changed. */
export function canvasLayer(paint, keyOf, zIndex) {
  const canvas = document.createElement('canvas');
  canvas.className = 'sheet';
  let painted = '';
  const layer = new ol.layer.Layer({
    zIndex,
    render(frame) {
      const { size, pixelRatio, viewState } = frame;
      const key = [size, pixelRatio, viewState.center, viewState.resolution, language(), keyOf()].join();
      if (key === painted) return canvas;
      painted = key;
      const width = Math.round(size[0] * pixelRatio);
      const height = Math.round(size[1] * pixelRatio);
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
        canvas.style.width = size[0] + 'px';
        canvas.style.height = size[1] + 'px';
      }
      const context = canvas.getContext('2d');
      context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
      context.clearRect(0, 0, size[0], size[1]);
      paint(context, viewOf(size, viewState));
      return canvas;
    },
  });
  return layer;
}

function viewOf(size, { center, resolution, zoom }) {
  const west = center[0] - size[0] / 2 * resolution;
  const north = center[1] + size[1] / 2 * resolution;
  return {
    width: size[0], height: size[1], resolution, zoom,
    west, north, east: west + size[0] * resolution, south: north - size[1] * resolution,
    px: x => (x - west) / resolution,
    py: y => (north - y) / resolution,
  };
}

/** Width of a link on the screen, and how far it is moved to its side of the road. */
export function widthOf(link, zoom) {
  const scale = Math.max(0.32, Math.min(2.6, 1.42 ** (zoom - 13.2)));
  return Math.max(0.9, (0.9 + link.rank * 0.52) * scale);
}

export function offsetOf(link, zoom) {
  if (!link.twoWay) return 0;
  return widthOf(link, zoom) * 0.62 + (zoom > 12.5 ? 0.6 : 0.25);
}

function trace(context, view, link, offset) {
  const { xs, ys, normalX, normalY } = link;
  for (let i = 0; i < xs.length; i++) {
    const x = (xs[i] - view.west) / view.resolution + normalX[i] * offset;
    const y = (view.north - ys[i]) / view.resolution - normalY[i] * offset;
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
}

function visible(city, view) {
  const margin = 20 * view.resolution;
  return city.links.filter(link => link.east > view.west - margin && link.west < view.east + margin
    && link.north > view.south - margin && link.south < view.north + margin);
}

export function paintGround(city) {
  return (context, view) => {
    const glow = context.createRadialGradient(
      view.width * 0.55, view.height * 0.42, 0, view.width * 0.55, view.height * 0.42, Math.max(view.width, view.height) * 0.75);
    glow.addColorStop(0, '#101a26');
    glow.addColorStop(1, '#070b11');
    context.fillStyle = glow;
    context.fillRect(0, 0, view.width, view.height);
    for (const zone of city.zones) {
      const radius = zone.radiusMetres * 1.9 / Math.cos(zone.lat * Math.PI / 180) / view.resolution;
      const x = view.px(zone.x);
      const y = view.py(zone.y);
      if (x < -radius || y < -radius || x > view.width + radius || y > view.height + radius) continue;
      const light = context.createRadialGradient(x, y, 0, x, y, radius);
      light.addColorStop(0, 'rgba(96, 148, 196, 0.13)');
      light.addColorStop(1, 'rgba(96, 148, 196, 0)');
      context.fillStyle = light;
      context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
    }
    graticule(context, view);
  };
}

function graticule(context, view) {
  const [west, south] = ol.proj.toLonLat([view.west, view.south]);
  const [east, north] = ol.proj.toLonLat([view.east, view.north]);
  const step = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5].find(s => (east - west) / s < 9) || 10;
  context.strokeStyle = 'rgba(140, 170, 200, 0.07)';
  context.fillStyle = 'rgba(150, 175, 200, 0.34)';
  context.lineWidth = 1;
  context.font = '10px system-ui, sans-serif';
  const digits = step < 0.01 ? 3 : 2;
  context.beginPath();
  for (let lon = Math.ceil(west / step) * step; lon < east; lon += step) {
    const x = Math.round(view.px(ol.proj.fromLonLat([lon, south])[0])) + 0.5;
    context.moveTo(x, 0);
    context.lineTo(x, view.height);
    context.fillText(lon.toFixed(digits) + '°E', x + 4, view.height - 6);
  }
  for (let lat = Math.ceil(south / step) * step; lat < north; lat += step) {
    const y = Math.round(view.py(ol.proj.fromLonLat([west, lat])[1])) + 0.5;
    context.moveTo(0, y);
    context.lineTo(view.width, y);
    context.textAlign = 'right';
    context.fillText(lat.toFixed(digits) + '°N', view.width - 6, y - 4);
    context.textAlign = 'left';
  }
  context.stroke();
}

export function paintLinks(city, selection) {
  return (context, view) => {
    const links = visible(city, view);
    context.lineCap = 'round';
    context.lineJoin = 'round';
    const groups = new Map();
    for (const link of links) {
      const key = link.rank + ':' + link.class;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(link);
    }
    const order = [...groups.values()].sort((a, b) => a[0].class - b[0].class || a[0].rank - b[0].rank);
    // A dark rim first, so that neighbours stay apart.
    context.strokeStyle = 'rgba(7, 11, 17, 0.85)';
    for (const group of order) stroke(context, view, group, 2.2);
    for (const group of order) {
      const style = styleOf(group[0].class);
      if (group[0].class >= 3) {
        context.globalAlpha = 0.22;
        context.strokeStyle = style.colour;
        stroke(context, view, group, 7);
        context.globalAlpha = 1;
      }
      context.strokeStyle = style.colour;
      stroke(context, view, group, 0);
    }
    if (selection.road.size > 0) {
      for (const group of order) {
        const chosen = group.filter(link => selection.road.has(link.id));
        context.strokeStyle = 'rgba(255, 255, 255, 0.95)';
        stroke(context, view, chosen, 4);
        context.strokeStyle = styleOf(group[0].class).colour;
        stroke(context, view, chosen, 1);
      }
    }
    const selected = selection.link && city.byId.get(selection.link);
    if (selected) {
      context.strokeStyle = '#ffffff';
      stroke(context, view, [selected], 5);
      context.strokeStyle = styleOf(selected.class).colour;
      stroke(context, view, [selected], 1.5);
    }
    if (selection.detectors && view.zoom > 11.8) paintDetectors(context, view, city);
  };
}

function stroke(context, view, group, extra) {
  if (group.length === 0) return;
  const width = widthOf(group[0], view.zoom) + styleOf(group[0].class).boost * Math.min(1.4, widthOf(group[0], view.zoom) / 3);
  context.lineWidth = width + extra;
  context.beginPath();
  for (const link of group) trace(context, view, link, offsetOf(link, view.zoom));
  context.stroke();
}

function paintDetectors(context, view, city) {
  const troubled = new Map();
  for (const alert of city.openAlerts()) {
    if (alert.type.startsWith('DETECTOR_')) troubled.set(alert.placeId, SEVERITY[alert.severity]);
  }
  const size = view.zoom > 14 ? 5 : 3.4;
  for (const detector of city.detectors.values()) {
    const { x, y } = detectorPoint(city, detector, view);
    if (x < -9 || y < -9 || x > view.width + 9 || y > view.height + 9) continue;
    context.beginPath();
    context.moveTo(x, y - size);
    context.lineTo(x + size, y);
    context.lineTo(x, y + size);
    context.lineTo(x - size, y);
    context.closePath();
    context.fillStyle = troubled.get(detector.id) || (detector.lastReading ? '#dfeaf4' : '#5b6b7c');
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = '#070b11';
    context.stroke();
  }
}

export function detectorPoint(city, detector, view) {
  const link = city.byId.get(detector.linkId);
  const offset = link ? offsetOf(link, view.zoom) + widthOf(link, view.zoom) / 2 + 4 : 0;
  const heading = (detector.headingDegrees || 0) * Math.PI / 180;
  return {
    x: view.px(detector.x) - Math.cos(heading) * offset,
    y: view.py(detector.y) - Math.sin(heading) * offset,
  };
}

export function paintRoutes(routesOf) {
  const line = (context, view, points) => {
    context.beginPath();
    points.forEach(([x, y], i) => (i === 0 ? context.moveTo(view.px(x), view.py(y)) : context.lineTo(view.px(x), view.py(y))));
  };
  return (context, view) => {
    const { points, lines } = routesOf();
    context.lineCap = 'round';
    context.lineJoin = 'round';
    for (const route of [...lines].sort((a, b) => a.chosen - b.chosen)) {
      line(context, view, route.points);
      context.lineWidth = route.chosen ? 11 : 8;
      context.strokeStyle = 'rgba(7, 11, 17, 0.8)';
      context.stroke();
      context.lineWidth = route.chosen ? 7 : 4.5;
      context.strokeStyle = route.chosen ? 'rgba(255, 255, 255, 0.92)' : 'rgba(190, 205, 220, 0.55)';
      context.setLineDash(route.chosen ? [] : [1, 8]);
      context.stroke();
      context.setLineDash([]);
    }
    points.forEach(([x, y], i) => {
      context.beginPath();
      context.arc(view.px(x), view.py(y), 10, 0, 7);
      context.fillStyle = i === 0 ? '#dfeaf4' : '#5ab8f5';
      context.fill();
      context.lineWidth = 2.5;
      context.strokeStyle = '#070b11';
      context.stroke();
      context.fillStyle = '#070b11';
      context.font = '700 12px system-ui, sans-serif';
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      context.fillText(i === 0 ? 'A' : 'B', view.px(x), view.py(y) + 0.5);
    });
    context.textAlign = 'left';
    context.textBaseline = 'alphabetic';
  };
}

export function paintVehicles(city) {
  return (context, view) => {
    const now = performance.now();
    const radius = view.zoom < 12.5 ? 1.5 : view.zoom < 14 ? 2.1 : 3;
    const groups = new Map();
    for (const vehicle of city.vehicles.values()) {
      const at = positionOf(vehicle, now);
      const x = view.px(at.x);
      const y = view.py(at.y);
      if (x < -5 || y < -5 || x > view.width + 5 || y > view.height + 5) continue;
      if (!groups.has(vehicle.kind)) groups.set(vehicle.kind, []);
      groups.get(vehicle.kind).push(x, y, vehicle.headingDegrees);
    }
    for (const [kind, spots] of groups) {
      const big = kind === 'HAUL_TRUCK' || kind === 'BUS' ? 1.35 : 1;
      context.fillStyle = VEHICLES[kind] || VEHICLES.CAR;
      context.beginPath();
      for (let i = 0; i < spots.length; i += 3) {
        if (view.zoom >= 14 && spots[i + 2] !== null) arrow(context, spots[i], spots[i + 1], spots[i + 2], radius * 1.5 * big);
        else {
          context.moveTo(spots[i] + radius * big, spots[i + 1]);
          context.arc(spots[i], spots[i + 1], radius * big, 0, 7);
        }
      }
      context.globalAlpha = city.horizon > 0 ? 0.25 : 0.92; // where they are now says little of then
      context.fill();
      context.globalAlpha = 1;
    }
  };
}

function arrow(context, x, y, headingDegrees, size) {
  const angle = headingDegrees * Math.PI / 180;
  const sin = Math.sin(angle);
  const cos = Math.cos(angle);
  const at = (right, ahead) => [x + cos * right + sin * ahead, y + sin * right - cos * ahead];
  context.moveTo(...at(0, size * 1.25));
  context.lineTo(...at(size * 0.75, -size));
  context.lineTo(...at(0, -size * 0.55));
  context.lineTo(...at(-size * 0.75, -size));
  context.closePath();
}

export function paintAlerts(city, selection) {
  return (context, view) => {
    const alerts = city.openAlerts().sort((a, b) => weight(a) - weight(b));
    for (const alert of alerts) {
      const x = view.px(alert.x ?? (alert.x = ol.proj.fromLonLat([alert.lon, alert.lat])[0]));
      const y = view.py(alert.y ?? (alert.y = ol.proj.fromLonLat([alert.lon, alert.lat])[1]));
      if (x < -30 || y < -30 || x > view.width + 30 || y > view.height + 30) continue;
      const colour = SEVERITY[alert.severity];
      const big = alert.severity === 'CRITICAL' ? 9 : alert.severity === 'WARNING' ? 7.5 : 6;
      if (!alert.acknowledged) {
        context.beginPath();
        context.arc(x, y, big + 6, 0, 7);
        context.fillStyle = colour;
        context.globalAlpha = 0.22;
        context.fill();
        context.globalAlpha = 1;
      }
      context.beginPath();
      context.arc(x, y, big, 0, 7);
      context.fillStyle = alert.acknowledged ? '#101823' : colour;
      context.fill();
      context.lineWidth = alert.id === selection.alert ? 3 : 2;
      context.strokeStyle = alert.id === selection.alert ? '#ffffff' : alert.acknowledged ? colour : '#070b11';
      context.stroke();
      context.fillStyle = alert.acknowledged ? colour : '#0a0f16';
      context.font = `700 ${Math.round(big * 1.5)}px system-ui, sans-serif`;
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      context.fillText(alert.acknowledged ? '✓' : '!', x, y + 0.5);
    }
    context.textAlign = 'left';
    context.textBaseline = 'alphabetic';
  };
}

const weight = alert => (alert.acknowledged ? 0 : 10) + ['NOTICE', 'WARNING', 'CRITICAL'].indexOf(alert.severity);

export function paintNames(city) {
  return (context, view) => {
    const taken = [];
    const free = box => taken.every(o => box.x1 < o.x0 || box.x0 > o.x1 || box.y1 < o.y0 || box.y0 > o.y1);
    context.lineJoin = 'round';
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    const zones = [...city.zones].sort((a, b) => b.residents + b.jobs - a.residents - a.jobs);
    zones.forEach((zone, i) => {
      const size = i < 6 ? 15 : i < 14 ? 13 : 12;
      const text = named(zone.name);
      context.font = `600 ${size}px system-ui, "Hiragino Sans", "Noto Sans CJK JP", sans-serif`;
      const half = context.measureText(text).width / 2;
      const x = view.px(zone.x);
      const y = view.py(zone.y);
      const box = { x0: x - half - 10, x1: x + half + 10, y0: y - size, y1: y + size };
      if (box.x1 < 0 || box.y1 < 0 || box.x0 > view.width || box.y0 > view.height || !free(box)) return;
      taken.push(box);
      context.lineWidth = 4;
      context.strokeStyle = 'rgba(7, 11, 17, 0.8)';
      context.strokeText(text, x, y);
      context.fillStyle = i < 6 ? 'rgba(236, 243, 249, 0.95)' : 'rgba(200, 213, 226, 0.85)';
      context.fillText(text, x, y);
    });
    if (view.zoom > 13.1) roadNames(context, view, city, taken, free);
    context.textAlign = 'left';
    context.textBaseline = 'alphabetic';
  };
}

function roadNames(context, view, city, taken, free) {
  const last = new Map();
  context.font = '500 11px system-ui, "Hiragino Sans", "Noto Sans CJK JP", sans-serif';
  for (const link of visible(city, view).reverse()) {
    const text = named(link.props.name);
    if (!text || link.rank < 2) continue;
    const middle = Math.floor((link.xs.length - 1) / 2);
    const x0 = view.px(link.xs[middle]);
    const y0 = view.py(link.ys[middle]);
    const x1 = view.px(link.xs[middle + 1]);
    const y1 = view.py(link.ys[middle + 1]);
    const width = context.measureText(text).width;
    const x = (x0 + x1) / 2;
    const y = (y0 + y1) / 2;
    if (Math.hypot(x1 - x0, y1 - y0) < width * 0.9 || x < 0 || y < 0 || x > view.width || y > view.height) continue;
    if ((last.get(text) || []).some(p => Math.hypot(p[0] - x, p[1] - y) < 340)) continue;
    let angle = Math.atan2(y1 - y0, x1 - x0);
    if (angle > Math.PI / 2) angle -= Math.PI;
    if (angle < -Math.PI / 2) angle += Math.PI;
    const halfX = Math.abs(Math.cos(angle)) * width / 2 + 8;
    const halfY = Math.abs(Math.sin(angle)) * width / 2 + 8;
    const box = { x0: x - halfX, x1: x + halfX, y0: y - halfY, y1: y + halfY };
    if (!free(box)) continue;
    taken.push(box);
    last.set(text, [...(last.get(text) || []), [x, y]]);
    context.save();
    context.translate(x, y);
    context.rotate(angle);
    context.lineWidth = 3.5;
    context.strokeStyle = 'rgba(7, 11, 17, 0.9)';
    context.strokeText(text, 0, 0);
    context.fillStyle = 'rgba(214, 226, 238, 0.92)';
    context.fillText(text, 0, 0);
    context.restore();
  }
}
