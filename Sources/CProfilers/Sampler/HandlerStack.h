// Runs a function of the signal handler on a stack of the sampler's own.
//
// The handler comes on the program's alternate stack where there is one (SA_ONSTACK): a thread that has used up its stack, or
// is on one of a few KiB, as goroutines and coroutines are, has no room for it elsewhere. Alternate stacks are often of
// 8 KiB, of which the kernel takes 3 for the registers, and unwinding needs 9.
//
// What is left there must not be needed by another signal: one that comes meanwhile, and whose handler wants the alternate
// stack, would start at its top. So all are blocked. Only for signal handlers.
#ifndef LAB_HANDLER_STACK_H
#define LAB_HANDLER_STACK_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <ucontext.h>

enum {
    /// What a sample needs at most, and as much again.
    LAB_HANDLER_STACK_NEEDED = 16 << 10,
    /// What it takes to find the thread's slot and change stacks.
    LAB_HANDLER_STACK_LEAST = 512,
    LAB_HANDLER_STACK_BYTES = 32 << 10,
};

/// How much of the stack is left for the handler that calls this; on a thread's normal stack, as much as is needed.
static inline uintptr_t lab_handler_room(const ucontext_t *context) {
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    uintptr_t low = (uintptr_t)context->uc_stack.ss_sp;
    bool is_there = (context->uc_stack.ss_flags & SS_DISABLE) == 0 && here - low < context->uc_stack.ss_size;
    return is_there ? here - low : LAB_HANDLER_STACK_NEEDED;
}

/// Calls `function(first, second)` on the stack that ends at `top`, which is a multiple of 16.
static inline void lab_call_on_stack(
    uintptr_t top, void (*function)(void *, void *), void *first, void *second) {
#if defined(__x86_64__)
    // The called function keeps rbx.
    __asm__ volatile(
        "movq %%rsp, %%rbx\n\t"
        "movq %[top], %%rsp\n\t"
        "callq *%[function]\n\t"
        "movq %%rbx, %%rsp"
        : "+D"(first), "+S"(second), [top] "+d"(top), [function] "+a"(function)
        :
        : "rbx", "rcx", "r8", "r9", "r10", "r11", "memory", "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5",
          "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15");
#elif defined(__aarch64__)
    register void *x0 __asm__("x0") = first;
    register void *x1 __asm__("x1") = second;
    // The called function keeps x19 and the low halves of v8 to v15.
    __asm__ volatile(
        "mov x19, sp\n\t"
        "mov sp, %[top]\n\t"
        "blr %[function]\n\t"
        "mov sp, x19"
        : "+r"(x0), "+r"(x1)
        : [top] "r"(top), [function] "r"(function)
        : "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13", "x14", "x15", "x16", "x17", "x18",
          "x19", "x30", "memory", "cc", "v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7", "v16", "v17", "v18", "v19", "v20",
          "v21", "v22", "v23", "v24", "v25", "v26", "v27", "v28", "v29", "v30", "v31");
#else
#error "stacks cannot be changed on this architecture yet"
#endif
}

#endif
