// expect: deployFailed
// why: no code at all
