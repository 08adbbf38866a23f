import CLinux
import Glibc
import Lab

/// A command, run with the preload library and the terminal as it is, to its end.
struct ProfiledRun {
    /// The exit status as a shell tells it: 128 and the signal's number for a command that a signal ended.
    let status: Int32
    /// The signal that ended it; nil where it ended by itself.
    let signal: Int32?
    /// From start to end, in seconds.
    let seconds: Double
    /// CPU time of the command and of all descendants that were waited for, in seconds.
    let cpuSeconds: Double

    /// Runs the command and waits for it; signals to this program are passed on to it.
    ///
    /// - Throws: `SystemError` if it cannot be started.
    init(_ command: CommandFile, environment: [String: String]) throws(SystemError) {
        let start = MonotonicClock.now()
        var process: pid_t = 0
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // The runtime's threads block nearly every signal, and one of them may be at work here.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let variables = environment.map { "\($0.key)=\($0.value)" }
        let code = withCStrings(command.arguments) { arguments in
            withCStrings(variables) { variables in
                posix_spawn(&process, command.path, nil, &attributes, arguments, variables)
            }
        }
        if code != 0 { throw SystemError("starting \(command.path)", code: code) }
        clinux_signal_forwarding_open(process)
        var end = siginfo_t()
        // Seen, but not yet waited for: until then its number cannot be another's, which a signal would be passed on to.
        while waitid(P_PID, id_t(process), &end, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        clinux_signal_forwarding_close()
        var status: Int32 = 0
        var usage = rusage()
        while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
        let number = status & 0x7F
        signal = number == 0 ? nil : number
        self.status = number == 0 ? (status >> 8) & 0xFF : 128 + number
        seconds = Double(MonotonicClock.now() - start) * 1e-9
        cpuSeconds = usage.ru_utime.seconds + usage.ru_stime.seconds
    }
}

extension timeval {
    fileprivate var seconds: Double { Double(tv_sec) + Double(tv_usec) * 1e-6 }
}
