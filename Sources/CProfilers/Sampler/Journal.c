// See Journal.h.
//
// Records are put together in a buffer and handed to the kernel in blocks that end with a record, so that the file of a killed
// process ends with a whole one, but where the kernel itself wrote less.
#define _GNU_SOURCE
#include "Journal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 128 * 1024, TEXT_LIMIT = 4096, RECORD_HEADER = 8, FIRST_DESCRIPTOR = 100 };

static uint8_t block[BLOCK];
static size_t used;
// Where the record in the making starts, and whether it still fits.
static size_t record_start;
static bool record_fits;
// Whether the last record is one of samples, to which another can be added.
static bool ends_with_samples;
static int journal = -1;
// Where the kernel says that it is; empty where that is not known.
static char journal_path[PATH_MAX];
static dev_t journal_device;
static ino_t journal_inode;
static int first_error;

int lab_journal_error(void) { return first_error; }

// Out of the way of programs that expect low numbers; where so many are not allowed, any.
static int duplicate(int file) {
    int copy = fcntl(file, F_DUPFD_CLOEXEC, FIRST_DESCRIPTOR);
    return copy >= 0 ? copy : fcntl(file, F_DUPFD_CLOEXEC, 3);
}

static void note_path(void) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", journal);
    ssize_t size = readlink(link, journal_path, sizeof journal_path - 1);
    journal_path[size > 0 ? size : 0] = 0;
}

int lab_journal_open(int file) {
    int copy = duplicate(file);
    if (copy < 0) return errno;
    struct stat status;
    if (fstat(copy, &status) != 0) {
        int error = errno;
        close(copy);
        return error;
    }
    journal = copy;
    journal_device = status.st_dev;
    journal_inode = status.st_ino;
    note_path();
    used = 0;
    first_error = 0;
    ends_with_samples = false;
    memcpy(block, "LABPROF\n", 8);
    used = 8;
    return 0;
}

// A program that closes descriptors which it did not open may have a file of its own under the number by now.
static bool is_the_journal(void) {
    struct stat status;
    return fstat(journal, &status) == 0 && status.st_dev == journal_device && status.st_ino == journal_inode;
}

// Opens the file again that was closed under us, as daemons do that close everything. The number is another's to close.
static bool reopen(void) {
    journal = -1;
    if (journal_path[0] != '/') return false;
    int file = open(journal_path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0) return false;
    journal = duplicate(file);
    close(file);
    if (journal < 0) return false;
    if (is_the_journal()) return true;
    close(journal);
    journal = -1;
    return false;
}

static void write_out(size_t size) {
    size_t done = 0;
    if (size > 0 && first_error == 0 && !is_the_journal() && !reopen()) first_error = EBADF;
    while (done < size && first_error == 0) {
        ssize_t written = write(journal, block + done, size - done);
        if (written > 0) {
            done += (size_t)written;
        } else if (written == 0) {
            first_error = EIO;
        } else if (errno != EINTR) {
            first_error = errno;
        }
    }
}

void lab_journal_flush(void) {
    write_out(used);
    used = 0;
    ends_with_samples = false;
}

void lab_journal_begin(enum lab_journal_record record) {
    // A half of the block is more than the longest record.
    if (used > BLOCK / 2) lab_journal_flush();
    record_start = used;
    record_fits = true;
    ends_with_samples = false;
    lab_journal_put_u32((uint32_t)record);
    lab_journal_put_u32(0);
}

void lab_journal_put(const void *bytes, size_t size) {
    if (!record_fits || size > BLOCK - used) {
        record_fits = false;
        return;
    }
    memcpy(block + used, bytes, size);
    used += size;
}

void lab_journal_put_u32(uint32_t value) { lab_journal_put(&value, sizeof value); }

void lab_journal_put_u64(uint64_t value) { lab_journal_put(&value, sizeof value); }

void lab_journal_put_text(const char *text, size_t size) {
    if (size > TEXT_LIMIT) size = TEXT_LIMIT;
    lab_journal_put_u32((uint32_t)size);
    lab_journal_put(text, size);
}

void lab_journal_finish(void) {
    static const uint8_t zeros[8];
    lab_journal_put(zeros, (8 - (used - record_start) % 8) % 8);
    if (!record_fits) {
        used = record_start;
        return;
    }
    uint32_t size = (uint32_t)(used - record_start - RECORD_HEADER);
    memcpy(block + record_start + 4, &size, sizeof size);
}

void lab_journal_add_sample(const struct lab_journal_sample *sample) {
    if (!ends_with_samples || used + sizeof *sample > BLOCK) {
        lab_journal_begin(LAB_JOURNAL_SAMPLES);
        ends_with_samples = true;
    }
    lab_journal_put(sample, sizeof *sample);
    uint32_t size = (uint32_t)(used - record_start - RECORD_HEADER);
    memcpy(block + record_start + 4, &size, sizeof size);
}

int lab_journal_close(void) {
    if (journal < 0) return first_error;
    lab_journal_flush();
    if (is_the_journal() && close(journal) != 0 && first_error == 0 && errno != EINTR) first_error = errno;
    journal = -1;
    return first_error;
}

void lab_journal_abandon(void) {
    if (journal >= 0 && is_the_journal()) close(journal);
    journal = -1;
    used = 0;
    ends_with_samples = false;
}
