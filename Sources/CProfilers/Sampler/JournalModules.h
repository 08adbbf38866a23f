// Which files code was loaded from, and where to: a record for each executable segment. Used by one thread at a time; not for
// signal handlers.
#ifndef LAB_JOURNAL_MODULES_H
#define LAB_JOURNAL_MODULES_H

#pragma GCC visibility push(hidden)

/// Has all modules be written again.
void lab_journal_reset_modules(void);

/// Writes the modules that have come since the last call.
void lab_journal_write_modules(void);

#pragma GCC visibility pop

#endif
