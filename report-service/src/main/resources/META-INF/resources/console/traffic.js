// traffic.js: traffic over time, stacked by service. Dragging across it narrows the time range.
import * as echarts from './echarts/echarts.esm.min.js';
import {h} from './dom.js';
import {bytes, count, roundBytes, short, utc, width} from './format.js';
import {go} from './state.js';

const canvas = h('div', {class: 'chart', test: 'traffic-chart', role: 'img', 'aria-label': 'Traffic over time'});
const canBrush = !matchMedia('(pointer: coarse)').matches; // where a finger scrolls, dragging must not select
let chart = null;

/** The chart's element; it is made once and moved into the page when it is needed. */
export function trafficChart() {
  return canvas;
}

/** Draws an answer of /api/series; `measure` is `bytes` or `connections`. */
export function drawTraffic(answer, measure, colour, interval) {
  chart ??= create();
  chart.resize();
  const unit = width(answer.bucket_millis);
  chart.setOption(option(answer, measure, colour, interval, unit), {replaceMerge: ['series']});
  canvas.setAttribute('aria-label', summary(answer, measure, unit));
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

function option(answer, measure, colour, interval, unit) {
  const style = getComputedStyle(document.documentElement);
  const text = style.getPropertyValue('--muted').trim();
  const line = style.getPropertyValue('--line').trim();
  const end = answer.bucket_starts.at(-1) + answer.bucket_millis;
  const few = answer.bucket_starts.length < 3;
  return {
    animation: false,
    useUTC: true,
    textStyle: {fontFamily: 'system-ui, sans-serif'},
    grid: {left: 58, right: 22, top: 32, bottom: 26},
    tooltip: {trigger: 'axis', confine: true, className: 'chart-tip', borderWidth: 0, padding: 0, formatter: (items) => tip(items, measure, answer, colour)},
    brush: {xAxisIndex: 0, toolbox: [], brushStyle: {borderWidth: 1, color: 'rgba(42,127,158,.18)', borderColor: '#2a7f9e'}, outOfBrush: {colorAlpha: 1}},
    toolbox: {show: false},
    xAxis: {
      type: 'time', min: instant(interval.from) ?? answer.bucket_starts[0], max: instant(interval.to) ?? end,
      axisLine: {lineStyle: {color: line}}, axisLabel: {color: text, hideOverlap: true, fontSize: 11}, splitLine: {show: false},
    },
    yAxis: {
      type: 'value', name: `${measure === 'bytes' ? 'bytes' : 'connections'} per ${unit}`, nameTextStyle: {color: text, fontSize: 11, align: 'left', padding: [0, 0, 0, -52]},
      axisLabel: {color: text, fontSize: 11, formatter: measure === 'bytes' ? roundBytes : short}, splitLine: {lineStyle: {color: line}}, minInterval: 1,
    },
    series: answer.series.map((one) => ({
      id: one.service, name: one.service, type: 'bar', stack: 'all', barWidth: few ? 40 : '108%', itemStyle: {color: colour(one.service)}, // a little over, so that no seams show
      emphasis: {disabled: true}, data: points(answer, one[measure]),
    })),
  };
}

/** A bucket stands in its middle. */
const points = (answer, values) => answer.bucket_starts.map((start, index) => [start + answer.bucket_millis / 2, values[index]]);

const instant = (iso) => iso ? Date.parse(iso) : undefined;

function tip(items, measure, answer, colour) {
  const start = answer.bucket_starts[items[0].dataIndex];
  const show = measure === 'bytes' ? bytes : count;
  const rows = items.filter((item) => item.value[1] > 0).sort((a, b) => b.value[1] - a.value[1]);
  const total = items.reduce((sum, item) => sum + item.value[1], 0);
  return h('div', {class: 'tip'},
    h('div', {class: 'tip-head'}, `${utc(new Date(start)).replace(/\.000$/, '')} UTC, ${width(answer.bucket_millis)}`),
    rows.map((item) => h('div', {class: 'tip-row'}, h('i', {class: 'swatch', colour: colour(item.seriesName)}), h('span', {}, item.seriesName), h('b', {}, show(item.value[1])))),
    h('div', {class: 'tip-row tip-total'}, h('i', {}), h('span', {}, 'all'), h('b', {}, show(total))));
}

function summary(answer, measure, unit) {
  const show = measure === 'bytes' ? bytes : count;
  const sums = answer.series.map((one) => `${one.service} ${show(one[measure].reduce((a, b) => a + b, 0))}`);
  return `Traffic over time in steps of ${unit}: ${sums.join(', ')}`;
}
