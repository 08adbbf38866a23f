// What the unwinder knows of one address: where the caller's registers are when the program stands there.
//
// A rule holds no values, so it is true whenever the same code runs: asked for once, replayed ever after.
#ifndef LAB_RULE_H
#define LAB_RULE_H

#include <stdbool.h>
#include <stdint.h>

#include "Machine.h"

/// A thread's registers at one frame.
struct lab_registers {
    uint64_t value[LAB_REGISTER_COUNT];
    /// A bit a register whose value is known.
    uint32_t known;
};

/// How the canonical frame address (CFA, the stack pointer before the call) is found.
enum lab_rule_kind {
    /// Nothing is known of this address.
    LAB_RULE_UNKNOWN = 0,
    /// CFA = register + offset.
    LAB_RULE_OFFSET = 1,
    /// CFA = word at (register + offset) + second offset.
    LAB_RULE_LOADED = 2,
    /// Nobody called this: the oldest frame of a stack.
    LAB_RULE_END = 3,
    /// The code that returns from a signal handler: the registers are in the context that the kernel left.
    LAB_RULE_SIGNAL = 4,
    /// Too special for a rule: libunwind steps over this frame each time.
    LAB_RULE_STEP = 5,
    /// No frame: an address that async contexts resume at.
    LAB_RULE_RESUME = 6,
};

enum {
    /// The register still has the caller's value.
    LAB_SAVED_NOT = 0,
    /// The caller's value is lost.
    LAB_SAVED_LOST = INT16_MIN,
};

struct lab_rule {
    uint8_t kind;
    uint8_t cfa_register;
    /// A bit a saved register that lies at an offset from `cfa_register` itself, not from the CFA.
    uint8_t saved_beside_register;
    /// Whether the rule was guessed from the code, and what it leads to must be looked at.
    uint8_t guessed : 1;
    /// Where the async context is, one of `lab_async_state`.
    uint8_t async_state : 3;
    /// Whether a return address is not where a call returns to: an exception's landing pad, for example, that was put in
    /// its place. The instruction before it may belong to another frame, or to another function.
    uint8_t is_landing : 1;
    int32_t cfa_offset;
    /// Where each of `lab_saved_registers` lies, in words from the CFA; see LAB_SAVED_….
    int16_t saved[6];
    int32_t second_offset;
};

_Static_assert(sizeof(struct lab_rule) == 24, "a rule and its check are half a cache line");
_Static_assert(LAB_SAVED_COUNT <= 6, "a rule has room for six saved registers");

#endif
