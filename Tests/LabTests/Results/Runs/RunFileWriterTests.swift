import Testing

@testable import Lab

@Suite("Writing run files")
struct RunFileWriterTests {
    @Test("what is written reads back the same")
    func roundTrip() throws {
        let file = try ScratchFile()
        let writer = try RunFileWriter(creating: file.path, header: SampleRun.header)
        for round in SampleRun.rounds { try writer.append(round) }
        let run = try Run(contentsOf: file.path)
        #expect(run.header == SampleRun.header)
        #expect(run.rounds == SampleRun.rounds)
        #expect(run.warnings.isEmpty)
        #expect(file.bytes == SampleRun.text)
    }

    @Test("every round is in the file as soon as it is appended")
    func atOnce() throws {
        let file = try ScratchFile()
        let writer = try RunFileWriter(creating: file.path, header: SampleRun.header)
        #expect(try Run(contentsOf: file.path).rounds.isEmpty)
        for (count, round) in SampleRun.rounds.enumerated() {
            try writer.append(round)
            #expect(try Run(contentsOf: file.path).rounds.count == count + 1)
        }
    }

    @Test("a file that exists is not overwritten")
    func existing() throws {
        let file = try ScratchFile("precious".utf8)
        let error = #expect(throws: RunFileError.self) {
            try RunFileWriter(creating: file.path, header: SampleRun.header)
        }
        #expect("\(try #require(error))".contains(file.path))
        #expect(file.bytes == Array("precious".utf8))
    }

    @Test("a path that cannot be written is an error that names it", arguments: ["/nowhere/at/all", "/proc/run", "/"])
    func unwritable(path: String) throws {
        let error = #expect(throws: RunFileError.self) { try RunFileWriter(creating: path, header: SampleRun.header) }
        #expect("\(try #require(error))".hasPrefix("\(path): cannot be written"))
        #expect(throws: RunFileError.self) { try RunFileWriter(resuming: path + "/missing") }
    }

    @Test("two writers of one file are one too many")
    func locked() throws {
        let file = try ScratchFile()
        do {
            let writer = try RunFileWriter(creating: file.path, header: SampleRun.header)
            let error = #expect(throws: RunFileError.self) { try RunFileWriter(resuming: file.path) }
            #expect("\(try #require(error))".contains("another process"))
            withExtendedLifetime(writer) {}
        }
        #expect(throws: Never.self) { try RunFileWriter(resuming: file.path) }
    }

    @Test("resuming at any place of a cut leaves whole lines only, none of them lost")
    func resumedAnywhere() throws {
        let text = SampleRun.smallText
        let headerEnd = try #require(text.firstIndex(of: UInt8(ascii: "\n")))
        for count in headerEnd...text.count {
            let file = try ScratchFile(text[..<count])
            let before = try Run(contentsOf: file.path)
            let round = Round(
                key: .init(benchmark: "s/b", number: 1, pass: .time), outcome: .failed(RoundFailure(.threw, detail: ""))
            )
            let writer = try RunFileWriter(resuming: file.path)
            if before.rounds.count < 2 { try writer.append(round) }
            let after = try Run(contentsOf: file.path)
            #expect(after.rounds.starts(with: before.rounds))
            #expect(after.rounds.count == min(before.rounds.count + 1, 2))
        }
    }

    @Test("what a program has declared twice is refused before there is a file")
    func repeated() throws {
        var metrics = SampleRun.header
        metrics.metrics.append(Metric(.wallTime, .higherIsBetter))
        var names = SampleRun.header
        names.benchmarks.append(names.benchmarks[0])
        var none = SampleRun.header
        none.benchmarks = []
        for (header, parts) in [
            (metrics, ["'metrics'", "'sec/op'"]), (names, ["'benchmarks'", "'s/a/n=1'"]), (none, ["'benchmarks'"]),
        ] {
            let file = try ScratchFile()
            let error = #expect(throws: RunFileError.self) { try RunFileWriter(creating: file.path, header: header) }
            let text = "\(try #require(error))"
            for part in [file.path] + parts { #expect(text.contains(part)) }
            #expect(file.bytes == nil)
        }
    }
}
