import Foundation
import Testing

@testable import BenchRunner

@Suite("Completion scripts")
struct CompletionTests {
    private let model = CompletionModel(Sample.tool)

    /// Starts a program with a text on its standard input; nil if the program is not installed.
    private func output(of program: String, _ arguments: [String], input: String) throws -> (
        text: String, status: Int32
    )? {
        let directories = ["/bin", "/usr/bin", "/usr/local/bin"]
        let path = directories.map { "\($0)/\(program)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let path else { return nil }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let stdin = Pipe()
        let stdout = Pipe()
        process.standardInput = stdin
        process.standardOutput = stdout
        process.standardError = stdout
        try process.run()
        stdin.fileHandleForWriting.write(Data(input.utf8))
        try stdin.fileHandleForWriting.close()
        let data = stdout.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (String(decoding: data, as: UTF8.self), process.terminationStatus)
    }

    @Test("the shell itself finds no fault with its script", arguments: CompletionShell.allCases)
    func syntax(shell: CompletionShell) throws {
        let result = try output(of: shell.rawValue, ["-n"], input: shell.script(for: model))
        guard let result else { return }
        #expect(result.text == "")
        #expect(result.status == 0)
    }

    /// What bash offers for the last of `words`.
    private func bashReplies(_ words: String...) throws -> [String] {
        let line = words.map(\.shellQuoted).joined(separator: " ")
        let script = """
            \(CompletionShell.bash.script(for: model))
            compopt() { :; }  # The real one can only be called while completion runs.
            COMP_WORDS=(\(line))
            COMP_CWORD=\(words.count - 1)
            _lab_complete
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let result = try #require(try output(of: "bash", ["--norc"], input: script))
        return result.text.split(separator: "\n").map(String.init)
    }

    @Test("bash offers verbs, verbs below verbs, options and the values of enumerations")
    func bash() throws {
        #expect(try bashReplies("lab", "m") == ["measure"])
        #expect(try bashReplies("lab", "") == ["measure", "trace", "diff", "store", "help", "completion"])
        #expect(try bashReplies("lab", "store", "") == ["save", "list"])
        #expect(try bashReplies("lab", "measure", "--fi") == ["--filter"])
        #expect(try bashReplies("lab", "measure", "-f") == ["-filter"])
        #expect(try bashReplies("lab", "diff", "--format", "j") == ["json"])
        #expect(try bashReplies("lab", "diff", "a", "--format", "=", "m") == ["markdown"])
        #expect(try bashReplies("lab", "diff", "a", "--format", "=") == ["text", "json", "markdown"])
        #expect(try bashReplies("lab", "completion", "") == ["bash", "zsh", "fish"])
        #expect(try bashReplies("lab", "help", "tr") == ["trace"])
        #expect(try bashReplies("lab", "_w") == [])
        #expect(try bashReplies("lab", "measure", "--internal") == [])
    }

    @Test("bash offers files where a path is wanted, commands after the terminator, nothing for a number")
    func bashPaths() throws {
        #expect(try bashReplies("lab", "measure", "--out", "/etc/host").contains("/etc/hosts"))
        #expect(try bashReplies("lab", "diff", "/etc/host").contains("/etc/hosts"))
        #expect(try bashReplies("lab", "trace", "--", "prin").contains("printf"))
        #expect(try bashReplies("lab", "measure", "--rounds", "") == [])
    }

    @Test(
        "fish offers the same, where it is installed",
        arguments: [
            ("lab m", ["measure"]), ("lab store ", ["list", "save"]), ("lab measure --fo", ["--formats"]),
            ("lab measure -f", ["-filter"]), ("lab diff --format=m", ["--format=markdown"]), ("lab help tr", ["trace"]),
        ])
    func fish(line: String, expected: [String]) throws {
        let script = "\(CompletionShell.fish.script(for: model))\ncomplete -C \(line.shellQuoted)"
        guard let result = try output(of: "fish", ["--no-config"], input: script) else { return }
        let words = result.text.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
        #expect(words == expected)
    }

    @Test("zsh and fish are told every visible option and verb", arguments: [CompletionShell.zsh, .fish])
    func allNames(shell: CompletionShell) {
        let script = shell.script(for: model)
        for verb in model.verbs {
            for word in verb.subverbs.map(\.name) + verb.options.flatMap(\.names).map({ String($0.withoutDashes) }) {
                #expect(script.contains(word))
            }
        }
        #expect(!script.contains("internal-pipe"))
        #expect(!script.contains("_worker"))
    }
}
