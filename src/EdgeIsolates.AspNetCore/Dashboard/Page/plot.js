// Plots, drawn by hand: a series of points in time as lines or bars, with axes that people can read, and what lies under the pointer told in words.
import { element, svg } from './dom.js';
import { clock } from './format.js';

const height = 190, left = 62, right = 8, top = 10, bottom = 24;
const narrowest = 280;
const minute = 60_000;

/** The times of all steps between two moments, so that steps without requests are seen as such. */
function stepsOf(from, to, step) {
  const first = Math.ceil(new Date(from).getTime() / step) * step;
  const steps = [];
  for (let time = first; time < new Date(to).getTime(); time += step) steps.push(time);
  return steps;
}

/** A round number not below the value. */
export function ceiling(value) {
  if (value <= 0) return 1;
  const size = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 2.5, 5, 10].map((factor) => factor * size).find((round) => round >= value * 0.9999);
}

/** Requests by minute, small enough for a row of a table. */
export function sparkline(series, from, to) {
  const byTime = new Map(series.map(({ time, figures }) => [new Date(time).getTime(), figures]));
  const steps = stepsOf(from, to, minute);
  const most = Math.max(1, ...steps.map((time) => byTime.get(time)?.invocations ?? 0));
  const bars = steps.flatMap((time, index) => {
    const figures = byTime.get(time);
    if (!figures) return [];
    const tall = figures.invocations / most * 22;
    const bad = figures.failures / most * 22;
    return [bar(index * 8, 24 - tall, 6, tall, 'series-1'), bar(index * 8, 24 - bad, 6, bad, 'series-bad')];
  });
  return svg('svg', { class: 'sparkline', viewBox: `0 0 ${steps.length * 8} 24`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, bars);
}

const bar = (x, y, wide, tall, name) => svg('rect', { x, y, width: wide, height: Math.max(tall, tall > 0 ? 0.7 : 0), class: name });

/**
 * A plot.
 * @param title what it shows
 * @param lines what is drawn: { name, kind: 'line' or 'bar' (bars stand on each other), class, value(figures) }
 * @param format a value for people
 */
export function plot(title, lines, format) {
  const legend = element('p', { class: 'legend' }, lines.map((line) => element('span', { class: line.class }, line.name)));
  const readout = element('p', { class: 'readout' });
  const frame = element('div', { class: 'frame' });
  const node = element('figure', { class: 'plot' }, element('figcaption', {}, title), legend, frame, readout);
  return { node, show: (data) => frame.replaceChildren(draw(title, lines, format, { ...data, width: Math.max(narrowest, frame.clientWidth) }, readout)) };
}

function draw(title, lines, format, { series, from, to, step, width }, readout) {
  const byTime = new Map(series.map(({ time, figures }) => [new Date(time).getTime(), figures]));
  const steps = stepsOf(from, to, step);
  const valueAt = (line, time) => (byTime.has(time) ? line.value(byTime.get(time)) : undefined);
  const bars = lines.filter((line) => line.kind === 'bar');
  const most = ceiling(Math.max(0, ...steps.map((time) => Math.max(
    bars.reduce((sum, line) => sum + (valueAt(line, time) ?? 0), 0),
    ...lines.map((line) => valueAt(line, time) ?? 0)))));
  const scale = {
    x: (index) => left + (index + 0.5) * (width - left - right) / Math.max(1, steps.length),
    y: (value) => height - bottom - value / most * (height - top - bottom),
    band: (width - left - right) / Math.max(1, steps.length),
    width,
  };
  const drawing = svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': summary(title, lines, format, byTime) },
    axes(scale, most, steps, format),
    drawBars(bars, steps, valueAt, scale),
    lines.filter((line) => line.kind === 'line').flatMap((line) => drawLine(line, steps, valueAt, scale)));
  addReadout(drawing, readout, scale, steps, lines, valueAt, format);
  return drawing;
}

function summary(title, lines, format, byTime) {
  if (byTime.size === 0) return `${title}: no requests in this time.`;
  const last = [...byTime.values()].at(-1);
  return `${title}. Last: ${lines.map((line) => `${line.name} ${format(line.value(last) ?? 0)}`).join(', ')}.`;
}

function axes(scale, most, steps, format) {
  const heights = [0, 0.5, 1].flatMap((part) => [
    svg('line', { class: 'grid', x1: left, x2: scale.width - right, y1: scale.y(most * part), y2: scale.y(most * part) }),
    svg('text', { x: left - 6, y: scale.y(most * part) + 4, 'text-anchor': 'end' }, part === 0 ? '0' : format(most * part)),
  ]);
  const every = Math.max(1, Math.ceil(steps.length / (scale.width / 90)));
  const times = steps.flatMap((time, index) => (index % every === 0
    ? [svg('text', { x: scale.x(index), y: height - 6, 'text-anchor': 'middle' }, clock(time))]
    : []));
  return [...heights, ...times];
}

function drawBars(bars, steps, valueAt, scale) {
  return steps.flatMap((time, index) => {
    let below = 0;
    return bars.flatMap((line) => {
      const value = valueAt(line, time) ?? 0;
      if (value === 0) return [];
      const y = scale.y(below + value);
      const tall = scale.y(below) - y;
      below += value;
      return [bar(scale.x(index) - scale.band * 0.4, y, scale.band * 0.8, tall, line.class)];
    });
  });
}

/** A line breaks off where there were no requests; a point without neighbours is a dot. */
function drawLine(line, steps, valueAt, scale) {
  const runs = [[]];
  steps.forEach((time, index) => {
    const value = valueAt(line, time);
    if (value === undefined) runs.push([]);
    else runs.at(-1).push([scale.x(index), scale.y(value)]);
  });
  return runs.filter((run) => run.length > 0).map((run) => (run.length === 1
    ? svg('circle', { cx: run[0][0], cy: run[0][1], r: 2.5, class: line.class })
    : svg('polyline', { points: run.map((point) => point.map((value) => value.toFixed(1)).join(',')).join(' '), class: line.class })));
}

function addReadout(drawing, readout, scale, steps, lines, valueAt, format) {
  const cursor = svg('line', { class: 'cursor', y1: top, y2: height - bottom, visibility: 'hidden' });
  drawing.append(cursor);
  drawing.addEventListener('pointermove', (event) => {
    const box = drawing.getBoundingClientRect();
    const index = Math.floor(((event.clientX - box.left) / box.width * scale.width - left) / scale.band);
    if (index < 0 || index >= steps.length) return;
    cursor.setAttribute('x1', scale.x(index));
    cursor.setAttribute('x2', scale.x(index));
    cursor.setAttribute('visibility', 'visible');
    const values = lines.map((line) => [line.name, valueAt(line, steps[index])]);
    readout.textContent = `${clock(steps[index])}  ${values.every(([, value]) => value === undefined)
      ? 'no requests'
      : values.map(([name, value]) => `${name} ${format(value ?? 0)}`).join('  ')}`;
  });
  drawing.addEventListener('pointerleave', () => {
    cursor.setAttribute('visibility', 'hidden');
    readout.textContent = '';
  });
}
