// See JournalFile.h. Calls open, fcntl, write, getpid and snprintf into a buffer of its own; allocates nothing.
#define _GNU_SOURCE
#include "JournalFile.h"

#include "Settings.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
    // A process that has called exec so often keeps no more journals.
    NAME_LIMIT = 100000,
    // Above what shells and scripts redirect by number, below the usual limit of 1024.
    LOWEST_DESCRIPTOR = 900,
};

// O_EXCL, so that a number used before an exec is not used again after it, and no link of another's making is followed.
static int create(const char *extension, char *path, size_t path_size) {
    static int number;
    for (; number < NAME_LIMIT; number++) {
        int length = snprintf(
            path, path_size, "%s/%d-%d.%s", lab_profiling_settings.directory, (int)getpid(), number, extension);
        if (length < 0 || (size_t)length >= path_size) {
            errno = ENAMETOOLONG;
            return -1;
        }
        int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (file >= 0) {
            number++;
            return file;
        }
        if (errno != EEXIST) return -1;
    }
    errno = ENOSPC;
    return -1;
}

int lab_journal_file_create(char *path, size_t path_size) {
    int file = create("journal", path, path_size);
    if (file < 0) return -1;
    int high = fcntl(file, F_DUPFD_CLOEXEC, LOWEST_DESCRIPTOR);
    // Where the limit is lower, the number that there is will do.
    if (high < 0) return file;
    close(file);
    return high;
}

void lab_journal_file_fail(const char *message) {
    char path[LAB_DIRECTORY_LENGTH + 64];
    int file = create("failure", path, sizeof path);
    if (file < 0) return;
    // Who reads the folder finds an empty note where this fails.
    (void)!write(file, message, strlen(message));
    close(file);
}
