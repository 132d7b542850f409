// expect: exception
// cpuMs: 1000
// why: causes in a circle and an AggregateError of ten thousand
export default { fetch() { const errors = Array.from({ length: 1e4 }, (_, i) => new Error(String(i))); const all = new AggregateError(errors, 'many'); all.cause = all; errors[0].cause = all; throw all; } };
