// expect: exception
// cpuMs: 500
// why: the parts that modules share are nobody's to import
export default { async fetch() { await import('node:#buffer-class'); } };
