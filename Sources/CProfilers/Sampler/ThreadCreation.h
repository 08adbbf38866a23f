// The interposed pthread_create: every thread that is created while a sampler runs is sampled from its first instruction.
#ifndef LAB_THREAD_CREATION_H
#define LAB_THREAD_CREATION_H

#include <pthread.h>

#pragma GCC visibility push(hidden)

/// Creates a thread that is not sampled: the sampler's own. All signals are blocked in it.
int lab_create_own_thread(pthread_t *thread, void *(*start)(void *), void *argument);

#pragma GCC visibility pop

#endif
