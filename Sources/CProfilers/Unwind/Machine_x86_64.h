// The x86-64 of the unwinder: registers in DWARF's numbering, what a signal leaves on the stack, system calls.
//
// Everything may be used in a signal handler.
#ifndef LAB_MACHINE_X86_64_H
#define LAB_MACHINE_X86_64_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <ucontext.h>

#define LAB_MACHINE_IS_SUPPORTED 1
#define LAB_MACHINE_NAME "x86_64"
#define LAB_LIBUNWIND_NAME "libunwind-x86_64.so.8"
#define LAB_LIBUNWIND_SYMBOL(name) "_Ux86_64_" name

/// Registers by their DWARF numbers (System V ABI, AMD64 supplement, figure 3.36), which libunwind uses too.
enum {
    LAB_RAX = 0,
    LAB_RBX = 3,
    LAB_FRAME_POINTER = 6,
    LAB_STACK_POINTER = 7,
    LAB_R12 = 12,
    LAB_R13 = 13,
    LAB_ASYNC_CONTEXT = 14,
    LAB_R15 = 15,
    LAB_PROGRAM_COUNTER = 16,
    LAB_REGISTER_COUNT = 17,
    /// Registers that a function must restore before it returns.
    LAB_SAVED_COUNT = 6,
    /// The bytes below the stack pointer that signal handlers leave alone.
    LAB_RED_ZONE = 128,
    /// How many bytes the code takes that returns from a signal handler.
    LAB_SIGNAL_CODE_SIZE = 9,
};

static const uint8_t lab_saved_registers[LAB_SAVED_COUNT] = {
    LAB_FRAME_POINTER, LAB_RBX, LAB_R12, LAB_R13, LAB_ASYNC_CONTEXT, LAB_R15};

/// Where the kernel keeps a DWARF register in `gregs`.
static const uint8_t lab_context_slots[LAB_REGISTER_COUNT] = {
    REG_RAX, REG_RDX, REG_RCX, REG_RBX, REG_RSI, REG_RDI, REG_RBP, REG_RSP, REG_R8,
    REG_R9,  REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15, REG_RIP};

static inline uint64_t lab_context_register(const ucontext_t *context, int number) {
    return (uint64_t)context->uc_mcontext.gregs[lab_context_slots[number]];
}

/// Where a register lies in a context that a signal left at `context`.
static inline uintptr_t lab_context_register_address(uintptr_t context, int number) {
    return context + offsetof(ucontext_t, uc_mcontext.gregs) + lab_context_slots[number] * sizeof(greg_t);
}

/// `mov $15, %rax; syscall`: what a signal handler returns to. The kernel's context then starts at the stack pointer.
static inline bool lab_is_signal_return(const uint8_t *code) {
    static const uint8_t expected[LAB_SIGNAL_CODE_SIZE] = {0x48, 0xc7, 0xc0, 0x0f, 0, 0, 0, 0x0f, 0x05};
    return __builtin_memcmp(code, expected, sizeof(expected)) == 0;
}

static inline long lab_syscall6(long number, long a, long b, long c, long d, long e, long f) {
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}

#endif
