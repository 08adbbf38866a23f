import CLinux
import Glibc

/// Turns the signals that ask a program to stop into a descriptor that can be waited for beside others.
///
/// Without it a signal would end the parent at once, in the midst of a round.
final class Interruption {
    /// Readable once a signal has come.
    let descriptor: FileDescriptor
    private(set) var isRequested = false

    private static var signals: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&set, signal) }
        return set
    }

    /// Takes the signals over from here on.
    ///
    /// - Throws: `SystemError` if the system has no descriptor for them.
    init() throws(SystemError) {
        var set = Self.signals
        pthread_sigmask(SIG_BLOCK, &set, nil)
        let number = signalfd(-1, &set, Int32(SFD_CLOEXEC) | Int32(SFD_NONBLOCK))
        if number < 0 { throw SystemError("waiting for signals", code: errno) }
        descriptor = FileDescriptor(number)
    }

    deinit {
        var set = Self.signals
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }

    /// Whether a signal has come by now.
    func check() -> Bool {
        if let bytes = descriptor.readSome(limit: MemoryLayout<signalfd_siginfo>.size), !bytes.isEmpty {
            isRequested = true
        }
        return isRequested
    }
}
