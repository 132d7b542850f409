// route: /hello/*
// A module worker: the default export has a fetch method.

export default {
  fetch(request) {
    const name = decodeURIComponent(new URL(request.url).pathname.slice('/hello/'.length));
    return new Response(`Hello, ${name || 'stranger'}!\n`);
  },
};
