// What programs do that makes profiling them hard. Each case is a small program of its own, named on the command line.
#ifndef FIXTURE_CASES_H
#define FIXTURE_CASES_H

#ifdef __cplusplus
extern "C" {
#endif

/// Uses so much CPU time of the calling thread.
void spin(int milliseconds);

/// Ends the program with status 70 and a message unless the condition holds.
void require(int condition, const char *message);

/// Threads, loading, throwing, allocating and forking, all at once, for some seconds.
void run_stress(int seconds);

/// One of these is run; null for an unknown name.
typedef int (*fixture_case)(int count, char **arguments);
fixture_case find_process_case(const char *name);
fixture_case find_signal_case(const char *name);
fixture_case find_stack_case(const char *name);

/// Throws a C++ exception through a few frames and catches it.
void throw_and_catch(void);

#ifdef __cplusplus
}
#endif

#endif
