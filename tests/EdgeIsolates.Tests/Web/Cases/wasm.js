const empty = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
// (module (import "m" "g" (global i32)))
const importing = Uint8Array.of(...empty, 2, 8, 1, 1, 109, 1, 103, 3, 127, 0);

test('bytes are compiled before the imports are read', async () => {
  const order = [];
  const imports = { get m() { order.push('read'); return { g: 1 }; } };
  const result = WebAssembly.instantiate(importing, imports);
  order.push('called');
  const { module, instance } = await result;
  equal(order, ['called', 'read']);
  equal(module instanceof WebAssembly.Module && instance instanceof WebAssembly.Instance, true);
  equal(Object.keys(await result), ['module', 'instance']);
  const again = WebAssembly.instantiate(module, imports);
  equal(order, ['called', 'read', 'read']);
  equal(await again instanceof WebAssembly.Instance, true);
});
test('what instantiate refuses', async () => {
  await rejects(WebAssembly.instantiate(), 'TypeError');
  await rejects(WebAssembly.instantiate({}), 'TypeError');
  await rejects(WebAssembly.instantiate(empty, 1), 'TypeError');
  await rejects(WebAssembly.instantiate(Uint8Array.of(1)), 'CompileError');
  await rejects(WebAssembly.instantiate(importing, {}), 'TypeError');
  await rejects(WebAssembly.instantiate(importing, { m: {} }), 'LinkError');
  await rejects(WebAssembly.compile(Uint8Array.of(1)), 'CompileError');
});
test('bytes may change while they are compiled', async () => {
  const bytes = Uint8Array.from(empty);
  const result = WebAssembly.instantiate(bytes);
  bytes[0] = 1;
  equal((await result).instance instanceof WebAssembly.Instance, true);
});
test('exceptions have the shape of the standard', () => {
  const { Exception, Tag } = WebAssembly, tag = new Tag({ parameters: ['i32'] });
  equal(Object.getPrototypeOf(Exception.prototype) === Object.prototype, true);
  equal(Exception.prototype.constructor === Exception, true);
  const exception = new Exception(tag, [7]);
  equal([exception.is(tag), exception.getArg(tag, 0)], [true, 7]);
  throws(() => Exception.prototype.stack, 'TypeError');
  equal(typeof new Exception(tag, [7], { traceStack: true }).stack, 'string');
});
