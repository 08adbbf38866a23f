// Where in its first instructions an async function puts its context. Not for signal handlers; looks at copies of code only.
#ifndef LAB_ASYNC_PROLOGUE_H
#define LAB_ASYNC_PROLOGUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

struct lab_async_prologue {
    /// The offset from which on the context that the function started with is on the stack; 0 where that cannot be told.
    uint16_t saved_at;
    /// The offset from which on it is the function's own; 0 where that cannot be told, or where it was from the start.
    uint16_t projected_at;
};

struct lab_async_prologue lab_async_prologue_read(const uint8_t *code, size_t size, bool starts_with_awaited_context);

#pragma GCC visibility pop

#endif
