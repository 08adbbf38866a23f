// Ends the process where a function is called that a signal handler must not call; see Forbidden.c.
#ifndef FORBIDDEN_H
#define FORBIDDEN_H

#include <stdbool.h>

/// Set while the unwinder runs.
extern volatile bool is_unwinding;

#endif
