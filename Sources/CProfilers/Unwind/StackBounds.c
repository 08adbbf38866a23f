// Where a thread's stack lies. Not for signal handlers: pthread_getattr_np allocates, and reads files for the first thread.
#define _GNU_SOURCE
#include <pthread.h>

#include "Unwind.h"

bool lab_stack_bounds_of_this_thread(struct lab_stack_bounds *bounds) {
    pthread_attr_t attributes;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0) {
        return false;
    }
    void *address;
    size_t size;
    size_t guard = 0;
    bool found = pthread_attr_getstack(&attributes, &address, &size) == 0
        && pthread_attr_getguardsize(&attributes, &guard) == 0;
    pthread_attr_destroy(&attributes);
    if (!found) {
        return false;
    }
    bounds->low = (uintptr_t)address + guard;
    bounds->high = (uintptr_t)address + size;
    return true;
}
