// The file that samples are appended to: docs/profile-journals.md describes it. Used by one thread at a time; not for signal
// handlers.
#ifndef LAB_JOURNAL_H
#define LAB_JOURNAL_H

#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

enum lab_journal_record {
    LAB_JOURNAL_START = 1,
    LAB_JOURNAL_MODULE = 2,
    LAB_JOURNAL_THREAD = 3,
    LAB_JOURNAL_STACK = 4,
    LAB_JOURNAL_SAMPLES = 5,
    LAB_JOURNAL_ACCOUNTS = 6,
    LAB_JOURNAL_END = 7,
};

struct lab_journal_sample {
    uint32_t stack;
    uint32_t thread;
    uint32_t label;
    uint32_t state;
    uint32_t count;
    uint32_t reserved;
    uint64_t time;
    uint64_t weight;
};

/// Begins a journal in an open file, which is duplicated. Returns 0 or an `errno` value.
int lab_journal_open(int file);

/// The `errno` value of the first write that failed; from then on nothing is written.
int lab_journal_error(void);

/// A record in the making: what is put is written together, or not at all.
void lab_journal_begin(enum lab_journal_record record);
void lab_journal_put(const void *bytes, size_t size);
void lab_journal_put_u32(uint32_t value);
void lab_journal_put_u64(uint64_t value);
/// The length as 32 bits, then the bytes, cut at 4,096.
void lab_journal_put_text(const char *text, size_t size);
void lab_journal_finish(void);

void lab_journal_add_sample(const struct lab_journal_sample *sample);

/// Hands everything to the kernel.
void lab_journal_flush(void);

/// Flushes and closes. Returns `lab_journal_error()`.
int lab_journal_close(void);

/// Closes without writing, in the child of a fork: what is in the buffer is the parent's to write.
void lab_journal_abandon(void);

#pragma GCC visibility pop

#endif
