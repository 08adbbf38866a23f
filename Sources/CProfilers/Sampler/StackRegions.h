// Where the stacks of threads lie that nobody told of: the mappings of the process, looked up by stack pointer.
#ifndef LAB_STACK_REGIONS_H
#define LAB_STACK_REGIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "../Unwind/Unwind.h"

#pragma GCC visibility push(hidden)

/// Reads the mappings anew. Not for signal handlers; for one thread at a time.
void lab_stack_regions_refresh(void);

/// The writable mapping that an address lies in; false where none is known. May be called from a signal handler.
bool lab_stack_region_of(uintptr_t address, struct lab_stack_bounds *bounds);

/// Gives the memory back. Not while a handler may be at work.
void lab_stack_regions_forget(void);

#pragma GCC visibility pop

#endif
