// The attributes that the C files of the profilers share. Declares nothing and may be included anywhere.
//
// The package cannot pass -fvisibility=hidden (unsafe flags would bar others from depending on it), so every private
// header hides its declarations with `#pragma GCC visibility`, and what is exported says LAB_EXPORT.
#ifndef LAB_ATTRIBUTES_H
#define LAB_ATTRIBUTES_H

/// Makes a function visible to the dynamic linker, and so an interposer where libc has one of the same name.
#define LAB_EXPORT __attribute__((visibility("default")))

/// A thread-local variable at a fixed offset from the thread pointer.
///
/// The general model calls __tls_get_addr, which allocates on a thread's first access: inside malloc that never ends.
#define LAB_THREAD_LOCAL _Thread_local __attribute__((tls_model("initial-exec")))

/// Moves a branch that has work of its own out of the way.
///
/// Not for a branch that leads straight to the end of the function: Swift's clang splits hot from cold, takes the
/// shared end for cold and compiles the whole function for size.
#define LAB_UNLIKELY(condition) __builtin_expect(!!(condition), 0)

#endif
