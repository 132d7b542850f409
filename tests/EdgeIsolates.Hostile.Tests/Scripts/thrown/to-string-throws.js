// expect: exception
// why: reading the thrown value throws
export default { fetch() { throw { toString() { throw new Error('no'); }, [Symbol.toPrimitive]() { throw new Error('no'); } }; } };
