// route: /image
// A binary answer: a bitmap of 128 by 128 pixels, drawn byte by byte.

const SIZE = 128;
const HEADER = 54;

function bitmap() {
  const bytes = new Uint8Array(HEADER + SIZE * SIZE * 3);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, HEADER, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, SIZE, true);
  view.setInt32(22, SIZE, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      bytes.set([2 * x, 2 * y, 255 - x - y], HEADER + (y * SIZE + x) * 3);
    }
  }
  return bytes;
}

export default {
  fetch: () => new Response(bitmap(), { headers: { 'content-type': 'image/bmp' } }),
};
