// expect: exception
// cpuMs: 4000
// why: a multipart body of hundreds of thousands of empty parts
export default { async fetch() { const part = '--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'; return Response.json([...await new Response(`${part.repeat(3e5)}--B--`, { headers: { 'content-type': 'multipart/form-data; boundary=B' } }).formData()]); } };
