// Which functions of a module are Swift's async ones, and where they keep their context.
//
// An async function is split where it awaits: into its entry, resume functions that start with the context of what
// was awaited (mangled names that end in TQ<n>_) and such that start with their own (TY<n>_). Nothing at run time tells
// them from others, so their ranges are read from the symbol table of the file when a module is first seen.
#ifndef LAB_ASYNC_FUNCTIONS_H
#define LAB_ASYNC_FUNCTIONS_H

#include "Modules.h"

#pragma GCC visibility push(hidden)

enum lab_async_kind {
    /// Starts with its own context: an entry, or resumed after a switch of executors.
    LAB_ASYNC_OWN_CONTEXT = 1,
    /// Starts with the context of what it awaited.
    LAB_ASYNC_AWAITED_CONTEXT = 2,
    /// A function of the runtime that a context may resume: the end of a task, among others.
    LAB_ASYNC_RUNTIME = 3,
};

/// Where the context of the function is to be found when the program stands at an instruction.
enum lab_async_state {
    LAB_ASYNC_NONE = 0,
    /// In the context register.
    LAB_ASYNC_IN_REGISTER = 1,
    /// The context register has that of what was awaited, which points to it.
    LAB_ASYNC_BEHIND_REGISTER = 2,
    /// On the stack, below the saved frame pointer.
    LAB_ASYNC_ON_STACK = 3,
    /// Where it will be on the stack there is still that of what was awaited.
    LAB_ASYNC_BEHIND_STACK = 4,
    /// The function is async, but its code is unlike what compilers write.
    LAB_ASYNC_UNKNOWN = 5,
};

struct lab_async_functions;

/// Reads the module's file; not for signal handlers. NULL where there are no async functions, or no symbols.
const struct lab_async_functions *lab_async_functions_read(const struct lab_module *module);

/// How an address is to be taken. For signal handlers too.
enum lab_async_state lab_async_state(const struct lab_module *module, uintptr_t address);

/// Whether a context may resume at `address`: whether an async function, or one of the runtime, starts there. For signal handlers too.
bool lab_async_can_resume_at(const struct lab_module *module, uintptr_t address);

#pragma GCC visibility pop

#endif
