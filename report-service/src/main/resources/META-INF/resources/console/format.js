// format.js: numbers and times as people read them. Times are UTC; the local time is shown on hover.
import {h} from './dom.js';

const whole = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'];

export const count = (number) => whole.format(number);

/** Decimal units with three digits: 999 B, 1.23 kB, 45.6 MB. */
export function bytes(number) {
  let unit = 0;
  let value = number;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : digits(value)} ${UNITS[unit]}`;
}

/** 999 bit/s, 1.23 Mbit/s. */
export const bitRate = (bits) => scaled(bits, 'bit/s');

export const packetRate = (packets) => scaled(packets, 'pkt/s');

function scaled(number, unit) {
  const [value, prefix = ''] = bytes(Math.round(number * 10) / 10 < 1 ? 0 : Math.round(number)).split(/ (?:B|(.)B)/);
  return `${number > 0 && number < 1 ? '<1' : value} ${prefix}${unit}`;
}

/** For axes: 1.5 MB, 20 MB. */
export const roundBytes = (number) => bytes(number).replace(/\.?0+ /, (zeros) => zeros.startsWith('.') ? ' ' : zeros).replace(/(\.\d)0 /, '$1 ');

function digits(value) {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

export const short = (number) => number < 10_000 ? count(number) : bytes(number).replace(/ ?B$/, '').replace('k', ' k');

export function share(part, total) {
  const percent = total > 0 ? 100 * part / total : 0;
  return percent > 0 && percent < 0.1 ? '<0.1 %' : `${percent.toFixed(1)} %`;
}

/** `2026-01-31 08:15:02.125` of an RFC 3339 text or a Date. */
export function utc(time, withDate = true) {
  const text = typeof time === 'string' ? time : time.toISOString();
  const clock = text.slice(11, -1);
  const [seconds, fraction = ''] = clock.split('.');
  const shown = `${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}`;
  return withDate ? `${text.slice(0, 10)} ${shown}` : shown;
}

/** A time element: UTC, with the reader's local time on hover. */
export function time(iso, withDate = true) {
  const local = new Date(iso).toLocaleString(undefined, {dateStyle: 'medium', timeStyle: 'long'});
  return h('time', {datetime: iso, title: `${iso} (UTC)\n${local} (local)`}, utc(iso, withDate));
}

export function duration(millis) {
  if (millis < 1) return '<1 ms';
  if (millis < 1_000) return `${millis.toFixed(0)} ms`;
  if (millis < 60_000) return `${digits(millis / 1_000)} s`;
  if (millis < 3_600_000) return `${Math.floor(millis / 60_000)} min ${Math.round(millis % 60_000 / 1_000)} s`;
  if (millis < 86_400_000) return `${Math.floor(millis / 3_600_000)} h ${Math.round(millis % 3_600_000 / 60_000)} min`;
  return `${digits(millis / 86_400_000)} d`;
}

/** A bucket's width in words: 30 s, 5 min, 1 h. */
export function width(millis) {
  for (const [unit, size] of [['d', 86_400_000], ['h', 3_600_000], ['min', 60_000], ['s', 1_000]]) {
    if (millis >= size) return `${millis / size} ${unit}`;
  }
  return `${millis} ms`;
}

export const plural = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;

/** `3 s ago`; empty for what lies ahead. */
export function ago(iso) {
  const millis = Date.now() - Date.parse(iso);
  return millis < 0 ? '' : `${duration(millis).replace(/ (min|h) .*/, ' $1')} ago`;
}

const roundRate = (show) => (number) => show(number).replace(/(\.\d*?)0+ /, '$1 ').replace('. ', ' ');

/** What charts show: of a series of /api/series, per second where that is usual. `each` makes bits of bytes. */
export const MEASURES = {
  rate: {name: 'Bit/s', unit: 'bit/s', perSecond: true, each: 8, of: (one) => one.bytes, factor: (millis) => 8_000 / millis, show: bitRate, axis: roundRate(bitRate)},
  packets: {name: 'Packets/s', unit: 'packets/s', perSecond: true, each: 1, of: (one) => one.packets, factor: (millis) => 1_000 / millis, show: packetRate, axis: (number) => roundRate(packetRate)(number).replace('pkt/s', '')},
  bytes: {name: 'Bytes', unit: 'bytes', perSecond: false, each: 1, of: (one) => one.bytes, factor: () => 1, show: bytes, axis: roundBytes},
  connections: {name: 'Connections', unit: 'connections', perSecond: false, each: 1, of: (one) => one.connections, factor: () => 1, show: count, axis: short},
};
