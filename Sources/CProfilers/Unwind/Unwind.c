#define _GNU_SOURCE
// See Unwind.h.
//
// STAND-IN until the unwinder lands: a walk along frame pointers inside the known stack.
#include "Unwind.h"

#include <pthread.h>

#include "CProfilers.h"

bool lab_stack_bounds_of_this_thread(struct lab_stack_bounds *bounds) {
    pthread_attr_t attributes;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0) return false;
    void *low;
    size_t size;
    bool is_known = pthread_attr_getstack(&attributes, &low, &size) == 0;
    pthread_attr_destroy(&attributes);
    if (is_known) *bounds = (struct lab_stack_bounds){(uintptr_t)low, (uintptr_t)low + size};
    return is_known;
}

int lab_unwind_prepare(char *message, size_t message_size) {
    (void)message;
    (void)message_size;
    return 0;
}

void lab_unwind_refresh(void) {}

struct lab_unwound_stack lab_unwind(
    const ucontext_t *context, const struct lab_stack_bounds *bounds, uint64_t *frames, uint32_t capacity) {
    uintptr_t frame = (uintptr_t)context->uc_mcontext.gregs[REG_RBP];
    uintptr_t low = (uintptr_t)context->uc_mcontext.gregs[REG_RSP];
    struct lab_unwound_stack stack = {0};
    frames[stack.count++] = (uint64_t)context->uc_mcontext.gregs[REG_RIP];
    while (frame % 8 == 0 && frame >= low && frame + 16 <= bounds->high) {
        const uintptr_t *words = (const uintptr_t *)frame;
        if (words[1] == 0) return stack;
        if (stack.count + 1 == capacity) {
            frames[stack.count++] = LAB_FRAME_TRUNCATED;
            stack.truncated = true;
            return stack;
        }
        frames[stack.count++] = words[1] - 1;
        low = frame + 16;
        frame = words[0];
    }
    frames[stack.count++] = LAB_FRAME_UNREADABLE;
    stack.unreadable = true;
    return stack;
}
