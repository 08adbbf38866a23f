// Programs in C whose allocations are known, one a name, each printing what the preload library counted.
#ifndef CFIXTURE_ALLOCATIONS_H
#define CFIXTURE_ALLOCATIONS_H

/// The exit statuses of a fixture.
enum {
    FIXTURE_UNKNOWN_CASE = 64,
    /// The preload library is not there.
    FIXTURE_NOT_PRELOADED = 65,
    /// A function did not do what its manual page says.
    FIXTURE_WRONG_BEHAVIOUR = 66,
};

/// Runs the case called `name` and returns the exit status.
///
/// Each window is printed as one line: allocations, bytes, frees.
int fixture_run(const char *name);

#endif
