// traffic.js: traffic over time, stacked by service. Dragging across it narrows the time range.
import * as echarts from './echarts/echarts.esm.min.js';
import {h} from './dom.js';
import {MEASURES, width, utc} from './format.js';
import {go} from './state.js';

const canvas = h('div', {class: 'chart', test: 'traffic-chart', role: 'img', 'aria-label': 'Traffic over time'});
const canBrush = !matchMedia('(pointer: coarse)').matches; // where a finger scrolls, dragging must not select
let chart = null;

/** The chart's element; it is made once and moved into the page when it is needed. */
export function trafficChart() {
  return canvas;
}

/**
 * Draws an answer of /api/series without the services of `hidden`; `before` is the answer for the time before it, or
 * null, and `scale` is `linear`, stacked, or `log`, where stacking would mislead and each service has its own line.
 */
export function drawTraffic(answer, shown) {
  chart ??= create();
  chart.resize();
  const measure = MEASURES[shown.measure];
  const drawn = {...answer, series: answer.series.filter((one) => !shown.hidden.has(one.service))};
  chart.setOption(option(drawn, shown, measure), {replaceMerge: ['series']});
  canvas.setAttribute('aria-label', summary(drawn, measure));
  if (canBrush) chart.dispatchAction({type: 'takeGlobalCursor', key: 'brush', brushOption: {brushType: 'lineX', brushMode: 'single'}});
}

function create() {
  const made = echarts.init(canvas, null, {renderer: 'canvas'});
  made.on('brushEnd', (event) => zoom(made, event));
  new ResizeObserver(() => made.resize()).observe(canvas);
  return made;
}

function zoom(made, event) {
  const range = event.areas?.[0]?.coordRange;
  made.dispatchAction({type: 'brush', areas: []});
  made.dispatchAction({type: 'hideTip'});
  made.dispatchAction({type: 'updateAxisPointer', currTrigger: 'leave'});
  if (!range || range[1] - range[0] < 1) return;
  go({range: 'custom', from: new Date(Math.floor(range[0])).toISOString(), to: new Date(Math.ceil(range[1])).toISOString()});
}

function option(answer, shown, measure) {
  const style = getComputedStyle(document.documentElement);
  const [text, line] = ['--muted', '--line'].map((name) => style.getPropertyValue(name).trim());
  const end = answer.bucket_starts.at(-1) + answer.bucket_millis;
  const name = measure.perSecond ? measure.unit : `${measure.unit} in ${width(answer.bucket_millis)}`;
  return {
    animation: false,
    useUTC: true,
    textStyle: {fontFamily: 'system-ui, sans-serif'},
    grid: {left: 66, right: 22, top: 32, bottom: 26},
    tooltip: {trigger: 'axis', confine: true, className: 'chart-tip', borderWidth: 0, padding: 0, formatter: (items) => tip(items, answer, shown, measure)},
    brush: {xAxisIndex: 0, toolbox: [], brushStyle: {borderWidth: 1, color: 'rgba(42,127,158,.18)', borderColor: '#2a7f9e'}, outOfBrush: {colorAlpha: 1}},
    toolbox: {show: false},
    xAxis: {
      type: 'time', min: instant(shown.axis.from) ?? answer.bucket_starts[0], max: instant(shown.axis.to) ?? end,
      axisLine: {lineStyle: {color: line}}, axisLabel: {color: text, hideOverlap: true, fontSize: 11, formatter: {year: '{yyyy}', month: '{MMM} {yyyy}', day: '{MMM} {d}'}}, splitLine: {show: false},
    },
    yAxis: {
      type: shown.scale === 'log' ? 'log' : 'value', name, nameTextStyle: {color: text, fontSize: 11, align: 'left', padding: [0, 0, 0, -58]},
      axisLabel: {color: text, fontSize: 11, formatter: measure.axis}, splitLine: {lineStyle: {color: line}}, minInterval: measure.perSecond ? 0 : 1,
    },
    series: [...answer.series.map((one) => drawnService(answer, one, shown, measure)), ...shown.before ? [drawnBefore(answer, shown, measure, text)] : []],
  };
}

function drawnService(answer, one, shown, measure) {
  const colour = shown.colour(one.service);
  const common = {id: one.service, name: one.service, color: colour, emphasis: {disabled: true}, symbol: 'none'};
  const data = points(answer, measure.of(one), measure.factor(answer.bucket_millis), shown.scale === 'log');
  if (shown.scale === 'log') return {...common, type: 'line', step: 'middle', lineStyle: {width: 1.6}, data};
  if (answer.bucket_starts.length < 3) return {...common, type: 'bar', stack: 'all', barWidth: 40, data: data.slice(1, -1)};
  return {...common, type: 'line', step: 'middle', stack: 'all', lineStyle: {width: 0}, areaStyle: {opacity: .9}, data};
}

/** All services of the time before, moved to where this time is. */
function drawnBefore(answer, shown, measure, colour) {
  const {series, bucket_starts: starts, bucket_millis: millis} = shown.before;
  const sums = starts.map((_, index) => series.reduce((sum, one) => shown.hidden.has(one.service) ? sum : sum + measure.of(one)[index], 0));
  const factor = measure.factor(millis);
  return {
    id: '(before)', name: 'before', type: 'line', step: 'middle', color: colour, symbol: 'none', silent: true, z: 5, emphasis: {disabled: true}, lineStyle: {width: 1.2, type: 'dashed', opacity: .8},
    data: starts.map((start, index) => [start + shown.shift + millis / 2, shown.scale === 'log' && sums[index] === 0 ? null : sums[index] * factor]),
  };
}

/** A bucket stands in its middle; the ends are drawn out to the edges. */
function points(answer, values, factor, positive) {
  const scaled = values.map((value) => positive && value === 0 ? null : value * factor);
  const starts = answer.bucket_starts;
  return [[starts[0], scaled[0]], ...starts.map((start, index) => [start + answer.bucket_millis / 2, scaled[index]]), [starts.at(-1) + answer.bucket_millis, scaled.at(-1)]];
}

const instant = (iso) => iso ? Date.parse(iso) : undefined;

function tip(items, answer, shown, measure) {
  const index = Math.min(answer.bucket_starts.length - 1, Math.max(0, Math.floor((items[0].axisValue - answer.bucket_starts[0]) / answer.bucket_millis)));
  const factor = measure.factor(answer.bucket_millis);
  const rows = answer.series.map((one) => [one.service, measure.of(one)[index] * factor]).filter(([, value]) => value > 0).sort((a, b) => b[1] - a[1]);
  const total = rows.reduce((sum, [, value]) => sum + value, 0);
  const before = items.find((item) => item.seriesId === '(before)');
  return h('div', {class: 'tip'},
    h('div', {class: 'tip-head'}, `${utc(new Date(answer.bucket_starts[index])).replace(/\.000$/, '')} UTC, ${width(answer.bucket_millis)}`),
    rows.map(([service, value]) => h('div', {class: 'tip-row'}, h('i', {class: 'swatch', colour: shown.colour(service)}), h('span', {}, service), h('b', {}, measure.show(value)))),
    h('div', {class: 'tip-row tip-total'}, h('i', {}), h('span', {}, 'all'), h('b', {}, measure.show(total))),
    before && h('div', {class: 'tip-row'}, h('i', {}), h('span', {}, 'the time before'), h('b', {}, measure.show(before.value[1] ?? 0))));
}

function summary(answer, measure) {
  const seconds = answer.bucket_starts.length * answer.bucket_millis / 1_000;
  const sums = answer.series.map((one) => {
    const sum = measure.of(one).reduce((a, b) => a + b, 0);
    return `${one.service} ${measure.perSecond ? `${measure.show(sum * measure.each / seconds)} on average` : measure.show(sum)}`;
  });
  return `Traffic over time in steps of ${width(answer.bucket_millis)}: ${sums.join(', ')}`;
}
