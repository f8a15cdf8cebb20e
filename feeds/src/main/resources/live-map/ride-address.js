// What is asked for in the address of the rider's page.

/** Who is farther from every stop than this chooses by hand. */
const NEAR_METRES = 1000;

/** Stops by id, or places, as GOFS wants of a booking page (pickup_lat and so on): the service, and the ids of its stops or ''. */
export function wantedBy(query, services) {
  const place = name => {
    const [lat, lon] = [query.get(name + '_lat'), query.get(name + '_lon')].map(value => (value ? Number(value) : NaN));
    return Number.isFinite(lat) && Number.isFinite(lon) ? { lat, lon } : null;
  };
  const places = { from: place('pickup'), to: place('drop_off') };
  const metres = (at, stop) => Math.hypot((stop.lon - at.lon) * Math.cos(at.lat * Math.PI / 180), stop.lat - at.lat) * 111195;
  const nearest = (at, stops) => stops.reduce((best, stop) => (metres(at, stop) < metres(at, best) ? stop : best));
  const asked = services.find(s => `${s.operator}/${s.zone}` === query.get('service'));
  const at = places.from || places.to;
  const near = at && [...services].sort((a, b) => metres(at, nearest(at, a.stops)) - metres(at, nearest(at, b.stops)))[0];
  const wanted = { service: asked || near || services[0], from: '', to: '' };
  for (const end of ['from', 'to']) {
    const close = places[end] && nearest(places[end], wanted.service.stops);
    const named = wanted.service.stops.find(stop => stop.id === query.get(end));
    const id = named ? named.id : close && metres(places[end], close) < NEAR_METRES ? close.id : '';
    if (id !== wanted.from) wanted[end] = id;
  }
  return wanted;
}
