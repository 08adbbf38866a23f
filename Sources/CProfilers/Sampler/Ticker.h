// The thread that signals the others: in wall-clock mode, and where the kernel grants no perf events. Not for signal handlers.
#ifndef LAB_TICKER_H
#define LAB_TICKER_H

#pragma GCC visibility push(hidden)

/// Returns 0 or an `errno` value.
int lab_ticker_start(void);
void lab_ticker_stop(void);

#pragma GCC visibility pop

#endif
