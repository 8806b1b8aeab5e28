// range.js: the time range: presets, or a start and an end.
import {h} from './dom.js';
import {RANGES, interval} from './state.js';

const select = document.getElementById('range');
const custom = document.getElementById('custom');
const from = document.getElementById('from');
const to = document.getElementById('to');

select.append(...Object.entries(RANGES).map(([value, [text]]) => h('option', {value}, text)), h('option', {value: 'custom'}, 'From – to …'));

const WRITTEN = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?Z?$/;
const HINT = 'Write it as 2026-01-31, 2026-01-31 08:15 or 2026-01-31 08:15:02.125; times are UTC.';

/** As the tables show it, so that times can be copied from there. */
function written(iso) {
  const at = Date.parse(iso ?? '');
  return Number.isNaN(at) ? iso ?? '' : new Date(at).toISOString().slice(0, 23).replace('T', ' ');
}

/** Milliseconds, or NaN for what is no time. */
function instant(text) {
  const [, day, clock = '00:00'] = text.match(WRITTEN) ?? [];
  return Date.parse(`${day}T${clock}Z`);
}

const iso = (text) => text.trim() ? new Date(instant(text.trim())).toISOString() : '';

function valid(input) {
  input.setCustomValidity(input.value.trim() && Number.isNaN(instant(input.value.trim())) ? HINT : '');
  return input.reportValidity();
}

function write(input, time) {
  if (document.activeElement === input && !custom.hidden) return; // being typed
  input.value = written(time);
  input.setCustomValidity('');
}

export function showRange(state, extent) {
  select.value = state.range;
  custom.hidden = state.range !== 'custom';
  const shown = interval(state); // of a preset: what is on screen
  const begin = state.range === 'all' ? extent?.first_start : shown.from;
  const end = state.range === 'all' ? extent?.last_end : state.range === 'custom' ? shown.to : new Date().toISOString();
  write(from, begin);
  write(to, end);
}

/** What is chosen, as a change of the state. */
export function chosenRange() {
  return select.value === 'custom' ? {range: 'custom', from: iso(from.value), to: iso(to.value)} : {range: select.value, from: '', to: ''};
}

/** A preset is applied at once; for from and to the fields are shown first. */
export function onRange(apply) {
  select.addEventListener('change', () => {
    custom.hidden = select.value !== 'custom';
    if (select.value === 'custom') from.focus();
    else apply();
  });
  for (const input of [from, to]) {
    input.addEventListener('input', () => input.setCustomValidity(''));
    input.addEventListener('change', () => { if (valid(input)) apply(); });
  }
}
