// Stacks that are hard to unwind; see Situations.c.
#ifndef SITUATIONS_H
#define SITUATIONS_H

/// Recurses so deep and unwinds into so little room.
int unwind_deep(int depth, int capacity);
/// The same, where a filter of the program's has forbidden process_vm_readv since the unwinder was prepared.
int unwind_forbidden(int depth, int capacity);
/// Unwinds in a signal handler on a stack of its own, below another signal handler.
int unwind_alternate_stack(void);
/// Unwinds where a stack has overflown.
int unwind_overflow(void);
/// Unwinds from registers that hold anything.
int unwind_anything(int count);

#endif
