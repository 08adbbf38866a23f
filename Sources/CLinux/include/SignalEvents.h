// Signals as events on a descriptor, whichever thread the kernel delivers them to.
#ifndef CLINUX_SIGNAL_EVENTS_H
#define CLINUX_SIGNAL_EVENTS_H

/// Makes `signals` add to a counter that can be polled, in place of what they do by default; those that are ignored
/// stay ignored. One counter at a time; opening and closing are not for two threads at once.
///
/// Returns the counter, an eventfd, or -1 with `errno`.
int clinux_signal_events_open(const int *signals, int count);

/// Gives the signals back the dispositions that they had. Closing the counter, afterwards, is the caller's.
void clinux_signal_events_close(void);

#endif
