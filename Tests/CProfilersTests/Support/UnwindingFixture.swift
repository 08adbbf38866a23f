import Glibc
import Synchronization
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

    /// A file of `Programs` as a library; compiled once, for all tests.
    ///
    /// - Throws: `Shell.Failure` with what the compiler printed.
    static func library(_ name: String, _ options: Options) throws -> String {
        try compiled.withLock { compiled in
            let key = "\(name) \(options.rawValue)"
            if let path = compiled[key] { return path }
            let path = "\(directory)/lib\(name)\(compiled.count).so"
            let tests = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(
                separator: "/")
            _ = try Shell.lines(
                "swiftc -swift-version 6 \(options.rawValue) -Xcc -fno-omit-frame-pointer -Xllvm -frame-pointer=all"
                    + " -emit-library -module-name \(name) \(Shell.quoted("\(tests)/Programs/\(name).swift")) -o \(path)"
            )
            compiled[key] = path
            return path
        }
    }

    /// A C++ file of `Programs` as a library; compiled once, for all tests.
    ///
    /// - Throws: `Shell.Failure` with what the compiler printed.
    static func cxxLibrary(_ name: String, _ options: String) throws -> String {
        try compiled.withLock { compiled in
            let key = "\(name) \(options)"
            if let path = compiled[key] { return path }
            let path = "\(directory)/lib\(name)\(compiled.count).so"
            let tests = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(
                separator: "/")
            _ = try Shell.lines(
                "clang++ \(options) -fPIC -shared \(Shell.quoted("\(tests)/Programs/\(name).cpp")) -o \(path)")
            compiled[key] = path
            return path
        }
    }

    private static let compiled = Mutex<[String: String]>([:])

    /// Where libraries are compiled to, until the tests end.
    private static let directory: String = {
        var template = Array("/tmp/unwinding.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { return "/tmp/no-directory-can-be-made-here" }
        atexit { _ = try? Shell.lines("rm -r \(directory)") }
        return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }()
}
