const tick = () => new Promise((resolve) => setTimeout(resolve, 0));

test('now, timeOrigin, toJSON', () => {
  const first = performance.now();
  equal(performance.now() >= first, true);
  equal(Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 60_000, true);
  equal(performance.toJSON(), { timeOrigin: performance.timeOrigin });
  throws(() => new Performance(), 'TypeError', 'Illegal constructor');
  throws(() => performance.now.call({}), 'TypeError');
});
test('marks and measures: order, names, clearing', () => {
  performance.mark('late', { startTime: 20 });
  performance.mark('early', { startTime: 10, detail: { n: 1 } });
  equal(performance.getEntriesByType('mark').map((entry) => entry.name), ['early', 'late']);
  const measure = performance.measure('both', 'early', 'late');
  equal([measure.startTime, measure.duration, measure.detail], [10, 10, null]);
  equal(performance.measure('options', { end: 50, duration: 20 }).startTime, 30);
  equal(performance.measure('options', { start: 'late', duration: 5, detail: 'd' }).toJSON(), { name: 'options', entryType: 'measure', startTime: 20, duration: 5 });
  equal(performance.getEntriesByName('options', 'measure').length, 2);
  performance.clearMeasures('options');
  performance.clearMarks();
  equal(performance.getEntries().map((entry) => entry.name), ['both']);
  performance.clearMeasures();
  equal(performance.getEntries(), []);
});
test('what marks and measures refuse', () => {
  throws(() => performance.mark(), 'TypeError', '1 argument required');
  throws(() => performance.mark('a', { startTime: -1 }), 'TypeError', 'negative');
  throws(() => performance.measure('a', 'no such mark'), 'SyntaxError', "no mark named 'no such mark'");
  throws(() => performance.measure('a', { detail: 1 }), 'TypeError', "'start' or 'end'");
  throws(() => performance.measure('a', { start: 1, duration: 1, end: 2 }), 'TypeError', 'must not have all');
  throws(() => performance.measure('a', { start: 1 }, 'b'), 'TypeError', 'along with options');
  throws(() => performance.mark('a', { detail: () => {} }), 'DataCloneError');
  throws(() => new PerformanceEntry(), 'TypeError', 'Illegal constructor');
  throws(() => new PerformanceMeasure(), 'TypeError', 'Illegal constructor');
});
test('a detail is a copy', () => {
  const detail = { list: [1] };
  const mark = performance.mark('detail', { detail });
  detail.list.push(2);
  equal(mark.detail, { list: [1] });
  performance.clearMarks();
});
test('observers are told after the code, with all entries at once', async () => {
  const seen = [];
  const observer = new PerformanceObserver(function (list, self, options) {
    seen.push([list.getEntries().map((entry) => entry.name), self === observer, this === observer, options.droppedEntriesCount]);
  });
  observer.observe({ entryTypes: ['mark', 'nothing we know'] });
  performance.mark('one');
  performance.measure('not observed');
  performance.mark('two');
  equal(seen, []);
  await tick();
  equal(seen, [[['one', 'two'], true, true, 0]]);
  performance.mark('three');
  equal(observer.takeRecords().length, 1);
  observer.disconnect();
  performance.mark('four');
  await tick();
  equal(seen.length, 1);
});
test('buffered entries reach a late observer', async () => {
  performance.clearMarks();
  performance.mark('before');
  const names = [];
  const observer = new PerformanceObserver((list) => names.push(...list.getEntriesByName('before').map((entry) => entry.name)));
  observer.observe({ type: 'mark', buffered: true });
  await tick();
  equal(names, ['before']);
  observer.disconnect();
  throws(() => new PerformanceObserver(() => {}).observe({}), 'TypeError', 'either');
  throws(() => new PerformanceObserver(() => {}).observe({ type: 'mark', entryTypes: [] }), 'TypeError', 'either');
  throws(() => { observer.observe({ type: 'mark' }); observer.observe({ entryTypes: ['mark'] }); }, 'InvalidModificationError');
  observer.disconnect();
  equal(PerformanceObserver.supportedEntryTypes, ['mark', 'measure']);
  equal(Object.isFrozen(PerformanceObserver.supportedEntryTypes), true);
});
test('an error in an observer is reported', async () => {
  const seen = [];
  globalThis.onerror = (message) => { seen.push(message); return true; };
  const observer = new PerformanceObserver(() => { throw new Error('observed'); });
  observer.observe({ type: 'mark' });
  performance.mark('x');
  await tick();
  observer.disconnect();
  globalThis.onerror = null;
  equal(seen, ['Uncaught Error: observed']);
});
test('a flood of marks keeps the newest', () => {
  performance.clearMarks();
  for (let i = 0; i < 10_000; i++) performance.mark('flood', { startTime: i });
  const entries = performance.getEntriesByName('flood');
  equal(entries.length <= 4096 && entries.length >= 2048, true);
  equal(entries.at(-1).startTime, 9999);
  performance.clearMarks();
});
