import Foundation

/// Compilers and binary utilities, against which symbols are judged.
enum Tools {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// A program of PATH, or of the toolchain that `swift` belongs to: clang and llvm-symbolizer lie beside it.
    static func path(_ tool: String) throws -> String {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        let swift = folders.map { $0 + "/swift" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        let toolchain = swift.map { URL(filePath: $0).resolvingSymlinksInPath().deletingLastPathComponent().path }
        for folder in (toolchain.map { [$0] } ?? []) + folders {
            let candidate = folder + "/" + tool
            if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
        }
        throw Failure(description: "there is no \(tool) on PATH or beside swift: run scripts/setup test")
    }

    /// What a tool prints; its input and output are files, so that neither can fill a pipe.
    @discardableResult
    static func run(_ tool: String, _ arguments: [String], input: String = "") throws -> String {
        let folder = try TemporaryFolder()
        let inputPath = folder.path + "/input"
        let outputPath = folder.path + "/output"
        try Data(input.utf8).write(to: URL(filePath: inputPath))
        _ = FileManager.default.createFile(atPath: outputPath, contents: nil)
        let process = Process()
        process.executableURL = URL(filePath: try path(tool))
        process.arguments = arguments
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: inputPath))
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: outputPath))
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(
                description: "\(tool) \(arguments.joined(separator: " ")) ended with \(process.terminationStatus)")
        }
        return String(decoding: try Data(contentsOf: URL(filePath: outputPath)), as: UTF8.self)
    }
}

/// A directory that is gone when nobody needs it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "symbols-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.resolvingSymlinksInPath().path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
