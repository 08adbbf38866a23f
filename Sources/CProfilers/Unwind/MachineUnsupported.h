// Lets the unwinder compile where it has not been taught the processor yet; `lab_unwind_prepare` refuses there.
//
// To add a processor: a header beside this one that declares the same names, and a `CodeRules_…` of its own.
#ifndef LAB_MACHINE_UNSUPPORTED_H
#define LAB_MACHINE_UNSUPPORTED_H

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <ucontext.h>

#define LAB_MACHINE_IS_SUPPORTED 0
#define LAB_MACHINE_NAME "this processor"
#define LAB_LIBUNWIND_NAME ""
#define LAB_LIBUNWIND_SYMBOL(name) ""

enum {
    LAB_FRAME_POINTER = 0,
    LAB_STACK_POINTER = 1,
    LAB_PROGRAM_COUNTER = 2,
    LAB_REGISTER_COUNT = 3,
    LAB_SAVED_COUNT = 1,
    LAB_RED_ZONE = 0,
    LAB_SIGNAL_CODE_SIZE = 1,
};

static const uint8_t lab_saved_registers[LAB_SAVED_COUNT] = {LAB_FRAME_POINTER};

static inline uint64_t lab_context_register(const ucontext_t *context, int number) {
    (void)context;
    (void)number;
    return 0;
}

static inline uintptr_t lab_context_register_address(uintptr_t context, int number) {
    (void)number;
    return context;
}

static inline bool lab_is_signal_return(const uint8_t *code) {
    (void)code;
    return false;
}

static inline bool lab_is_inside_signal_return(const uint8_t *code) {
    (void)code;
    return false;
}

static inline long lab_syscall6(long number, long a, long b, long c, long d, long e, long f) {
    (void)number, (void)a, (void)b, (void)c, (void)d, (void)e, (void)f;
    return -ENOSYS;
}

#endif
