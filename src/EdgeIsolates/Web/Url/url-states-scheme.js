'use strict';
// https://url.spec.whatwg.org/#url-parsing, the states up to the authority and those of relative references.
//
// A state is a function of the machine `m` (see url-parser.js) and the character `c` at its pointer, '' at the end.
// It returns nothing to go on, `failure`, or `done` to end early. States that read up to a delimiter do it at once.
const { RegExpPrototypeExec, StringPrototypeSlice, StringPrototypeToLowerCase } = internals.primordials;
const { url } = internals;
const { specialPorts, isSpecial, includesCredentials, shortenPath, isNormalizedDriveLetter } = url;

const states = { __proto__: null };
const failure = 'failure', done = 'done';

const letter = /^[A-Za-z]$/;
const schemeCharacter = /^[A-Za-z0-9+\-.]$/;
const driveLetterStart = /^[A-Za-z][:|](?:$|[/\\?#])/;

function copyAuthority(record, base) {
  record.username = base.username;
  record.password = base.password;
  record.host = base.host;
  record.port = base.port;
}

// The steps "if c is ?, … if c is #, …" shared by several states; true when c was one of them.
function startsQueryOrFragment(m, c) {
  if (c === '?') {
    m.record.query = '';
    m.state = states.query;
  } else if (c === '#') {
    m.record.fragment = '';
    m.state = states.fragment;
  } else {
    return false;
  }
  return true;
}

// https://url.spec.whatwg.org/#scheme-start-state
states.schemeStart = (m, c) => {
  if (RegExpPrototypeExec(letter, c) !== null) {
    m.buffer += StringPrototypeToLowerCase(c);
    m.state = states.scheme;
  } else if (m.override === null) {
    m.state = states.noScheme;
    m.pointer--;
  } else {
    return failure;
  }
};

// https://url.spec.whatwg.org/#scheme-state
states.scheme = (m, c) => {
  const { record } = m;
  if (c !== '' && RegExpPrototypeExec(schemeCharacter, c) !== null) {
    m.buffer += StringPrototypeToLowerCase(c);
  } else if (c === ':') {
    if (m.override !== null) return changeScheme(record, m.buffer);
    record.scheme = m.buffer;
    m.buffer = '';
    if (record.scheme === 'file') {
      m.state = states.file;
    } else if (isSpecial(record)) {
      m.state = m.base !== null && m.base.scheme === record.scheme ? states.specialRelativeOrAuthority : states.specialAuthoritySlashes;
    } else if (m.input[m.pointer + 1] === '/') {
      m.state = states.pathOrAuthority;
      m.pointer++;
    } else {
      record.path = '';
      record.opaque = true;
      m.state = states.opaquePath;
    }
  } else if (m.override === null) {
    m.buffer = '';
    m.state = states.noScheme;
    m.pointer = -1;
  } else {
    return failure;
  }
};

function changeScheme(record, scheme) {
  if (isSpecial(record) !== (specialPorts[scheme] !== undefined)) return done;
  if ((includesCredentials(record) || record.port !== null) && scheme === 'file') return done;
  if (record.scheme === 'file' && record.host === '') return done;
  record.scheme = scheme;
  if (record.port === specialPorts[scheme]) record.port = null;
  return done;
}

// https://url.spec.whatwg.org/#no-scheme-state
states.noScheme = (m, c) => {
  const { record, base } = m;
  if (base === null || (base.opaque && c !== '#')) return failure;
  if (base.opaque) {
    record.scheme = base.scheme;
    record.path = base.path;
    record.opaque = true;
    record.query = base.query;
    record.fragment = '';
    m.state = states.fragment;
  } else {
    m.state = base.scheme === 'file' ? states.file : states.relative;
    m.pointer--;
  }
};

// https://url.spec.whatwg.org/#special-relative-or-authority-state
states.specialRelativeOrAuthority = (m, c) => {
  if (c === '/' && m.input[m.pointer + 1] === '/') {
    m.state = states.specialAuthorityIgnoreSlashes;
    m.pointer++;
  } else {
    m.state = states.relative;
    m.pointer--;
  }
};

// https://url.spec.whatwg.org/#path-or-authority-state
states.pathOrAuthority = (m, c) => {
  if (c === '/') {
    m.state = states.authority;
  } else {
    m.state = states.path;
    m.pointer--;
  }
};

// https://url.spec.whatwg.org/#relative-state
states.relative = (m, c) => {
  const { record, base } = m;
  record.scheme = base.scheme;
  if (c === '/' || (c === '\\' && isSpecial(record))) {
    m.state = states.relativeSlash;
    return;
  }
  copyAuthority(record, base);
  record.path = base.path;
  record.query = base.query;
  if (!startsQueryOrFragment(m, c) && c !== '') {
    record.query = null;
    shortenPath(record);
    m.state = states.path;
    m.pointer--;
  }
};

// https://url.spec.whatwg.org/#relative-slash-state
states.relativeSlash = (m, c) => {
  const special = isSpecial(m.record);
  if (special && (c === '/' || c === '\\')) {
    m.state = states.specialAuthorityIgnoreSlashes;
  } else if (c === '/') {
    m.state = states.authority;
  } else {
    copyAuthority(m.record, m.base);
    m.state = states.path;
    m.pointer--;
  }
};

// https://url.spec.whatwg.org/#file-state
states.file = (m, c) => {
  const { record, base } = m;
  record.scheme = 'file';
  record.host = '';
  if (c === '/' || c === '\\') {
    m.state = states.fileSlash;
  } else if (base !== null && base.scheme === 'file') {
    record.host = base.host;
    record.path = base.path;
    record.query = base.query;
    if (!startsQueryOrFragment(m, c) && c !== '') {
      record.query = null;
      if (startsWithDriveLetter(m)) record.path = '';
      else shortenPath(record);
      m.state = states.path;
      m.pointer--;
    }
  } else {
    m.state = states.path;
    m.pointer--;
  }
};

// https://url.spec.whatwg.org/#file-slash-state
states.fileSlash = (m, c) => {
  if (c === '/' || c === '\\') {
    m.state = states.fileHost;
    return;
  }
  const { record, base } = m;
  if (base !== null && base.scheme === 'file') {
    record.host = base.host;
    const drive = StringPrototypeSlice(base.path, 1, 3);
    const whole = base.path.length === 3 || base.path[3] === '/';
    if (!startsWithDriveLetter(m) && whole && isNormalizedDriveLetter(drive)) record.path = `/${drive}`;
  }
  m.state = states.path;
  m.pointer--;
};

// https://url.spec.whatwg.org/#start-with-a-windows-drive-letter
const startsWithDriveLetter = (m) => RegExpPrototypeExec(driveLetterStart, StringPrototypeSlice(m.input, m.pointer)) !== null;

Object.assign(url, { states, failure, done, startsQueryOrFragment });
