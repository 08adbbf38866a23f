// A file without a name, for journals that nobody else reads. Not for signal handlers.
#define _GNU_SOURCE
#include <sys/mman.h>

#include "CProfilers.h"

int lab_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC); }
