'use strict';
// https://url.spec.whatwg.org/#url-parsing, the states of credentials, host and port.
const { NumberParseInt, StringPrototypeIndexOf, StringPrototypeSlice } = internals.primordials;
const { percent, url } = internals;
const { states, failure, done, specialPorts, isSpecial, includesCredentials, isDriveLetter, parseHost } = url;

const endsAuthority = (c, record) => c === '' || c === '/' || c === '?' || c === '#' || (c === '\\' && isSpecial(record));

// https://url.spec.whatwg.org/#special-authority-slashes-state
states.specialAuthoritySlashes = (m, c) => {
  m.state = states.specialAuthorityIgnoreSlashes;
  if (c === '/' && m.input[m.pointer + 1] === '/') m.pointer++;
  else m.pointer--;
};

// https://url.spec.whatwg.org/#special-authority-ignore-slashes-state
states.specialAuthorityIgnoreSlashes = (m, c) => {
  if (c === '/' || c === '\\') return;
  m.state = states.authority;
  m.pointer--;
};

// https://url.spec.whatwg.org/#authority-state
states.authority = (m, c) => {
  if (c === '@') {
    addCredentials(m, m.atSignSeen ? `%40${m.buffer}` : m.buffer);
    m.atSignSeen = true;
    m.buffer = '';
  } else if (endsAuthority(c, m.record)) {
    if (m.atSignSeen && m.buffer === '') return failure;
    m.pointer -= m.buffer.length + 1;
    m.buffer = '';
    m.state = states.host;
  } else {
    m.buffer += c;
  }
};

function addCredentials(m, text) {
  const { record } = m;
  const colon = m.passwordTokenSeen ? -1 : StringPrototypeIndexOf(text, ':');
  if (colon >= 0) {
    record.username += percent.encode(StringPrototypeSlice(text, 0, colon), percent.userinfo);
    m.passwordTokenSeen = true;
    text = StringPrototypeSlice(text, colon + 1);
  }
  if (m.passwordTokenSeen) record.password += percent.encode(text, percent.userinfo);
  else record.username += percent.encode(text, percent.userinfo);
}

// https://url.spec.whatwg.org/#host-state
states.host = (m, c) => {
  const { record, override } = m;
  if (override !== null && record.scheme === 'file') {
    m.pointer--;
    m.state = states.fileHost;
  } else if (c === ':' && !m.insideBrackets) {
    if (m.buffer === '' || override === states.hostname) return failure;
    if (!takeHost(m)) return failure;
    m.state = states.port;
  } else if (endsAuthority(c, record)) {
    m.pointer--;
    if (m.buffer === '') {
      if (isSpecial(record)) return failure;
      if (override !== null && (includesCredentials(record) || record.port !== null)) return failure;
    }
    if (!takeHost(m)) return failure;
    m.state = states.pathStart;
    if (override !== null) return done;
  } else {
    if (c === '[') m.insideBrackets = true;
    if (c === ']') m.insideBrackets = false;
    m.buffer += c;
  }
};

// https://url.spec.whatwg.org/#hostname-state: its own state only as an override
states.hostname = (m, c) => states.host(m, c);

function takeHost(m) {
  const host = parseHost(m.buffer, !isSpecial(m.record));
  if (host === null) return false;
  m.record.host = host;
  m.buffer = '';
  return true;
}

// https://url.spec.whatwg.org/#port-state
states.port = (m, c) => {
  const { record } = m;
  if (c >= '0' && c <= '9' && c !== '') {
    m.buffer += c;
  } else if (endsAuthority(c, record) || m.override !== null) {
    if (m.buffer !== '') {
      const port = NumberParseInt(m.buffer, 10);
      if (port > 65535) return failure;
      record.port = port === specialPorts[record.scheme] ? null : port;
      m.buffer = '';
      if (m.override !== null) return done;
    }
    if (m.override !== null) return failure;
    m.state = states.pathStart;
    m.pointer--;
  } else {
    return failure;
  }
};

// https://url.spec.whatwg.org/#file-host-state
states.fileHost = (m, c) => {
  const { record } = m;
  if (c !== '' && c !== '/' && c !== '\\' && c !== '?' && c !== '#') {
    m.buffer += c;
    return;
  }
  m.pointer--;
  if (m.override === null && isDriveLetter(m.buffer)) {
    m.state = states.path; // the drive letter stays in the buffer: it is the start of the path
    return;
  }
  if (m.buffer === '') {
    record.host = '';
  } else {
    if (!takeHost(m)) return failure;
    if (record.host === 'localhost') record.host = '';
  }
  if (m.override !== null) return done;
  m.state = states.pathStart;
};
