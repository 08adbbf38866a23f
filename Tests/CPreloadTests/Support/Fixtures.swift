import Glibc
import Lab

/// The programs and the library that were built together with this test bundle.
enum Fixtures {
    /// The directory of the test executable.
    static let products: String = {
        guard let path = realpath("/proc/self/exe", nil) else { return "." }
        defer { free(path) }
        let executable = String(cString: path)
        return executable.lastIndex(of: "/").map { String(executable[..<$0]) } ?? "."
    }()

    static let preloadLibrary = products + "/libLabPreload.so"

    /// Runs a fixture under the preload library.
    static func run(_ name: String, _ arguments: String...) throws -> Command.Outcome {
        try Command(
            path: "\(products)/\(name)", arguments: arguments, environment: ["LD_PRELOAD": preloadLibrary]
        ).run()
    }

    /// The windows that a case of `FixtureAllocations` printed.
    ///
    /// - Throws: `Command.Failure` if it ended badly or printed something else.
    static func windows(_ name: String) throws -> [AllocationTotals] {
        let outcome = try run("FixtureAllocations", name)
        guard outcome.status == 0 else {
            throw Command.Failure(description: "\(name): status \(outcome.status): \(outcome.output)")
        }
        return try outcome.output.split(separator: "\n").map { line in
            let numbers = line.split(separator: " ").compactMap { UInt64($0) }
            guard numbers.count == 3 else { throw Command.Failure(description: "\(name): \(line)") }
            return AllocationTotals(allocations: numbers[0], bytes: numbers[1], frees: numbers[2])
        }
    }
}
