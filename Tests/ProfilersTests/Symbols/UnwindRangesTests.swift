import Foundation
import Profilers
import Testing

@Suite struct UnwindRangesTests {
    /// The functions that readelf finds in `.eh_frame`.
    private static func functions(of program: FixtureProgram) throws -> [Range<UInt64>] {
        try Tools.run("readelf", ["--debug-dump=frames", program.path]).split(separator: "\n").compactMap { line in
            guard line.contains(" FDE "), let field = line.split(separator: " ").first(where: { $0.hasPrefix("pc=") })
            else { return nil }
            let ends = field.dropFirst(3).split(separator: ".").compactMap { UInt64($0, radix: 16) }
            return ends.count == 2 ? ends[0]..<ends[1] : nil
        }
    }

    private static func stripped(_ options: [String]) throws -> FixtureProgram {
        let program = try FixtureProgram.build(options, debug: false)
        try Tools.run("objcopy", ["--strip-all", program.path])
        return program
    }

    @Test(
        "the addresses of a stripped function are named by its start, as readelf finds it",
        arguments: [[], ["-no-pie"], ["-fuse-ld=lld"], ["-fuse-ld=bfd"]])
    func againstReadelf(options: [String]) throws {
        let program = try Self.stripped(options)
        let functions = try Self.functions(of: program)
        let addresses = Array(try program.section(".text"))
        let ours = try SymbolizedAddresses(addresses, in: Mapping.executable(of: program.path))
        var inside = 0
        for (address, name) in zip(addresses, ours.names) {
            let function = functions.first { $0.contains(address) }
            #expect(name == "[program+0x\(String(function?.lowerBound ?? address, radix: 16))]")
            if function != nil { inside += 1 }
        }
        #expect(inside > 300)
        #expect(inside < addresses.count)
    }

    @Test("without .eh_frame_hdr, each address of a stripped program stands for itself")
    func withoutTable() throws {
        let program = try Self.stripped(["-Wl,--no-eh-frame-hdr"])
        let addresses = Array(try program.section(".text"))
        let ours = try SymbolizedAddresses(addresses, in: Mapping.executable(of: program.path))
        #expect(ours.names == addresses.map { "[program+0x\(String($0, radix: 16))]" })
    }

    @Test("no change of .eh_frame and .eh_frame_hdr crashes the symbolizer or leaves an address without a name")
    func mutations() throws {
        let program = try Self.stripped([])
        let image = [UInt8](try Data(contentsOf: URL(filePath: program.path)))
        let mappings = Mapping.executable(of: program.path)
        let addresses = Array(try program.section(".text"))
        // Read-only data lies in the file where it lies in memory.
        let sections = try [".eh_frame_hdr", ".eh_frame"].map { try program.section($0) }
        var generator = SplitMix(seed: 31)
        for round in 0..<200 {
            var mutated = image
            let section = sections[round % 2]
            for _ in 0..<(round % 8 + 1) {
                // The heads of both hold the sizes and counts.
                let end = round % 3 == 0 ? section.lowerBound + 32 : section.upperBound
                mutated[Int(UInt64.random(in: section.lowerBound..<end, using: &generator))] = .random(
                    in: 0...255, using: &generator)
            }
            let path = program.folder.path + "/mutated"
            try Data(mutated).write(to: URL(filePath: path))
            let ours = try SymbolizedAddresses(
                addresses,
                in: mappings.map { Mapping(addresses: $0.addresses, fileOffset: $0.fileOffset, file: path) })
            #expect(ours.names.allSatisfy { $0.hasPrefix("[mutated+0x") })
        }
    }
}
