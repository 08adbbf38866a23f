import Testing

@testable import Profilers

@Suite("Journals of samples")
struct RecordingTests {
    /// Writes the format of docs/profile-journals.md, by hand.
    struct Writer {
        var bytes = Array("LABPROF\n".utf8)

        static func u32(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.littleEndian) { Array($0) } }
        static func u64(_ value: UInt64) -> [UInt8] { withUnsafeBytes(of: value.littleEndian) { Array($0) } }
        static func text(_ text: String) -> [UInt8] { u32(UInt32(text.utf8.count)) + Array(text.utf8) }

        mutating func record(_ kind: UInt32, _ fields: [[UInt8]]) {
            var payload = Array(fields.joined())
            payload += [UInt8](repeating: 0, count: (8 - payload.count % 8) % 8)
            bytes += Self.u32(kind) + Self.u32(UInt32(payload.count)) + payload
        }

        mutating func start(version: UInt32 = 1, clock: UInt32 = 0, rate: UInt32 = 100) {
            record(
                1,
                [version, 42, clock, rate, 512, 1].map(Self.u32)
                    + [4_000_000, 1_700_000_000_000_000_000, 5_000].map(Self.u64)
                    + [Self.text("/bin/program"), Self.text("program\0--flag\0")])
        }

        mutating func module(_ addresses: Range<UInt64>, path: String, time: UInt64 = 0) {
            record(
                2,
                [addresses.lowerBound, addresses.upperBound, 0x1000, time].map(Self.u64)
                    + [Self.text(path), Self.u32(2) + [0xab, 0x01]])
        }

        mutating func stack(_ number: UInt32, _ frames: [UInt64]) {
            record(4, [Self.u32(number), Self.u32(UInt32(frames.count))] + frames.map(Self.u64))
        }

        mutating func sample(stack: UInt32, thread: UInt32 = 1, state: UInt32 = 0, time: UInt64 = 6_000, weight: UInt64)
        {
            record(5, [stack, thread, 0, state, 1, 0].map(Self.u32) + [time, weight].map(Self.u64))
        }
    }

    private func read(_ bytes: [UInt8]) throws -> Recording {
        try bytes.withUnsafeBytes { try Recording(journal: $0, name: "file") }
    }

    private func whole() -> Writer {
        var writer = Writer()
        writer.start()
        writer.module(0x1000..<0x2000, path: "/bin/program")
        writer.module(0x8000..<0x9000, path: "/lib/library.so")
        writer.record(3, [Writer.u32(1), Writer.u32(77), Writer.text("worker")])
        writer.stack(0, [0x8010, 0x1010])
        writer.stack(1, [0x1020, 2])
        writer.sample(stack: 0, weight: 10)
        writer.sample(stack: 1, weight: 20)
        writer.sample(stack: 0, weight: 30)
        writer.record(7, (0..<15).map { Writer.u64(UInt64($0) * 100) })
        return writer
    }

    @Test("a journal becomes a profile with mappings, labels and markers, without symbols")
    func profile() throws {
        let recording = try read(whole().bytes)
        #expect(recording.isComplete && !recording.isCut)
        #expect(recording.process.arguments == ["program", "--flag"])
        let profile = recording.profile()
        #expect(profile.sampleTypes == [SampleType("samples", unit: "count"), SampleType("cpu", unit: "nanoseconds")])
        #expect(profile.period == Profile.Period(type: SampleType("cpu", unit: "nanoseconds"), value: 10_000_000))
        #expect(profile.time == 1_700_000_000_000_000_000)
        #expect(profile.mappings.map(\.file) == ["/bin/program", "/lib/library.so"])
        #expect(profile.mappings.map(\.buildID) == ["ab01", "ab01"])
        #expect(profile.samples.map { Array($0.values) } == [[2, 40], [1, 20]])
        #expect(profile.labelSets == [[], [Label("thread", "worker"), Label("tid", 77)]])
        let stacks = profile.samples.map { profile.stacks.locations(of: $0.stack).map { profile.locations[$0.index] } }
        #expect(stacks.map { $0.map(\.address) } == [[0x8010, 0x1010], [0x1020, 0]])
        #expect(stacks[0].map(\.mapping) == [MappingID(1), MappingID(0)])
        #expect(stacks[1][1].lines.map { profile.functions[$0.function.index].name } == ["[unreadable]"])
    }

    @Test("where a module took another's place, a sample belongs to the one of its time")
    func replaced() throws {
        var writer = Writer()
        writer.start()
        writer.module(0x1000..<0x2000, path: "/lib/old.so")
        writer.stack(0, [0x1800])
        writer.sample(stack: 0, time: 10, weight: 1)
        writer.module(0x1400..<0x3000, path: "/lib/new.so", time: 20)
        writer.sample(stack: 0, time: 30, weight: 2)
        let profile = try read(writer.bytes).profile()
        let files = profile.samples.map { sample in
            profile.stacks.location(of: sample.stack).flatMap { profile.locations[$0.index].mapping }.map {
                profile.mappings[$0.index].file
            }
        }
        #expect(files == ["/lib/old.so", "/lib/new.so"])
    }

    @Test("a journal that is cut anywhere gives what came before, and never crashes")
    func cut() throws {
        let bytes = whole().bytes
        let start = try #require((9...bytes.count).first { (try? read(Array(bytes[..<$0]))) != nil })
        for count in start..<bytes.count {
            let recording = try read(Array(bytes[..<count]))
            #expect(!recording.isComplete)
            #expect(recording.samples.count <= 3)
            _ = recording.profile()
        }
    }

    @Test("a journal with any byte changed is read or refused, and never crashes")
    func changed() {
        let bytes = whole().bytes
        for index in bytes.indices {
            for value: UInt8 in [0, 1, 0x7f, 0x80, 0xff] {
                var changed = bytes
                changed[index] = value
                _ = try? read(changed).profile()
            }
        }
    }

    @Test("what is wrong with a journal is said")
    func errors() {
        func message(_ change: (inout Writer) -> Void) -> String? {
            var writer = Writer()
            writer.start()
            change(&writer)
            do {
                _ = try read(writer.bytes)
                return nil
            } catch {
                return "\(error)"
            }
        }
        let place = 104
        #expect(
            message { $0.bytes = [] }
                == "file is not a journal of samples: it does not begin with LABPROF and a start record")
        #expect(message { $0.record(9, []) } == "file: the record at byte \(place) is of the unknown kind 9")
        #expect(message { $0.stack(1, [1]) } == "file: the record at byte \(place) has stack 1 where 0 is due")
        #expect(
            message { $0.record(4, [Writer.u32(0), Writer.u32(.max)]) }
                == "file: the record at byte \(place) has a stack of 4294967295 frames in 0 bytes")
        #expect(
            message { $0.sample(stack: 0, weight: 1) }
                == "file: the record at byte \(place) has a sample of stack 0, where 0 are known")
        #expect(
            message { $0.bytes += Writer.u32(5) + Writer.u32(.max) }
                == "file: the record at byte \(place) claims 4294967295 bytes: at most 1048576 are read")
        #expect(
            message { writer in
                writer.stack(0, [16])
                writer.sample(stack: 0, weight: .max)
            } == "file: the record at byte \(place + 24) has weights beyond 292 years")
        #expect(
            message { writer in
                writer = Writer()
                writer.start(version: 2)
            } == "file is a journal of version 2: this program reads version 1")
    }
}
