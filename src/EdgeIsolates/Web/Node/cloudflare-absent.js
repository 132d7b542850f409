'use strict';
// What bundles import from Cloudflare's modules and functions here do not have. It is there by name, so that a bundle that only imports it is deployed;
// whoever uses it gets a sentence that names it.
const { Error } = internals.primordials;
const { node, webidl } = internals;

node.define('#absent', () => {
  const refuse = (what, why) => { throw new Error(`${what} is not available in an isolate: ${why}.`); };

  // May be extended, and asked for by instanceof.
  const absentClass = (module, name, why) => {
    const Absent = class {
      constructor() { refuse(`${name} of ${module}`, why); }
    };
    webidl.configureInterface(Absent, name);
    return Absent;
  };

  return { refuse, absentClass };
});

node.define('cloudflare:email', () => {
  const { absentClass } = node.load('#absent');
  return { EmailMessage: absentClass('cloudflare:email', 'EmailMessage', 'functions neither get nor send mail; call a mail service by fetch()') };
});

node.define('cloudflare:sockets', () => {
  const { refuse } = node.load('#absent');
  return { connect: () => refuse('connect() of cloudflare:sockets', 'there are no sockets; use fetch() or a WebSocket') };
});

node.define('cloudflare:workflows', () => {
  const { absentClass } = node.load('#absent');
  return { NonRetryableError: absentClass('cloudflare:workflows', 'NonRetryableError', 'there are no Workflows; use a queue or the alarms of a Durable Object') };
});
