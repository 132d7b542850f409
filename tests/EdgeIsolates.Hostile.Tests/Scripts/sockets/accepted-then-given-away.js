// expect: exception
// why: an end that is accepted after it was put into an answer
export default {
  fetch() {
    const response = new Response(null, { status: 101, webSocket: new WebSocketPair()[0] });
    response.webSocket.accept();
    return response;
  }
};
