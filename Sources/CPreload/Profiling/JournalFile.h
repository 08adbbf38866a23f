// The files that a process leaves behind: `<pid>-<n>.journal` with its samples, `<pid>-<n>.failure` with the reason why
// there are none.
//
// Not for signal handlers; safe in a child after fork.
#ifndef LAB_JOURNAL_FILE_H
#define LAB_JOURNAL_FILE_H

#include <stddef.h>

#pragma GCC visibility push(hidden)

/// Makes a journal with a name that no other process, fork or exec has had, and opens it for appending.
///
/// The descriptor is closed on exec and has a high number, out of the way of programs that expect the lowest ones.
/// Returns -1 with `errno` where none can be made. `path` gets the file's name.
int lab_journal_file_create(char *path, size_t path_size);

/// Leaves a note why this process is not profiled.
void lab_journal_file_fail(const char *message);

#pragma GCC visibility pop

#endif
