import Foundation
import Testing

@testable import Profilers

@Suite struct SymbolizerTests {
    @Test(
        "every address of a program has the functions, files and lines that llvm-symbolizer gives it",
        arguments: [
            ["-gdwarf-4"], ["-gdwarf-5"], ["-gdwarf-4", "-no-pie"], ["-gdwarf-5", "-no-pie"],
            ["-gdwarf-5", "-gz=zlib"],
            ["-gdwarf-5", "-fuse-ld=lld"], ["-gdwarf-4", "-fdebug-types-section"],
        ])
    func againstLLVM(options: [String]) throws {
        let program = try FixtureProgram.build(options)
        let addresses = Array(try program.section(".text"))
        let ours = try SymbolizedAddresses(addresses, in: Mapping.executable(of: program.path))
        #expect(ours.warnings.isEmpty)
        let theirs = try llvm(addresses, of: program.path)
        try #require(theirs.count == addresses.count)
        var inlined = 0
        for (index, frames) in ours.frames.enumerated() {
            // Where there is no debug information, LLVM takes the file from the nearest file symbol.
            let expected = theirs[index].map { frame in
                let frame = frame.replacing("visible_with_a_longer_name ", with: "visible ")
                return frame.contains("/") ? frame : frame.prefix { $0 != " " } + " ??:0"
            }
            if expected.count == 1, expected[0].hasPrefix("?? ") {
                #expect(frames[0].hasPrefix("[program+0x"))
            } else {
                #expect(frames == expected, "at 0x\(String(addresses[index], radix: 16))")
            }
            if frames.count > 1 { inlined += 1 }
        }
        #expect(inlined > 50)
    }

    @Test(
        "of a program whose debug information is in .dwo files the functions and lines are known",
        arguments: ["4", "5"])
    func split(version: String) throws {
        let program = try FixtureProgram.build(["-gdwarf-" + version, "-gsplit-dwarf"])
        let address = try program.address(of: "visible")
        let ours = try SymbolizedAddresses([address], in: Mapping.executable(of: program.path))
        #expect(ours.frames == [["visible \(program.folder.path)/program.cpp:24"]])
        #expect(ours.warnings.isEmpty)
    }

    /// addr2line of binutils 2.40 loses inlined frames whose ranges are DWARF 5's and names the padding behind a function
    /// after it, so that is left out.
    @Test("every address with debug information has the frames that addr2line gives it")
    func againstAddr2line() throws {
        let program = try FixtureProgram.build(["-gdwarf-4"])
        let addresses = Array(try program.section(".text"))
        let ours = try SymbolizedAddresses(addresses, in: Mapping.executable(of: program.path))
        let output = try Tools.run(
            "addr2line", ["-i", "-f", "-a", "-e", program.path],
            input: addresses.map { String($0, radix: 16) }.joined(separator: "\n"))
        let theirs = Self.blocks(output)
        try #require(theirs.count == addresses.count)
        var compared = 0
        for (index, frames) in theirs.enumerated() where frames.allSatisfy({ $0.contains("/") && !$0.hasSuffix(":?") })
        {
            if ours.names[index].hasPrefix("[") { continue }
            #expect(ours.frames[index] == frames, "at 0x\(String(addresses[index], radix: 16))")
            compared += 1
        }
        #expect(compared > 300)
    }

    private func llvm(_ addresses: [UInt64], of path: String) throws -> [[String]] {
        let output = try Tools.run(
            "llvm-symbolizer", ["--inlines", "--no-demangle", "--output-style=GNU", "-a", "-e", path],
            input: addresses.map { "0x" + String($0, radix: 16) }.joined(separator: "\n"))
        return Self.blocks(output)
    }

    /// `0xaddress`, then pairs of lines: function, file:line with what may follow.
    static func blocks(_ output: String) -> [[String]] {
        var blocks: [[String]] = []
        var function: Substring?
        for line in output.split(separator: "\n") {
            if function == nil, line.hasPrefix("0x") {
                blocks.append([])
            } else if let name = function {
                let place = line.split(separator: " (").first ?? line
                blocks[blocks.count - 1].append("\(name) \(place == "??:?" ? "??:0" : place)")
                function = nil
            } else {
                function = line
            }
        }
        return blocks
    }

    @Test("libswiftCore's addresses have the names that llvm-symbolizer gives them")
    func swiftCore() throws {
        let path = try #require(Self.loaded("libswiftCore.so"))
        let mappings = Mapping.executable(of: path)
        let code = try FixtureProgram(folder: TemporaryFolder(), path: path).section(".text")
        var generator = SplitMix(seed: 7)
        let addresses = (0..<3000).map { _ in UInt64.random(in: code, using: &generator) }
        let ours = try SymbolizedAddresses(addresses, in: mappings)
        let theirs = try llvm(addresses, of: path)
        for (index, name) in ours.names.enumerated() {
            let expected = theirs[index].last?.prefix { $0 != " " } ?? ""
            // LLVM names no stubs.
            if expected == "??" {
                #expect(name.hasPrefix("[libswiftCore.so+0x") || name.hasSuffix("@plt"))
            } else {
                #expect(name == expected)
            }
        }
    }

    static func loaded(_ name: String) -> String? {
        let data = try? FileHandle(forReadingAtPath: "/proc/self/maps")?.readToEnd()
        let maps = String(decoding: data ?? Data(), as: UTF8.self)
        return maps.split(separator: "\n").compactMap { $0.split(separator: " ").last.map(String.init) }.first {
            $0.hasSuffix("/" + name)
        }
    }

    @Test(
        "the stubs of the PLT have objdump's names", arguments: [[], ["-no-pie"], ["-Wl,-z,ibtplt", "-fuse-ld=bfd"]])
    func stubs(options: [String]) throws {
        let program = try FixtureProgram.build(options)
        let output = try Tools.run("objdump", ["-d", "--no-show-raw-insn", program.path])
        var stubs = 0
        for line in output.split(separator: "\n") where line.hasSuffix("@plt>:") {
            let fields = line.dropLast(2).split(separator: " <")
            let address = try #require(UInt64(fields[0], radix: 16))
            let ours = try SymbolizedAddresses([address, address + 5], in: Mapping.executable(of: program.path))
            #expect(ours.names == [String(fields[1]), String(fields[1])])
            stubs += 1
        }
        #expect(stubs >= 3)
    }

    @Test("of a function's aliases the plain one is shown, and a label without a size holds what follows it")
    func aliases() throws {
        let program = try FixtureProgram.build(debug: false)
        let label = try program.address(of: "unsized_label")
        let addresses = [try program.address(of: "__visible"), label, label + 2]
        let ours = try SymbolizedAddresses(addresses, in: Mapping.executable(of: program.path))
        #expect(ours.names == ["visible", "unsized_label", "unsized_label"])
        #expect(ours.frames.map(\.count) == [1, 1, 1])
    }

    @Test("a program that was loaded in several pieces, elsewhere, is named the same")
    func relocated() throws {
        let program = try FixtureProgram.build(["-fuse-ld=lld"])
        let addresses = Array(try program.section(".text"))
        let plain = try SymbolizedAddresses(addresses, in: Mapping.executable(of: program.path))
        let base: UInt64 = 0x5555_5555_4000
        var mapping = try #require(Mapping.executable(of: program.path, base: base).first)
        // As the kernel maps it: from the start of a page.
        let lead = mapping.addresses.lowerBound % 4096
        mapping.addresses = mapping.addresses.lowerBound - lead..<mapping.addresses.upperBound
        mapping.fileOffset -= lead
        let middle = (mapping.addresses.lowerBound + UInt64(mapping.addresses.count) / 2) & ~4095
        var second = mapping
        second.fileOffset += middle - mapping.addresses.lowerBound
        second.addresses = middle..<mapping.addresses.upperBound
        mapping.addresses = mapping.addresses.lowerBound..<middle
        let moved = try SymbolizedAddresses(
            addresses, in: [mapping, second].filter { !$0.addresses.isEmpty }, base: base)
        #expect(moved.frames == plain.frames)
    }

    @Test("locations that have lines or no mapping stay as they are, and mappings say what was resolved")
    func untouched() throws {
        let program = try FixtureProgram.build()
        var builder = ProfileBuilder(sampleTypes: [SampleType("samples", unit: "count")])
        let mapping = builder.mapping(try #require(Mapping.executable(of: program.path).first))
        let named = builder.location(
            Location(
                mapping: mapping, address: try program.address(of: "main"),
                lines: [Line(function: builder.function(Function(name: "known")), number: 3)]))
        let homeless = builder.location(Location(address: 0x1234))
        let wanted = builder.location(Location(mapping: mapping, address: try program.address(of: "_Z4worki")))
        let profile = try Symbolizer().symbolize(builder.profile)
        #expect(profile.locations[named.index] == builder.profile.locations[named.index])
        #expect(profile.locations[homeless.index] == builder.profile.locations[homeless.index])
        let line = try #require(profile.locations[wanted.index].lines.last)
        let function = profile.functions[line.function.index]
        #expect(function.name == "work(int)")
        #expect(function.systemName == "_Z4worki")
        #expect(function.file == program.folder.path + "/program.cpp")
        #expect(function.startLine == 16)
        #expect(profile.mappings[0].resolved == [.functions, .fileNames, .lineNumbers, .inlinedFrames])
    }

    @Test("the vDSO of this process is named where the build id is its own, and only there")
    func vdso() throws {
        let file = try #require(VDSO.file())
        let table = SymbolTable(files: [file])
        #expect(!table.isEmpty)
        let segment = try #require(file.segments.segments.first)
        let name = "__vdso_clock_gettime"
        let start = try #require(
            (0..<segment.memorySize).first { offset in
                table.owners(ofSorted: [segment.address + offset]).contains {
                    $0 >= 0 && table.name(of: $0, in: [file]).hasSuffix("clock_gettime")
                }
            })
        let mapping = Mapping(
            addresses: 0x7FFF_0000_0000..<0x7FFF_0000_4000, file: "[vdso]", buildID: file.buildID)
        let address = 0x7FFF_0000_0000 + start
        let ours = try SymbolizedAddresses([address], in: [mapping])
        #expect([name, "clock_gettime"].contains(ours.names[0]))
        let other = Mapping(addresses: mapping.addresses, file: "[vdso]", buildID: "00112233")
        #expect(try SymbolizedAddresses([address], in: [other]).names == ["[vdso]"])
    }

    @Test("what the progress callback throws ends the work")
    func cancelling() throws {
        struct Enough: Error {}
        let program = try FixtureProgram.build(debug: false)
        var options = Symbolizer.Options()
        options.progress = { _ in throw Enough() }
        #expect(throws: Enough.self) {
            try SymbolizedAddresses([0x1000], in: Mapping.executable(of: program.path), options)
        }
    }
}

/// Numbers that are the same in every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
