'use strict';
// https://html.spec.whatwg.org/multipage/server-sent-events.html#the-eventsource-interface
// Each connection is a subrequest of the request that the object was made in, and ends with it.
const { ReflectApply, globalThis: global } = internals.primordials;
const { webidl, abort, events, http, mime, streams, timers, url, EventTarget, MessageEvent } = internals;
const { converters } = webidl;
const { TextDecoder } = global;
const { decode } = TextDecoder.prototype;

const CONNECTING = 0, OPEN = 1, CLOSED = 2;
const firstRetry = 3000;

const eventSourceInit = webidl.dictionary('EventSourceInit', [
  { key: 'withCredentials', converter: converters.boolean, defaultValue: () => false },
]);

class EventSource extends EventTarget {
  #record;
  #withCredentials;
  #readyState = CONNECTING;
  #signal = null; // of the connection
  #timer = 0;
  #retry = firstRetry;
  #lastEventId = '';

  constructor(url_, eventSourceInitDict = undefined) {
    const prefix = "Failed to construct 'EventSource'";
    webidl.requiredArguments(arguments.length, 1, prefix);
    const text = converters.USVString(url_, prefix, 'Argument 1');
    const { withCredentials } = eventSourceInit(eventSourceInitDict, prefix, 'Argument 2');
    super();
    this.#record = url.parse(text, null);
    if (this.#record === null) throw new internals.DOMException(`${prefix}: Invalid URL: '${text}'`, 'SyntaxError');
    this.#withCredentials = withCredentials;
    this.#connect();
  }

  get url() { return url.serialize(this.#record); }
  get withCredentials() { return this.#withCredentials; }
  get readyState() { return this.#readyState; }

  close() {
    this.#readyState = CLOSED;
    if (this.#timer !== 0) timers.clear(this.#timer);
    this.#timer = 0;
    if (this.#signal !== null) abort.signalAbort(this.#signal, undefined);
  }

  #connect() {
    const signal = this.#signal = abort.createSignal();
    const headers = { __proto__: null, accept: 'text/event-stream', 'cache-control': 'no-cache' };
    if (this.#lastEventId !== '') headers['last-event-id'] = this.#lastEventId;
    streams.react(internals.fetch(url.serialize(this.#record), { __proto__: null, headers, signal }),
      (response) => this.#onResponse(http.innerResponseOf(response), signal), () => this.#reconnect(signal));
  }

  #onResponse(inner, signal) {
    if (this.#readyState === CLOSED) return;
    const type = mime.extractFromHeaders(inner.headerList);
    if (inner.status !== 200 || type === null || mime.essence(type) !== 'text/event-stream') {
      this.close();
      this.#fire('error');
      return;
    }
    this.#readyState = OPEN;
    this.#fire('open');
    if (inner.body === null || this.#readyState === CLOSED) return;
    this.#read(inner, signal);
  }

  #read(inner, signal) {
    const origin = url.origin(url.parse(inner.url, null));
    const parser = new http.EventStreamParser((type, data, lastEventId) => this.#message(type, data, lastEventId, origin), this.#lastEventId);
    const decoder = new TextDecoder();
    const onChunk = (chunk) => {
      parser.push(ReflectApply(decode, decoder, [chunk, { __proto__: null, stream: true }]));
      this.#lastEventId = parser.lastEventId;
      this.#retry = parser.retry ?? this.#retry;
    };
    const again = () => this.#reconnect(signal);
    streams.readLoop(streams.acquireReader(http.streamOf(inner.body)), onChunk, again, again);
  }

  #message(type, data, lastEventId, origin) {
    if (this.#readyState === CLOSED) return;
    const event = new MessageEvent(type, { __proto__: null, data, origin, lastEventId });
    events.innerOf(event).trusted = true;
    events.dispatch(event, this);
  }

  // https://html.spec.whatwg.org/multipage/server-sent-events.html#reestablish-the-connection
  #reconnect(signal) {
    if (this.#readyState === CLOSED || signal !== this.#signal) return;
    this.#readyState = CONNECTING;
    this.#signal = null;
    this.#fire('error');
    if (this.#readyState !== CONNECTING) return;
    this.#timer = timers.start(() => {
      this.#timer = 0;
      this.#connect();
    }, this.#retry);
  }

  #fire(type) {
    events.dispatch(events.createTrusted(type, false), this);
  }
}

webidl.configureInterface(EventSource);
webidl.defineConstants(EventSource, { CONNECTING, OPEN, CLOSED });
events.defineHandler(EventSource.prototype, 'open');
events.defineHandler(EventSource.prototype, 'message');
events.defineHandler(EventSource.prototype, 'error');
internals.expose('EventSource', EventSource);
