import CLinux
import Glibc
import Lab

/// Whether the preload library counts what a program allocates.
enum PreloadFacts: Sendable, Equatable {
    /// With the library's path.
    case works(String)
    /// With the program beside which it was looked for.
    case missing(executable: String)
    case fails(String, reason: String)

    /// What the child below prints where the counts are right.
    private static let success = "counted"

    /// Starts this program with the library and the given arguments, on which it has to call `check()`.
    static func measured(arguments: [String]) -> PreloadFacts {
        let executable = ProgramFiles.executable
        guard let library = ProgramFiles.preloadLibrary(beside: executable) else {
            return .missing(executable: executable)
        }
        var variables = ProcessEnvironment.current
        variables["LD_PRELOAD"] = library
        variables["SWIFT_BACKTRACE"] = "enable=no"
        let child: ChildProcess
        do {
            child = try ChildProcess(
                executable: executable, arguments: [executable] + arguments,
                environment: variables.map { "\($0.key)=\($0.value)" },
                resultDescriptor: WorkerRequest.resultDescriptor)
        } catch {
            return .fails(library, reason: "\(error)")
        }
        var wait = pollfd(fd: child.ending.number, events: Int16(POLLIN), revents: 0)
        let hasEnded = poll(&wait, 1, 10_000) > 0
        child.end()
        let status = child.wait()
        guard hasEnded else { return .fails(library, reason: "a program that is started with it does not end") }
        let output = String(decoding: child.output.readSome() ?? [], as: UTF8.self)
        if status == .exited(0), output.hasSuffix("\(success)\n") { return .works(library) }
        // The loader tells on standard error why it has left the library out.
        let lastLine = output.split(separator: "\n").last.map(String.init)
        return .fails(library, reason: lastLine ?? "a program that is started with it ends with \(status)")
    }

    /// Counts a known number of allocations and prints what came of it.
    static func check() {
        guard let counter = AllocationCounter.current else {
            return print("the library is not in use in a program that is started with it")
        }
        let count: UInt64 = 1000
        // What the runtime allocates once is not to be counted.
        _ = allocations(1, counter)
        let counted = allocations(count, counter)
        print(counted == count ? success : "\(count) allocations were counted as \(counted)")
    }

    /// How many allocations `counter` sees while a block is allocated `count` times.
    private static func allocations(_ count: UInt64, _ counter: AllocationCounter) -> UInt64 {
        let before = counter.read()
        var made: UInt64 = 0
        // Neither a range nor a generic call: without optimization they allocate, too.
        while made < count {
            let block = malloc(64)
            // Or the optimizer leaves out both calls.
            clinux_escape(block)
            free(block)
            made += 1
        }
        return (counter.read() - before).allocations
    }
}
