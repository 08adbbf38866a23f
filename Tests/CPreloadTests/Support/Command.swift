import Glibc
import Synchronization

/// A program to run to its end, with or without the preload library.
struct Command {
    var path: String
    var arguments: [String] = []
    var environment: [String: String] = [:]

    /// What a program left behind.
    struct Outcome: Equatable {
        /// Standard output and standard error, as they came.
        var output: String
        /// The exit status, or 128 and the number of the signal that ended it.
        var status: Int32
    }

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// Runs the program and waits for its end.
    ///
    /// - Parameter limit: Seconds after which it is killed; its status is then 137.
    /// - Throws: `Failure` if it cannot be started.
    func run(limit: Int = 120) throws -> Outcome {
        let (child, pipe) = try Self.starting.withLock { _ in try start() }
        defer { close(pipe) }
        let output = read(from: pipe, until: Self.now() + limit, orKill: child)
        var status: Int32 = 0
        while waitpid(child, &status, 0) == -1 {
            guard errno == EINTR else { throw Failure(description: "waitpid: errno \(errno)") }
        }
        let signal = status & 0x7f
        return Outcome(output: output, status: signal == 0 ? (status >> 8) & 0xff : 128 + signal)
    }

    // Tests run side by side: a child that is started between the making of another's pipe and its marking would inherit
    // it, and the pipe would not end when it should.
    private static let starting = Mutex(())

    /// The child, and the end of a pipe to read what it writes.
    private func start() throws -> (child: pid_t, output: Int32) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Failure(description: "pipe: errno \(errno)") }
        defer { close(ends[1]) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 2)

        var child: pid_t = 0
        let result = Self.withCStrings([path] + arguments) { arguments in
            Self.withCStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
                posix_spawn(&child, path, &actions, nil, arguments, environment)
            }
        }
        guard result == 0 else {
            close(ends[0])
            throw Failure(description: "\(path) cannot be started: errno \(result)")
        }
        return (child, ends[0])
    }

    /// Everything up to the end of the file; at the deadline the child is killed, which ends the file.
    private func read(from file: Int32, until deadline: Int, orKill child: pid_t) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            var poll = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
            let remaining = deadline - Self.now()
            if remaining <= 0 || Glibc.poll(&poll, 1, Int32(remaining) * 1000) == 0 {
                kill(child, SIGKILL)
                return String(decoding: bytes, as: UTF8.self) + "\n(killed: it took too long)"
            }
            let count = Glibc.read(file, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<count]
        }
    }

    private static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec
    }

    private static func withCStrings<R>(
        _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> R
    ) -> R {
        var pointers = strings.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return body(&pointers)
    }
}
