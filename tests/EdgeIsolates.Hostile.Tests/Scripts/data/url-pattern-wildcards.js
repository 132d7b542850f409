// expect: exceededCpu|exception
// cpuMs: 2000
// why: wildcards beside one another divide the rest of the path in every way
export default { fetch() { return new Response(String(new URLPattern({ pathname: `/${'*(.*)'.repeat(8)}!` }).test({ pathname: `/${'x'.repeat(5000)}` }))); } };
