import Foundation
import Profilers
import Testing

@Suite struct DebugFileTests {
    /// A program, stripped, and the file that its symbols and debug information were moved to.
    private struct Split {
        let program: FixtureProgram
        let addresses: [UInt64]
        /// What the program said of them before it was stripped.
        let frames: [[String]]
        let mappings: [Mapping]
        var debugFile: String { program.folder.path + "/program.debug" }

        init(_ options: [String] = []) throws {
            program = try FixtureProgram.build(options)
            addresses = Array(try program.section(".text"))
            mappings = Mapping.executable(of: program.path)
            frames = try SymbolizedAddresses(addresses, in: mappings).frames
            try Tools.run("objcopy", ["--only-keep-debug", program.path, program.folder.path + "/program.debug"])
            try Tools.run("objcopy", ["--strip-all", program.path])
        }

        func link() throws { try Tools.run("objcopy", ["--add-gnu-debuglink=" + debugFile, program.path]) }

        /// Without directories of the system's.
        var here: Symbolizer.Options {
            var options = Symbolizer.Options()
            options.debugDirectories = [program.folder.path + "/debug"]
            return options
        }

        func move(to path: String) throws {
            let url = URL(filePath: path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.moveItem(at: URL(filePath: debugFile), to: url)
        }

        func moveToBuildID() throws {
            let id = try #require(mappings.first).buildID
            try move(to: program.folder.path + "/debug/.build-id/\(id.prefix(2))/\(id.dropFirst(2)).debug")
        }
    }

    @Test("a stripped program without a debug file has only what it exports, and a warning where that is nothing")
    func stripped() throws {
        let split = try Split()
        let ours = try SymbolizedAddresses(split.addresses, in: split.mappings, split.here)
        #expect(ours.names.allSatisfy { $0.hasPrefix("[program+0x") })
        #expect(ours.warnings == [SymbolizerWarning(file: split.program.path, reason: .noSymbols)])
    }

    @Test("a debug file is found by .gnu_debuglink", arguments: ["program.debug", ".debug/program.debug", "debug/"])
    func link(place: String) throws {
        let split = try Split()
        try split.link()
        if place != "program.debug" {
            let folder = split.program.folder.path
            try split.move(to: folder + "/" + (place.hasSuffix("/") ? place + folder + "/program.debug" : place))
        }
        let ours = try SymbolizedAddresses(split.addresses, in: split.mappings, split.here)
        #expect(ours.frames == split.frames)
        #expect(ours.warnings.isEmpty)
    }

    @Test("a debug file is found by build id")
    func buildID() throws {
        let split = try Split()
        try split.moveToBuildID()
        let ours = try SymbolizedAddresses(split.addresses, in: split.mappings, split.here)
        #expect(ours.frames == split.frames)
    }

    @Test("a debug file without a build id must have the checksum that the link names")
    func checksum() throws {
        let split = try Split(["-Wl,--build-id=none"])
        try split.link()
        #expect(try SymbolizedAddresses(split.addresses, in: split.mappings, split.here).frames == split.frames)
        let file = try FileHandle(forWritingTo: URL(filePath: split.debugFile))
        try file.seekToEnd()
        try file.write(contentsOf: Data([0]))
        try file.close()
        let ours = try SymbolizedAddresses(split.addresses, in: split.mappings, split.here)
        #expect(ours.names.allSatisfy { $0.hasPrefix("[program+0x") })
    }

    @Test("a program that was deleted is named from its debug file", arguments: ["", " (deleted)"])
    func deleted(suffix: String) throws {
        let split = try Split()
        try split.moveToBuildID()
        try FileManager.default.removeItem(atPath: split.program.path)
        // As the kernel maps it: whole pages.
        let mappings = split.mappings.map { mapping in
            let start = mapping.addresses.lowerBound & ~4095
            return Mapping(
                addresses: start..<(mapping.addresses.upperBound + 4095) & ~4095,
                fileOffset: mapping.fileOffset - (mapping.addresses.lowerBound - start), file: mapping.file + suffix,
                buildID: mapping.buildID)
        }
        let ours = try SymbolizedAddresses(split.addresses, in: mappings, split.here)
        #expect(ours.frames == split.frames)
    }

    @Test("a program that was built anew since the profile is not used, and the warning names both builds")
    func otherBuild() throws {
        let program = try FixtureProgram.build()
        var mapping = try #require(Mapping.executable(of: program.path).first)
        let found = mapping.buildID
        mapping.buildID = "00112233445566778899aabbccddeeff00112233"
        let ours = try SymbolizedAddresses([try program.address(of: "main")], in: [mapping])
        #expect(ours.names[0].hasPrefix("[program+0x"))
        #expect(
            ours.warnings == [
                SymbolizerWarning(
                    file: program.path, reason: .otherBuild(expected: mapping.buildID, found: found))
            ])
        #expect(ours.warnings[0].description.contains("symbolize before building anew"))
        #expect(ours.profile.mappings[0].resolved.isEmpty)
    }
}
