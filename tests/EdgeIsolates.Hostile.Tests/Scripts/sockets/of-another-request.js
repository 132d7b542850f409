// expect: ok|exception
// calls: 20
// why: sockets kept from requests that are over
const kept = [];
export default {
  fetch() {
    for (const socket of kept) {
      try { socket.accept(); } catch {}
      try { socket.send('x'); } catch {}
      try { socket.close(); } catch {}
    }
    const [a, b] = Object.values(new WebSocketPair());
    a.accept();
    kept.push(a, b);
    return new Response(`${kept.length}`);
  }
};
