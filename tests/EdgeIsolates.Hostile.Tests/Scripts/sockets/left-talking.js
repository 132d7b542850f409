// expect: ok
// answer: answered
// calls: 50
// why: two ends left talking to each other by a request that has answered
export default {
  fetch() {
    const [a, b] = Object.values(new WebSocketPair());
    a.accept();
    b.accept();
    a.onmessage = ({ data }) => a.send(data);
    b.onmessage = ({ data }) => b.send(data);
    a.send('x');
    return new Response('answered');
  }
};
