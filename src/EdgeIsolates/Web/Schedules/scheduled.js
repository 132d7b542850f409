'use strict';
// The event `scheduled`. https://developers.cloudflare.com/workers/runtime-apis/handlers/scheduled/
const { JSONParse } = internals.primordials;
const { http, webidl } = internals;

const token = {};

class ScheduledController {
  #scheduledTime;
  #cron;

  constructor(key = undefined, terms = undefined) {
    if (key !== token) webidl.illegalConstructor();
    this.#scheduledTime = terms.scheduledTime;
    this.#cron = terms.cron;
  }

  get type() { return 'scheduled'; }

  get scheduledTime() { return this.#scheduledTime; }

  get cron() { return this.#cron; }

  // A run that failed is not tried again anyway.
  noRetry() {}
}

webidl.configureInterface(ScheduledController);

http.defineToldEvent('scheduled', (requestId, detail) => {
  const controller = new ScheduledController(token, JSONParse(detail));
  return { __proto__: null, run: () => http.callHandler(requestId, 'scheduled', controller), tell: () => '' };
});
