import CLinux
import Glibc

/// A process that was started from here, with its output and a pipe of its own for results.
struct ChildProcess {
    let identifier: pid_t
    /// The read ends: what the child writes to standard output and standard error; what it writes as its result.
    let output: FileDescriptor
    let result: FileDescriptor
    /// Readable once the child has ended.
    let ending: FileDescriptor

    /// How a process ended.
    enum Status: Equatable {
        case exited(Int32)
        case signalled(Int32)
    }

    /// Starts a program in a process group of its own, so that ending it ends what it has started.
    ///
    /// - Parameters:
    ///   - arguments: With the program's name first.
    ///   - environment: `NAME=value` each.
    ///   - resultDescriptor: Where the child finds the pipe for its result.
    ///   - usesOneProcessor: Whether the child and what it starts run on the lowest processor that this program may use.
    /// - Throws: `SystemError` if it cannot be started.
    init(
        executable: String, arguments: [String], environment: [String], resultDescriptor: Int32,
        usesOneProcessor: Bool = false
    ) throws(SystemError) {
        let (outputRead, outputWrite) = try FileDescriptor.pipe()
        let (resultRead, resultWrite) = try FileDescriptor.pipe()
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, outputWrite.number, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, outputWrite.number, STDERR_FILENO)
        posix_spawn_file_actions_adddup2(&actions, resultWrite.number, resultDescriptor)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        // The parent blocks the signals that it reads from a descriptor; a child is to have them as usual.
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var process: pid_t = 0
        let code = ProcessorChoice.run(onOneProcessor: usesOneProcessor) {
            withCStrings(arguments) { arguments in
                withCStrings(environment) { environment in
                    posix_spawn(&process, executable, &actions, &attributes, arguments, environment)
                }
            }
        }
        if code != 0 { throw SystemError("starting \(executable)", code: code) }
        identifier = process
        output = outputRead
        result = resultRead
        let descriptor = clinux_pidfd_open(process)
        if descriptor < 0 {
            let code = errno
            kill(-process, SIGKILL)
            var status: Int32 = 0
            waitpid(process, &status, 0)
            throw SystemError("watching \(executable)", code: code)
        }
        ending = FileDescriptor(descriptor)
    }

    /// Ends the child and whatever it has started.
    func end() { kill(-identifier, SIGKILL) }

    /// Waits until the child has ended.
    func wait() -> Status {
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
    }
}

/// Calls `body` with a null-terminated array of C strings.
func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    let copies = strings.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return copies.withUnsafeBufferPointer { buffer in
        // The array has the terminator at least.
        guard let base = buffer.baseAddress else { preconditionFailure("an array with an element has an address") }
        return body(base)
    }
}
