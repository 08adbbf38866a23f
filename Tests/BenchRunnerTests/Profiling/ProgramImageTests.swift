import Testing

@testable import BenchRunner

@Suite("What an executable file is")
struct ProgramImageTests {
    /// An ELF header by the ELF specification's table, with program headers of the given types behind it.
    private func elf(wordSize: UInt8 = 2, machine: UInt16 = 62, types: [UInt32] = [], linker: String = "") -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 64 + 56 * types.count)
        bytes.replaceSubrange(0..<6, with: [0x7F, 0x45, 0x4C, 0x46, wordSize, 1])
        func put(_ value: UInt64, at offset: Int, bytes count: Int) {
            for index in 0..<count { bytes[offset + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index)) }
        }
        put(UInt64(machine), at: 18, bytes: 2)
        put(64, at: 32, bytes: 8)
        put(56, at: 54, bytes: 2)
        put(UInt64(types.count), at: 56, bytes: 2)
        for (index, type) in types.enumerated() {
            put(UInt64(type), at: 64 + 56 * index, bytes: 4)
            put(UInt64(64 + 56 * types.count), at: 64 + 56 * index + 8, bytes: 8)
            put(UInt64(linker.utf8.count + 1), at: 64 + 56 * index + 32, bytes: 8)
        }
        return bytes + Array(linker.utf8) + [0]
    }

    #if arch(x86_64)
        @Test("a program with an interpreter is dynamic, with loadable segments alone static")
        func programs() {
            #expect(ProgramImage(head: elf(types: [1, 3], linker: "/lib64/ld.so")) == .dynamic(linker: "/lib64/ld.so"))
            #expect(ProgramImage(head: elf(types: [1, 1, 2])) == .staticallyLinked)
            #expect(ProgramImage(head: elf()) == .staticallyLinked)
        }

        @Test(
            "programs of another word size or processor, and truncated ones, are foreign",
            arguments: [0, 5, 17, 30, 55])
        func foreign(length: Int) {
            #expect(ProgramImage(head: elf(wordSize: 1)) == .foreign("a 32-bit program"))
            #expect(
                ProgramImage(head: elf(machine: 183)) == .foreign("a program for another processor (ELF machine 183)"))
            let cut = ProgramImage(head: Array(elf().prefix(length)))
            #expect(length == 0 ? cut == .text : cut == .foreign("a truncated ELF file"))
        }
    #endif

    @Test("offsets and sizes beyond the file are no interpreter, and crash nothing")
    func outside() {
        var bytes = elf(types: [3], linker: "/lib64/ld.so")
        for index in 72..<80 { bytes[index] = 0xFF }
        #expect(ProgramImage(head: bytes) == .staticallyLinked)
        for index in 32..<40 { bytes[index] = 0x7F }
        #expect(ProgramImage(head: bytes) == .staticallyLinked)
    }

    @Test(
        "a script names its interpreter, without its arguments",
        arguments: [("#!/bin/sh\n", "/bin/sh"), ("#! \t/usr/bin/env python3\n", "/usr/bin/env"), ("#!", "")])
    func scripts(text: String, interpreter: String) {
        #expect(ProgramImage(head: Array(text.utf8)) == .script(interpreter: interpreter))
        #expect(ProgramImage(head: Array("echo".utf8)) == .text)
    }

    @Test(
        "names of profiles are names of files",
        arguments: [("a/b=c d", "a_b=c_d"), ("../x", "_.._x"), ("", "_"), ("ü", "_")])
    func names(text: String, name: String) { #expect(ProfileName.fileName(text) == name) }

    @Test("a process's profile has its name before the ending")
    func parts() {
        #expect(ProfileName.path("a.d/x.pb.gz", for: "w-7") == "a.d/x.w-7.pb.gz")
        #expect(ProfileName.path("a.d/x", for: "w-7") == "a.d/x.w-7")
    }
}
