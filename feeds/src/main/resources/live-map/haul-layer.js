// On the live map: haul routes with a gauge of the current slot, and holding areas.
import { getJson } from './api.js';
import './haul-text.js';
import { named, onLanguage } from './text.js';

const COLOURS = ['rgba(157, 242, 196, .8)', 'rgba(255, 212, 121, .9)', 'rgba(255, 79, 129, .95)'];
const LEAST_PAUSE = 5000;

export class HaulLayer {
  constructor(map, network, office) {
    this.office = office;
    this.slots = [];
    this.waiting = new Map(); // by holding area: who waits there now
    this.asked = 0;
    this.source = new ol.source.Vector();
    this.layer = new ol.layer.Vector({ source: this.source, zIndex: 6, style: feature => this.style(feature), declutter: true });
    map.addLayer(this.layer);
    const byId = new Map(network.features.map(feature => [String(feature.properties.linkId ?? feature.properties.id ?? feature.id), feature]));
    const project = points => points.map(point => ol.proj.fromLonLat(point));
    for (const route of office.routes) {
      const lines = route.links.map(id => byId.get(id)).filter(Boolean).map(link => project(link.geometry.coordinates));
      if (lines.length) this.source.addFeature(new ol.Feature({ geometry: new ol.geom.MultiLineString(lines), route, middle: lines[Math.floor(lines.length / 2)] }));
    }
    for (const area of office.holdingAreas) {
      this.source.addFeature(new ol.Feature({ geometry: new ol.geom.Point(ol.proj.fromLonLat([area.lon, area.lat])), area }));
    }
    onLanguage(() => this.layer.changed());
  }

  /** The slot of a route that is on now. */
  slotOf(route) {
    const now = Date.parse(this.eventTime);
    return this.slots.find(slot => slot.route === route.id && Date.parse(slot.slotStart) <= now && now < Date.parse(slot.slotEnd));
  }

  style(feature) {
    const area = feature.get('area');
    const label = text => new ol.style.Text({ text, font: '12px system-ui, sans-serif', fill: new ol.style.Fill({ color: '#e6eef5' }), stroke: new ol.style.Stroke({ color: '#0a0f16', width: 3 }), offsetY: -14 });
    if (area) {
      const waiting = this.waiting.get(area.id)?.length ?? 0;
      const load = area.capacity ? waiting / area.capacity : 0;
      return new ol.style.Style({
        image: new ol.style.RegularShape({ points: 4, radius: 9, angle: Math.PI / 4, fill: new ol.style.Fill({ color: load >= 1 ? '#ff4f81' : load >= 0.85 ? '#d08a1c' : '#1c5d86' }), stroke: new ol.style.Stroke({ color: '#e6eef5', width: 1 }) }),
        text: label(`${named(area.name)} ${waiting}/${area.capacity}`),
      });
    }
    const slot = this.slotOf(feature.get('route'));
    const share = slot ? (slot.cap ? slot.seen / slot.cap : Number(slot.seen > 0) * 2) : 0;
    const colour = COLOURS[share > 1 ? 2 : share >= 0.7 ? 1 : 0];
    const styles = [new ol.style.Style({ stroke: new ol.style.Stroke({ color: colour, width: 2, lineDash: [8, 6] }) })];
    if (slot) {
      const middle = feature.get('middle');
      const filled = Math.round(Math.min(1, share) * 5);
      styles.push(new ol.style.Style({
        geometry: new ol.geom.Point(middle[Math.floor(middle.length / 2)]),
        text: label(`${'▮'.repeat(filled)}${'▯'.repeat(5 - filled)} ${slot.seen}/${slot.cap}`),
      }));
    }
    return styles;
  }

  async look() {
    if (Date.now() - this.asked < LEAST_PAUSE) return;
    this.asked = Date.now();
    const [day, holding] = await Promise.all([getJson('/api/haul/slots'), getJson('/api/haul/holding')]);
    this.waiting = new Map(holding.areas.map(area => [area.id, area.waiting]));
    this.slots = day.slots;
    this.eventTime = day.eventTime;
    this.layer.changed();
  }
}
