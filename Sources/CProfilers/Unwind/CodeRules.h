// Reads a rule off the machine code where a function has no unwind information. For signal handlers.
#ifndef LAB_CODE_RULES_H
#define LAB_CODE_RULES_H

#include "Modules.h"
#include "Rule.h"

#pragma GCC visibility push(hidden)

/// The rule of the instruction at `address`, or of the call that returns to it. Such a rule is a good guess: what it leads to
/// is to be checked with `lab_code_follows_call`.
void lab_code_rule(
    uintptr_t address, bool is_return_address, const struct lab_found_module *module, struct lab_rule *rule);

/// Corrects the unwind information where compilers are known to write it wrongly. False where it is to be trusted.
bool lab_code_correction(uintptr_t address, const struct lab_found_module *module, struct lab_rule *rule);

/// Whether the instruction before `address` can be a call, and `address` so be a return address.
bool lab_code_follows_call(uintptr_t address);

#pragma GCC visibility pop

#endif
