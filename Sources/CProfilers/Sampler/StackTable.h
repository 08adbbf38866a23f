// Which stacks are in the journal already. Used by the drain thread alone; not for signal handlers.
#ifndef LAB_STACK_TABLE_H
#define LAB_STACK_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

/// Forgets all stacks. False for lack of memory.
bool lab_stacks_reset(void);

/// The number of a stack in the journal. `is_new` tells that the caller has to write it under this number.
uint32_t lab_stacks_number(const uint64_t *frames, uint32_t count, bool *is_new);

#pragma GCC visibility pop

#endif
