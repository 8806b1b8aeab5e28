// range.js: the time range: presets, or a start and an end.
import {h} from './dom.js';
import {RANGES} from './state.js';

const select = document.getElementById('range');
const custom = document.getElementById('custom');
const from = document.getElementById('from');
const to = document.getElementById('to');

select.append(...Object.entries(RANGES).map(([value, [text]]) => h('option', {value}, text)), h('option', {value: 'custom'}, 'From – to …'));

const local = (iso) => iso ? new Date(iso).toISOString().slice(0, 23) : '';
const iso = (value) => value ? new Date(`${value}Z`).toISOString() : '';

export function showRange(state, extent) {
  select.value = state.range;
  custom.hidden = state.range !== 'custom';
  const begin = state.range === 'custom' ? state.from : extent?.first_start;
  const end = state.range === 'custom' ? state.to : extent?.last_end;
  if (document.activeElement !== from) from.value = local(begin);
  if (document.activeElement !== to) to.value = local(end);
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
  from.addEventListener('change', apply);
  to.addEventListener('change', apply);
}
