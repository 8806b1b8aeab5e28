// moments.js: times as people write them: absolute in UTC, or in words that count from now.

const WRITTEN = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?Z?$/;
const AGO = /^(?:now\s*)?-?\s*(\d{1,6})\s*(ms|s|m|min|h|d|w)(?:\s+ago)?$/;
const DAY = /^(today|yesterday)(?:\s+(\d\d):(\d\d))?$/;
const MILLIS = {ms: 1, s: 1_000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000};

export const DAY_MILLIS = MILLIS.d;

export const HINT = 'Write it as 2026-01-31, 2026-01-31 08:15 or 2026-01-31 08:15:02.125 (UTC), or as now-2h, 15m, today or yesterday 08:15.';

export const midnight = (millis) => millis - millis % DAY_MILLIS;

/** Whether the text says another time tomorrow. */
export const isRelative = (text) => !WRITTEN.test(text.trim()) && !Number.isNaN(moment(text));

/** Milliseconds, or NaN for what is no time. */
export function moment(text, now = Date.now()) {
  const words = text.trim().toLowerCase();
  if (words === 'now') return now;
  const [, count, unit] = words.match(AGO) ?? [];
  if (unit) return now - Number(count) * MILLIS[unit];
  const [, day, hour = '00', minute = '00'] = words.match(DAY) ?? [];
  if (day) return midnight(now) - (day === 'yesterday' ? DAY_MILLIS : 0) + Number(hour) * MILLIS.h + Number(minute) * MILLIS.m;
  const [, date, clock = '00:00'] = text.trim().match(WRITTEN) ?? [];
  return Date.parse(`${date}T${clock}Z`);
}
