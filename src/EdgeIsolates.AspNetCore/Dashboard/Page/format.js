// Figures for people.

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const units = [['GB', 1024 ** 3], ['MB', 1024 ** 2], ['KB', 1024]];
const spans = [['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1]];

export const count = (value) => whole.format(value);

export function milliseconds(value) {
  if (!value) return '–';
  if (value >= 10_000) return `${short.format(value / 1000)} s`;
  return value >= 0.1 ? `${short.format(value)} ms` : `${short.format(value * 1000)} µs`;
}

export function bytes(value) {
  if (value < 1024) return `${value} B`;
  const [unit, size] = units.find(([, size]) => value >= size);
  return `${short.format(value / size)} ${unit}`;
}

export const rate = (value) => (value === undefined ? '–' : `${value > 0 && value < 0.1 ? '<0.1' : short.format(value)}/s`);

export const share = (part, all) => (all === 0 ? '–' : `${short.format(part / all * 100)} %`);

export function ago(time, now = Date.now()) {
  const seconds = (new Date(time).getTime() - now) / 1000;
  const [unit, width] = spans.find(([, width]) => Math.abs(seconds) >= width) ?? spans.at(-1);
  return relative.format(Math.round(seconds / width), unit);
}

export const moment = (time) => new Date(time).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'medium' });

/** "10:31:05.123" */
export const instant = (time) => new Date(time).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 });

export const clock = (time) => new Date(time).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

/** "exceededCpu" as "exceeded cpu". */
export const words = (name) => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
