// expect: deployFailed
// why: sound code that handles nothing
export const answer = 42;
