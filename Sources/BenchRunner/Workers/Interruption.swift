import CLinux
import Glibc

/// Turns the signals that ask a program to stop into a descriptor that can be waited for beside others.
///
/// Without it a signal would end the parent at once, in the midst of a round. A handler, and not a mask with a
/// `signalfd`: a mask is a thread's own, and where the main thread of an asynchronous program has parked itself, it has
/// every signal unblocked, so that the kernel would deliver them there.
final class Interruption {
    /// Readable once a signal has come.
    let descriptor: FileDescriptor
    private(set) var isRequested = false

    private static let signals = [SIGINT, SIGTERM, SIGHUP]

    /// Takes the signals over from here on. One interruption at a time.
    ///
    /// - Throws: `SystemError` if the system has no descriptor for them.
    init() throws(SystemError) {
        let number = clinux_signal_events_open(Self.signals, Int32(Self.signals.count))
        if number < 0 { throw SystemError("waiting for signals", code: errno) }
        descriptor = FileDescriptor(number)
    }

    deinit { clinux_signal_events_close() }

    /// Whether a signal has come by now.
    func check() -> Bool {
        if let bytes = descriptor.readSome(limit: MemoryLayout<UInt64>.size), !bytes.isEmpty { isRequested = true }
        return isRequested
    }
}
