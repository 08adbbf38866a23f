import CLinux

/// Uses `value` in a way that no optimizer sees through, so that the work that made it is done.
///
/// The value is put into memory and its address escapes into an empty assembly statement that may read and
/// change all memory. That holds under cross-module optimization as well, since the compiler knows nothing of
/// what the statement does. The cost is the store.
@inlinable
@inline(__always)
public func blackHole<T>(_ value: T) {
    // "Unprotected": what the pointer is given to is one empty statement, so a check of the stack would be all cost.
    var value = value
    _withUnprotectedUnsafeMutablePointer(to: &value) { clinux_escape($0) }
}

/// Returns `value` unchanged, but hides from the optimizer that it did, so that constants are not folded.
@inlinable
@inline(__always)
public func identity<T>(_ value: T) -> T {
    var hidden = value
    _withUnprotectedUnsafeMutablePointer(to: &hidden) { clinux_escape($0) }
    return hidden
}
