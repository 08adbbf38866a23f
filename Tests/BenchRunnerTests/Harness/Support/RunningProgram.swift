import Glibc
import Lab
import Synchronization

/// A program that was started by a test.
final class RunningProgram {
    struct Outcome {
        /// The exit status, or 128 and the number of the signal that ended it.
        var status: Int32
        var output: String
        var errors: String
    }

    struct Failure: Error, CustomStringConvertible { let description: String }

    /// Tells its processes from all others: every one that it starts has the mark in its environment.
    let mark: String
    let process: pid_t
    private let scratch: ScratchDirectory
    private var status: Int32?

    // Run side by side, tests would otherwise have the same marks.
    private static let count = Mutex(0)

    init(_ path: String, _ arguments: [String], _ environment: [String: String]) throws {
        scratch = try ScratchDirectory()
        let number = Self.count.withLock { count in
            count += 1
            return count
        }
        mark = "fixture-\(getpid())-\(number)"
        let environment = environment.merging(["FIXTURE_MARK": mark]) { $1 }

        // Into files, not pipes: a pipe would have to be read while waiting, and other children might inherit it.
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, scratch["output"], O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, scratch["errors"], O_WRONLY | O_CREAT, 0o600)

        // Threads that tests run on have most signals blocked, which a child would inherit.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        let words = ([path] + arguments).map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, path, &actions, &attributes, words, variables)
        guard code == 0 else {
            throw Failure(description: "\(path) cannot be started: \(String(cString: strerror(code)))")
        }
        self.process = process
    }

    deinit {
        guard status == nil else { return }
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
    }

    func send(_ signal: Int32) { kill(process, signal) }

    /// Waits for the end of the program.
    ///
    /// - Parameter limit: After so many seconds it is killed, and the test fails.
    func wait(limit: Double = 60) throws -> Outcome {
        let inTime = try waitUntil(limit: limit) { try self.hasEnded() }
        if !inTime {
            kill(process, SIGKILL)
            throw Failure(description: "the program did not end within \(limit) s: \(text("errors"))")
        }
        return Outcome(status: status ?? -1, output: text("output"), errors: text("errors"))
    }

    /// Whether the program has ended; does not wait.
    func hasEnded() throws -> Bool {
        if status != nil { return true }
        var status: Int32 = 0
        switch waitpid(process, &status, WNOHANG) {
        case 0: return false
        case process:
            let signal = status & 0x7F
            self.status = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
            return true
        default: throw Failure(description: "waitpid: \(String(cString: strerror(errno)))")
        }
    }

    /// What the program has written to standard error so far.
    var errorsSoFar: String { text("errors") }

    private func text(_ name: String) -> String { String(decoding: scratch.bytes(name) ?? [], as: UTF8.self) }

    /// The processes that it has started and that are still there, by their command lines.
    ///
    /// Those that were killed take a moment to go; they are given `limit` seconds.
    func processesLeft(limit: Double = 10) -> [String] {
        var left: [String] = []
        _ = waitUntil(limit: limit) {
            left = Processes.all(withVariable: "FIXTURE_MARK=\(mark)")
            return left.isEmpty
        }
        return left
    }
}
