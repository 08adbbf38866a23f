import Foundation
import Profilers
import Testing

@Suite struct DamagedFileTests {
    private static let mapping = 0x1000..<UInt64(0x3000)

    private func symbolize(_ path: String) throws -> SymbolizedAddresses {
        try SymbolizedAddresses(
            [0x1010, 0x2FFF], in: [Mapping(addresses: Self.mapping, fileOffset: 0x400, file: path)])
    }

    @Test("of a file that is missing, a directory, empty or no ELF file the addresses have the file's name")
    func notELF() throws {
        let folder = try TemporaryFolder()
        _ = FileManager.default.createFile(atPath: folder.path + "/empty", contents: nil)
        try Data("#!/bin/sh\necho 1\n".utf8).write(to: URL(filePath: folder.path + "/script"))
        mkfifo(folder.path + "/fifo", 0o600)
        for name in ["missing", "empty", "script", "fifo", ""] {
            let path = folder.path + "/" + name
            let ours = try symbolize(path)
            let label = name.isEmpty ? String(folder.path.split(separator: "/").last ?? "") : name
            #expect(ours.names == ["[\(label)+0x410]", "[\(label)+0x23ff]"])
            #expect(ours.warnings.map(\.file) == [path])
        }
    }

    @Test("what the kernel names in brackets, and memory without a file, is named after that")
    func unnamed() throws {
        #expect(try symbolize("[vsyscall]").names == ["[vsyscall]", "[vsyscall]"])
        #expect(try symbolize("").names == ["[anonymous+0x410]", "[anonymous+0x23ff]"])
    }

    @Test("no truncated or mutated file crashes or hangs the symbolizer", arguments: [["-gdwarf-4"], ["-gdwarf-5"]])
    func mutations(options: [String]) throws {
        let program = try FixtureProgram.build(options + ["-nostartfiles", "-Wl,-e,main"])
        let image = [UInt8](try Data(contentsOf: URL(filePath: program.path)))
        let mappings = Mapping.executable(of: program.path)
        let addresses = Array(try program.section(".text"))
        let sections = try [".debug_info", ".debug_abbrev", ".debug_line", ".symtab"].map {
            try offset(of: $0, in: program)
        }
        var generator = SplitMix(seed: 20)
        let rounds = ProcessInfo.processInfo.environment["LAB_TESTS"] == "long" ? 5000 : 150
        for round in 0..<rounds {
            var mutated = image
            switch round % 4 {
            case 0: mutated.removeLast(Int.random(in: 1..<image.count, using: &generator))
            case 1:
                // The headers, where every number is a promise.
                for _ in 0..<4 {
                    mutated[Int.random(in: 4..<64, using: &generator)] = .random(in: 0...255, using: &generator)
                }
            case 2:
                for _ in 0..<64 {
                    mutated[Int.random(in: 0..<image.count, using: &generator)] = .random(
                        in: 0...255, using: &generator)
                }
            default:
                let section = sections[round / 4 % sections.count]
                for _ in 0..<8 {
                    mutated[Int.random(in: section, using: &generator)] = .random(in: 0...255, using: &generator)
                }
            }
            let path = program.folder.path + "/mutated"
            try Data(mutated).write(to: URL(filePath: path))
            let ours = try SymbolizedAddresses(
                addresses,
                in: mappings.map { Mapping(addresses: $0.addresses, fileOffset: $0.fileOffset, file: path) })
            #expect(ours.frames.allSatisfy { !$0.isEmpty })
        }
    }

    /// Where a section lies in the file.
    private func offset(of name: String, in program: FixtureProgram) throws -> Range<Int> {
        for line in try Tools.run("readelf", ["-SW", program.path]).split(separator: "\n") {
            let fields = line.replacing("[ ", with: "[").split(separator: " ")
            if fields.count > 5, fields[1] == name, let start = Int(fields[4], radix: 16),
                let size = Int(fields[5], radix: 16)
            {
                return start..<start + size
            }
        }
        throw Tools.Failure(description: "no section \(name)")
    }
}
