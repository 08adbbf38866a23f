// See ThreadCreation.h.
//
// A strong definition of pthread_create, which the dynamic linker finds before libc's: in the preload library, and in an
// executable that links the profilers, which exports it since other libraries refer to the name. Not for signal handlers.
// While no sampler runs it costs the load of one atomic.
#define _GNU_SOURCE
#include "ThreadCreation.h"

#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>

#include "Enrolment.h"
#include "SamplerState.h"

typedef int creation(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);

static creation *_Atomic next_creation;

static creation *next(void) {
    creation *found = atomic_load_explicit(&next_creation, memory_order_relaxed);
    if (found != NULL) return found;
    void *address = dlsym(RTLD_NEXT, "pthread_create");
    if (address == NULL) return NULL;
    memcpy(&found, &address, sizeof found);
    atomic_store_explicit(&next_creation, found, memory_order_relaxed);
    return found;
}

static void *run(void *argument) {
    struct lab_thread_slot *slot = argument;
    void *(*start)(void *) = slot->start;
    void *start_argument = slot->argument;
    lab_enrol_this_thread(slot);
    return start(start_argument);
}

int lab_create_own_thread(pthread_t *thread, void *(*start)(void *), void *argument) {
    creation *create = next();
    if (create == NULL) return ENOSYS;
    pthread_attr_t attributes;
    int error = pthread_attr_init(&attributes);
    if (error != 0) return error;
    pthread_attr_setstacksize(&attributes, 256 * 1024);
    // Blocked before the thread exists: no signal of the program's may run on it.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    error = create(thread, &attributes, start, argument);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    return error;
}

// The thread sanitizer learns of threads by a pthread_create of its own; under it threads are found in /proc.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define LAB_LEAVE_THREAD_CREATION_ALONE
#endif
#endif

#ifndef LAB_LEAVE_THREAD_CREATION_ALONE
LAB_EXPORT int pthread_create(
    pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument) {
    creation *create = next();
    if (create == NULL) return ENOSYS;
    struct lab_thread_slot *slot = NULL;
    if (LAB_UNLIKELY(atomic_load_explicit(&lab_sampler.phase, memory_order_relaxed) != LAB_STOPPED)) {
        slot = lab_enrol_before_creation(start, argument);
    }
    if (slot == NULL) return create(thread, attributes, start, argument);
    int error = create(thread, attributes, run, slot);
    if (error != 0) lab_enrol_cancel(slot);
    return error;
}
#endif
