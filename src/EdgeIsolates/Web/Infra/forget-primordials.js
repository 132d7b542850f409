'use strict';
// The last script. Every file has captured what it needs of the primordials by now; without the table, the captures that
// nobody took are not part of the snapshot.
internals.primordials = undefined;
