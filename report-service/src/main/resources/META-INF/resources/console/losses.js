// losses.js: what is known to be missing, in words.
import {count, plural, utc} from './format.js';

/** What was lost by unit, in words; empty when nothing was. */
export function lostUnits(lost) {
  return Object.entries(lost).map(([unit, n]) => unit === 'unknown' ? `${plural(n, 'time')} unknown` : plural(n, unit.slice(0, -1))).join(', ');
}

/** Where nothing was captured, in words; empty when all of the range was. */
export function uncovered(completeness) {
  const places = completeness.uncovered.map(({start, end}) => start
    ? end ? `from ${utc(start)} to ${utc(end)} UTC` : `after ${utc(start)} UTC`
    : end ? `before ${utc(end)} UTC` : 'in this range');
  const more = places.length > 3 ? ` and in ${plural(places.length - 3, 'gap')} more` : '';
  return places.length ? `Not covered: nothing was captured ${places.slice(0, 3).join(', ')}${more}` : '';
}

/** Where the log begins and ends is no gap of a range that is chosen by what there is. */
export function withoutEdges(completeness) {
  return {...completeness, uncovered: completeness.uncovered.filter(({start, end}) => start && end)};
}

/** Sums of each hop and unit; losses of which no size is known are counted apart. */
export function hops(losses) {
  const sums = new Map();
  for (const {hop, unit, count: lost} of losses) {
    const key = `${hop} ${lost > 0 ? unit : 'unknown'}`;
    const sum = sums.get(key) ?? {hop, unit: lost > 0 ? unit : 'unknown', count: 0, losses: 0};
    sum.count += lost;
    sum.losses++;
    sums.set(key, sum);
  }
  return [...sums.values()].sort((a, b) => b.count - a.count);
}

const amount = (sum) => sum.unit === 'unknown' ? `${count(sum.losses)} × unknown` : plural(sum.count, sum.unit.slice(0, -1));

export const lossesByHop = (completeness) => hops(completeness.losses).map((sum) => `${amount(sum)} at ${sum.hop}`).join(', ');
