// What an unwinding costs; see Benchmark.c.
#ifndef BENCHMARK_H
#define BENCHMARK_H

/// Prints the cost of an unwinding on stacks of C, and of Swift where there is a library with a function `recurse`.
int benchmark(const char *library_path);

#endif
