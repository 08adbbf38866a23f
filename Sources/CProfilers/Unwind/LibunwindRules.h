// Asks libunwind. For signal handlers, between `lab_gate_enter` and `lab_gate_leave`, once prepared.
//
// What is loaded is libunwind's *remote* library: it looks at any process through functions that its user gives, and has
// none of the names that the local one would override in the program (`backtrace`, `_Unwind_…`).
#ifndef LAB_LIBUNWIND_RULES_H
#define LAB_LIBUNWIND_RULES_H

#include "Memory.h"
#include "Modules.h"
#include "Rule.h"

#pragma GCC visibility push(hidden)

/// Loads libunwind; not for signal handlers. Returns 0 or an `errno` value, with a sentence in `message`.
int lab_libunwind_prepare(char *message, size_t message_size);

/// Finds the rule of an address from the unwind information at `entry`. False where that does not cover the address.
bool lab_libunwind_rule(
    uintptr_t address, const struct lab_unwind_table *table, int32_t function, int32_t information,
    struct lab_rule *rule);

/// Steps to the caller with the values of this frame, where no rule can tell how. False where libunwind cannot either.
bool lab_libunwind_step(
    struct lab_registers *registers, uintptr_t address, struct lab_memory *memory,
    const struct lab_unwind_table *table, int32_t function, int32_t information);

#pragma GCC visibility pop

#endif
