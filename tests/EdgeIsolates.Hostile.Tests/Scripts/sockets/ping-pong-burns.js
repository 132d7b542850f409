// expect: exceededCpu
// why: a request that writes to itself gets no new CPU time with each message
export default {
  fetch() {
    const [a, b] = Object.values(new WebSocketPair());
    a.accept();
    b.accept();
    b.onmessage = () => { for (let i = 0; i < 1e6; i++); a.send('again'); };
    a.send('begin');
    return new Promise(() => {});
  }
};
