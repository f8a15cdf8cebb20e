// Changing a booking: what is asked of the server, and what the rider is told of it. The server changes a booking at once if a
// bus can make it, and leaves it as it was if none can.
import { element } from './panels.js';
import { dayTime, named, t } from './text.js';

/** A booking as the form and the server want it. */
export function wishesOf({ asked, offer, party }) {
  const body = { from: offer.from.stop, to: offer.to.stop, party: { ...party }, dayPass: Boolean(asked?.dayPass) };
  if (asked?.leaveAfter) body.leaveAfter = asked.leaveAfter;
  if (asked?.arriveBy) body.arriveBy = asked.arriveBy;
  return body;
}

/** The same riders, from where and when an alternative goes. */
export function wishesLike(body, alternative) {
  const { leaveAfter, arriveBy, ...rest } = body;
  const like = { ...rest, from: alternative.from.stop, to: alternative.to.stop };
  if (alternative.leaveAfter) like.leaveAfter = alternative.leaveAfter;
  if (alternative.arriveBy) like.arriveBy = alternative.arriveBy;
  return like;
}

const KINDS = ['adults', 'children', 'disabled', 'wheelchairs'];

/** Whether two wish the same trip. */
export function sameWishes(a, b) {
  const time = iso => (iso ? Date.parse(iso) : 0);
  return a.from === b.from && a.to === b.to && a.dayPass === b.dayPass
    && time(a.leaveAfter) === time(b.leaveAfter) && time(a.arriveBy) === time(b.arriveBy)
    && KINDS.every(kind => (a.party[kind] ?? 0) === (b.party[kind] ?? 0));
}

/** A ride in one line. */
export const inShort = (offer, fare, now) => t('rideInShort', dayTime(offer.pickup, now), named(offer.from.name), named(offer.to.name), fare);

/**
 * What became of a change, for the booking's sheet.
 *
 * @param change state ('asking', 'done' or 'refused'), offer (the ride as it was), why, alternatives
 */
export function changeNews(change, inOneLine, rideOf, { back, take, understood }) {
  if (!change) return [];
  if (change.state === 'asking') return [element('p', { className: 'note', 'data-testid': 'change-asking', text: t('rideChangeAsking') })];
  const button = (text, testId, onclick) => element('button', { type: 'button', text, 'data-testid': testId, onclick });
  if (change.state === 'done') {
    return [element('div', { className: 'changed', 'data-testid': 'changed' },
      element('p', {}, element('b', { text: t('rideChanged') }), element('small', { text: t('rideChangedBefore', inOneLine(change.offer)) })),
      button(t('rideChangeBack'), 'change-back', back))];
  }
  return [element('div', { className: 'changed not', 'data-testid': 'not-changed' },
    element('p', {}, element('b', { text: t('rideNotChanged') }), element('small', { text: change.why })),
    button(t('rideUnderstood'), 'understood', understood)),
  change.alternatives.length > 0 ? element('p', { className: 'soft', text: t('rideInstead') }) : null,
  element('ul', { className: 'instead' }, ...change.alternatives.map(a => element('li', { 'data-testid': 'change-alternative' },
    element('span', {}, ...rideOf(a)),
    element('button', { type: 'button', text: t('rideChangeTo'), onclick: () => take(a) }))))];
}
