// Passes signals on to another process, which is to decide what they mean.
#ifndef CLINUX_SIGNAL_FORWARDING_H
#define CLINUX_SIGNAL_FORWARDING_H

#include <sys/types.h>

/// Sends what this process is sent of SIGINT, SIGTERM, SIGHUP and SIGQUIT on to `process`, in place of what they do by
/// default; those that are ignored stay ignored.
///
/// What a terminal sends goes to the whole process group and so has reached `process` already: it is not sent twice.
/// One process at a time; opening and closing are not for two threads at once.
void clinux_signal_forwarding_open(pid_t process);

/// Gives the signals back the dispositions that they had. Called before the process is waited for to its end, or its
/// number could be another's.
void clinux_signal_forwarding_close(void);

#endif
