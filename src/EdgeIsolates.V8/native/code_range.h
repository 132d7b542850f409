// Where V8 looks for a place for an isolate's code.
//
// V8 wants each isolate's code within a jump's reach of its built-ins, and reads and parses the process's whole memory map to find a gap, for each
// isolate anew: in a process of hundreds of isolates that is a quarter of what making one costs, and it grows with their number. Only the first few
// would fit there. So libnode's import of `fopen` points here, and finds no map: V8 then takes the place the system gives.
#ifndef EDGE_V8_CODE_RANGE_H_
#define EDGE_V8_CODE_RANGE_H_

namespace ev8 {

void SkipSearchForCodeRange();  // once, before any isolate exists

}  // namespace ev8

#endif
