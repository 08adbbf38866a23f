// The signal handler that takes a sample.
#ifndef LAB_HANDLER_H
#define LAB_HANDLER_H

#include <signal.h>
#include <stddef.h>

#pragma GCC visibility push(hidden)

/// The signal of timers and of the ticking thread: libdispatch's threads block every other asynchronous one.
enum { LAB_SAMPLE_SIGNAL = SIGPROF };

/// Installs the handler for the signals of the chosen mechanism. It stays: a signal may be late.
///
/// Returns 0 or an `errno` value, with a sentence in `message`.
int lab_handler_install(char *message, size_t message_size);

#pragma GCC visibility pop

#endif
