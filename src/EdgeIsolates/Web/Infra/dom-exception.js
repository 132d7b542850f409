'use strict';
// https://webidl.spec.whatwg.org/#idl-DOMException
//
// A DOMException is a real Error object (stack, what the engine shows for an uncaught one, Error.isError), yet
// its interface object must not inherit from Error. A class cannot be both, so the constructor is a function
// that makes an Error for `new.target` and stamps the private state onto it.
const {
  Error, ErrorCaptureStackTrace, ObjectDefineProperty, ObjectFreeze, ObjectSetPrototypeOf, ReflectConstruct, ReflectOwnKeys,
  ReflectGetOwnPropertyDescriptor, RangeError, TypeError,
} = internals.primordials;
const { webidl } = internals;
const { converters } = webidl;

// https://webidl.spec.whatwg.org/#dfn-error-names-table
const legacyCodes = {
  __proto__: null,
  IndexSizeError: 1, HierarchyRequestError: 3, WrongDocumentError: 4, InvalidCharacterError: 5, NoModificationAllowedError: 7,
  NotFoundError: 8, NotSupportedError: 9, InUseAttributeError: 10, InvalidStateError: 11, SyntaxError: 12, InvalidModificationError: 13,
  NamespaceError: 14, InvalidAccessError: 15, TypeMismatchError: 17, SecurityError: 18, NetworkError: 19, AbortError: 20,
  URLMismatchError: 21, QuotaExceededError: 22, TimeoutError: 23, InvalidNodeTypeError: 24, DataCloneError: 25,
};

class Receiver { constructor(object) { return object; } }
ObjectSetPrototypeOf(Receiver.prototype, null);

class ExceptionState extends Receiver {
  #name;
  #message;

  constructor(exception, message, name) {
    super(exception);
    this.#name = name;
    this.#message = message;
  }

  static isException(value) { return webidl.isObject(value) && #name in value; }
  static name(exception) { return exception.#name; }
  static message(exception) { return exception.#message; }
}
ObjectFreeze(ExceptionState);

function DOMException(message = '', name = 'Error') {
  if (new.target === undefined) throw new TypeError("Class constructor DOMException cannot be invoked without 'new'");
  const prefix = "Failed to construct 'DOMException'";
  const text = arguments.length > 0 && message !== undefined ? converters.DOMString(message, prefix, 'Argument 1') : '';
  const label = arguments.length > 1 && name !== undefined ? converters.DOMString(name, prefix, 'Argument 2') : 'Error';
  return createException(text, label, new.target);
}

function createException(message, name, newTarget) {
  const exception = ReflectConstruct(Error, [], newTarget);
  new ExceptionState(exception, message, name);
  ErrorCaptureStackTrace(exception, newTarget);
  return exception;
}

const attributes = {
  get name() { return ExceptionState.name(this); },
  get message() { return ExceptionState.message(this); },
  get code() { return legacyCodes[ExceptionState.name(this)] ?? 0; },
};

function finish(Interface, parent, accessors) {
  ObjectDefineProperty(Interface, 'prototype', { __proto__: null, writable: false });
  ObjectSetPrototypeOf(Interface.prototype, parent);
  const keys = ReflectOwnKeys(accessors);
  for (let i = 0; i < keys.length; i++) {
    ObjectDefineProperty(Interface.prototype, keys[i], ReflectGetOwnPropertyDescriptor(accessors, keys[i]));
  }
  webidl.configureInterface(Interface);
  internals.expose(Interface.name, Interface);
}

finish(DOMException, Error.prototype, attributes);
webidl.defineConstants(DOMException, {
  INDEX_SIZE_ERR: 1, DOMSTRING_SIZE_ERR: 2, HIERARCHY_REQUEST_ERR: 3, WRONG_DOCUMENT_ERR: 4, INVALID_CHARACTER_ERR: 5,
  NO_DATA_ALLOWED_ERR: 6, NO_MODIFICATION_ALLOWED_ERR: 7, NOT_FOUND_ERR: 8, NOT_SUPPORTED_ERR: 9, INUSE_ATTRIBUTE_ERR: 10,
  INVALID_STATE_ERR: 11, SYNTAX_ERR: 12, INVALID_MODIFICATION_ERR: 13, NAMESPACE_ERR: 14, INVALID_ACCESS_ERR: 15, VALIDATION_ERR: 16,
  TYPE_MISMATCH_ERR: 17, SECURITY_ERR: 18, NETWORK_ERR: 19, ABORT_ERR: 20, URL_MISMATCH_ERR: 21, QUOTA_EXCEEDED_ERR: 22,
  TIMEOUT_ERR: 23, INVALID_NODE_TYPE_ERR: 24, DATA_CLONE_ERR: 25,
});

// https://webidl.spec.whatwg.org/#quotaexceedederror
class QuotaState extends Receiver {
  #quota;
  #requested;

  constructor(exception, quota, requested) {
    super(exception);
    this.#quota = quota;
    this.#requested = requested;
  }

  static is(exception) { return #quota in exception; }
  static quota(exception) { return exception.#quota; }
  static requested(exception) { return exception.#requested; }
}
ObjectFreeze(QuotaState);

const quotaOptions = webidl.dictionary('QuotaExceededErrorOptions', [
  { key: 'quota', converter: converters.double },
  { key: 'requested', converter: converters.double },
]);

function QuotaExceededError(message = '', options = undefined) {
  if (new.target === undefined) throw new TypeError("Class constructor QuotaExceededError cannot be invoked without 'new'");
  const prefix = "Failed to construct 'QuotaExceededError'";
  const text = message === undefined ? '' : converters.DOMString(message, prefix, 'Argument 1');
  const { quota = null, requested = null } = quotaOptions(options, prefix, 'Argument 2');
  if ((quota !== null && quota < 0) || (requested !== null && requested < 0)) {
    throw new RangeError(`${prefix}: quota and requested must not be negative`);
  }
  if (quota !== null && requested !== null && requested < quota) throw new RangeError(`${prefix}: requested must not be below quota`);
  const exception = createException(text, 'QuotaExceededError', new.target);
  new QuotaState(exception, quota, requested);
  return exception;
}

ObjectDefineProperty(QuotaExceededError, 'length', { __proto__: null, value: 0, configurable: true });
ObjectSetPrototypeOf(QuotaExceededError, DOMException);
finish(QuotaExceededError, DOMException.prototype, {
  get quota() { return QuotaState.quota(this); },
  get requested() { return QuotaState.requested(this); },
});

// https://webidl.spec.whatwg.org/#idl-DOMException, its serialization and deserialization steps at once
function cloneException(exception) {
  const message = ExceptionState.message(exception), name = ExceptionState.name(exception);
  const copy = createException(message, name, QuotaState.is(exception) ? QuotaExceededError : DOMException);
  if (QuotaState.is(exception)) new QuotaState(copy, QuotaState.quota(exception), QuotaState.requested(exception));
  const stack = internals.descriptorOf(exception, 'stack')?.value;
  ObjectDefineProperty(copy, 'stack', { __proto__: null, value: typeof stack === 'string' ? stack : '', writable: true, enumerable: false, configurable: true });
  return copy;
}

internals.domException = { __proto__: null, clone: cloneException };
internals.DOMException = DOMException;
internals.QuotaExceededError = QuotaExceededError;
internals.isDOMException = ExceptionState.isException;

// Called by the engine for an exception that V8 has no message of; undefined when it is none of ours.
internals.entry.describeException = (value) =>
  (ExceptionState.isException(value) ? `${ExceptionState.name(value)}: ${ExceptionState.message(value)}` : undefined);

// Called by the engine for an error that the host or V8's serializer names.
internals.entry.makeError = (name, message) =>
  (name === 'QuotaExceededError' ? new QuotaExceededError(message) : new DOMException(message, name));
