// Starting other programs while this process is profiled: see Programs.c.
#ifndef LAB_PROFILING_PROGRAMS_H
#define LAB_PROFILING_PROGRAMS_H

#pragma GCC visibility push(hidden)

/// Looks up what the interposers forward to, so that exec enters the loader in no signal handler.
void lab_programs_prepare(void);

#pragma GCC visibility pop

#endif
