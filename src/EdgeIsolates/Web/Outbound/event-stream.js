'use strict';
// https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
// Takes decoded text piece by piece; a line that is not over yet waits for the rest.
const { NumberParseInt, StringPrototypeCharCodeAt, StringPrototypeIndexOf, StringPrototypeSlice } = internals.primordials;
const { http } = internals;

function isDigits(text) {
  for (let i = 0; i < text.length; i++) if (text[i] < '0' || text[i] > '9') return false;
  return text !== '';
}

class EventStreamParser {
  lastEventId = '';
  retry = null; // what the server asked for since it was last looked at
  #onMessage;
  #rest = '';
  #data = '';
  #hasData = false;
  #type = '';
  #id = '';
  #skipLineFeed = false;

  // onMessage(type, data, lastEventId)
  constructor(onMessage, lastEventId) {
    this.#onMessage = onMessage;
    this.lastEventId = this.#id = lastEventId;
  }

  push(text) {
    let start = 0;
    const looked = this.#rest.length, all = this.#rest + text;
    for (let i = looked; i < all.length; i++) {
      const code = StringPrototypeCharCodeAt(all, i);
      if (code !== 10 && code !== 13) {
        this.#skipLineFeed = false;
        continue;
      }
      if (code === 10 && this.#skipLineFeed) {
        this.#skipLineFeed = false;
        start = i + 1;
        continue;
      }
      this.#line(StringPrototypeSlice(all, start, i));
      this.#skipLineFeed = code === 13;
      start = i + 1;
    }
    this.#rest = StringPrototypeSlice(all, start);
  }

  #line(line) {
    if (line === '') {
      this.#dispatch();
      return;
    }
    const colon = StringPrototypeIndexOf(line, ':');
    if (colon === 0) return;
    if (colon < 0) this.#field(line, '');
    else this.#field(StringPrototypeSlice(line, 0, colon), StringPrototypeSlice(line, line[colon + 1] === ' ' ? colon + 2 : colon + 1));
  }

  #field(name, value) {
    if (name === 'event') {
      this.#type = value;
    } else if (name === 'data') {
      this.#data += this.#hasData ? `\n${value}` : value;
      this.#hasData = true;
    } else if (name === 'id') {
      if (StringPrototypeIndexOf(value, '\0') < 0) this.#id = value;
    } else if (name === 'retry' && isDigits(value)) {
      this.retry = NumberParseInt(value, 10);
    }
  }

  #dispatch() {
    this.lastEventId = this.#id;
    const data = this.#data, hasData = this.#hasData, type = this.#type;
    this.#data = this.#type = '';
    this.#hasData = false;
    if (hasData) this.#onMessage(type === '' ? 'message' : type, data, this.lastEventId);
  }
}
Object.freeze(EventStreamParser.prototype);

http.EventStreamParser = EventStreamParser;
