// route: /chat
// A WebSocket: what one sends comes back in capitals. Try: new WebSocket('ws://localhost:5000/chat') in a browser's console.

export default {
  fetch(request) {
    if (request.headers.get('upgrade') !== 'websocket') return new Response('Come with a WebSocket.\n', { status: 426, headers: { upgrade: 'websocket' } });
    const { 0: client, 1: server } = new WebSocketPair();
    server.accept();
    server.addEventListener('message', ({ data }) => server.send(typeof data === 'string' ? data.toUpperCase() : data));
    return new Response(null, { status: 101, webSocket: client });
  },
};
