'use strict';
// https://min-common-api.proposal.wintertc.org/#user-agent
const { webidl } = internals;

const token = Symbol('Navigator');

class Navigator {
  #brand;

  constructor(key = undefined) {
    if (key !== token) webidl.illegalConstructor();
  }

  get userAgent() {
    this.#brand;
    return 'EdgeIsolates';
  }
}

webidl.configureInterface(Navigator);
internals.expose('Navigator', Navigator);
const navigator = new Navigator(token);
internals.exposeAttribute('navigator', () => navigator);
