// expect: exception
// cpuMs: 2000
// why: the headers of a part never end
export default { async fetch() { return Response.json([...await new Response(`--B\r\n${'X: y\r\n'.repeat(1e6)}`, { headers: { 'content-type': 'multipart/form-data; boundary=B' } }).formData()]); } };
