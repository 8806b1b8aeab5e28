// range.js: the time range: presets, or a start and an end.
import {h} from './dom.js';
import {HINT, isRelative, moment} from './moments.js';
import {RANGES, interval} from './state.js';

const select = document.getElementById('range');
const custom = document.getElementById('custom');
const from = document.getElementById('from');
const to = document.getElementById('to');

select.append(...Object.entries(RANGES).map(([value, [text]]) => h('option', {value}, text)), h('option', {value: 'custom'}, 'From – to …'));

/** As the tables show it, so that times can be copied from there. */
function written(iso) {
  const at = Date.parse(iso || '');
  return Number.isNaN(at) || isRelative(iso) ? iso || '' : new Date(at).toISOString().slice(0, 23).replace('T', ' ');
}

/** Words stay words, so that the address means the same tomorrow as it says. */
function kept(text) {
  const trimmed = text.trim();
  return !trimmed || isRelative(trimmed) ? trimmed : new Date(moment(trimmed)).toISOString();
}

function valid(input) {
  input.setCustomValidity(input.value.trim() && Number.isNaN(moment(input.value)) ? HINT : '');
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
  const shown = state.range === 'custom' ? {from: state.from, to: state.to} : interval(state); // of a preset: what is on screen
  const whole = state.range === 'all' || state.range === 'latest';
  write(from, shown.from || whole && extent?.first_start);
  write(to, shown.to || (whole ? extent?.last_end : state.range !== 'custom' && new Date().toISOString()));
}

/** What is chosen, as a change of the state. */
export function chosenRange() {
  return select.value === 'custom' ? {range: 'custom', from: kept(from.value), to: kept(to.value)} : {range: select.value, from: '', to: ''};
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
