// Requests per second, from two looks at the same minutes: what they have more now than at the last look, by the time between. Minutes that have left the window do not count.

export class Rates {
  #minutes = new Map();
  #at;

  /** Takes a look; gives the rate of each series since the last one, by name, or undefined at the first. */
  look(seriesByName, now = performance.now()) {
    const seconds = this.#at === undefined ? undefined : (now - this.#at) / 1000;
    const minutes = new Map();
    const rates = new Map();
    for (const [name, series] of seriesByName) {
      let more = 0;
      for (const { time, figures } of series) {
        const key = `${name} ${time}`;
        minutes.set(key, figures.invocations);
        more += Math.max(0, figures.invocations - (this.#minutes.get(key) ?? 0));
      }
      if (seconds) rates.set(name, more / seconds);
    }
    this.#minutes = minutes;
    this.#at = now;
    return seconds ? rates : undefined;
  }
}
