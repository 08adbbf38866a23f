import Glibc
import Testing

/// The program that unwinds itself, and the libraries of Swift that it is given.
enum UnwindingFixture {
    /// How a library is compiled.
    enum Options: String, CustomTestStringConvertible {
        /// As `swift build -c release` does.
        case release = "-O -g"
        /// As `swift build` does.
        case debug = "-Onone -g"
        /// Optimized, without the unwind information that comes with debug information.
        case withoutInformation = "-O"

        var testDescription: String { rawValue }
    }

    private static let executable: String = {
        guard let path = realpath("/proc/self/exe", nil) else { return "FixtureUnwinding" }
        defer { free(path) }
        let test = String(cString: path)
        return (test.lastIndex(of: "/").map { String(test[...$0]) } ?? "") + "FixtureUnwinding"
    }()

    /// Runs a verb of the fixture.
    ///
    /// - Throws: `Shell.Failure` with what it printed where it fails.
    static func run(_ arguments: String...) throws -> [String] {
        try Shell.lines(([executable] + arguments).map(Shell.quoted).joined(separator: " "))
    }

    /// Compiles a file of `Programs` to a library, in a directory that `body` may use until it returns.
    static func withLibrary<R>(
        _ name: String, _ options: Options, _ body: (_ path: String) throws -> R
    ) throws -> R {
        var template = Array("/tmp/unwinding.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Shell.Failure(description: "no directory can be made under /tmp: errno \(errno)")
        }
        let directory = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        defer { _ = try? Shell.lines("rm -r \(directory)") }
        let tests = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
        let library = "\(directory)/lib\(name).so"
        _ = try Shell.lines(
            "swiftc -swift-version 6 \(options.rawValue) -Xcc -fno-omit-frame-pointer -Xllvm -frame-pointer=all"
                + " -emit-library -module-name \(name) \(Shell.quoted("\(tests)/Programs/\(name).swift")) -o \(library)"
        )
        return try body(library)
    }
}
