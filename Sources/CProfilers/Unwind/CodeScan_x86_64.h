// What the code ahead of an instruction says about the frame that it runs in. For signal handlers.
#ifndef LAB_CODE_SCAN_X86_64_H
#define LAB_CODE_SCAN_X86_64_H

#include "Modules.h"

#pragma GCC visibility push(hidden)

struct lab_code_scan {
    /// Whether the return address is found from the stack pointer: there is no frame (yet, or no more).
    bool is_frameless;
    /// The return address lies so many bytes above the stack pointer.
    int32_t depth;
};

/// Follows the code from `address` until it shows whether the frame pointer is set up.
struct lab_code_scan lab_code_scan(uintptr_t address, const struct lab_found_module *module);

#pragma GCC visibility pop

#endif
