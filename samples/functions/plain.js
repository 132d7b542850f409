// route: /plain
// A plain script: a global function, plain reads of the request, a plain object as answer.

function handler(request) {
  var name = /[?&]name=([^&]*)/.exec(request.url);
  return {
    status: 200,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: request.method + ' by ' + (name ? decodeURIComponent(name[1]) : 'nobody') + '\n',
  };
}
