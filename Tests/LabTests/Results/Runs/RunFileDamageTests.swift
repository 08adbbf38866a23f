import Glibc
import Testing

@testable import Lab

@Suite("Damaged run files")
struct RunFileDamageTests {
    private let whole: Run
    private let text = SampleRun.smallText

    init() throws { whole = try Run(contents: SampleRun.smallText, file: "whole") }

    /// Thousands where `LAB_TESTS=long` is in the environment.
    private static let isLong = getenv("LAB_TESTS").map { String(cString: $0) } == "long"

    /// Reads a file that may be damaged.
    ///
    /// - Returns: The run, or nil where there was an error, which was of a kind and a wording that tell the place.
    private func read(_ bytes: [UInt8]) throws -> Run? {
        do {
            return try Run(contents: bytes, file: "cut.jsonl")
        } catch let error as RunFileError {
            #expect(error.file == "cut.jsonl")
            #expect(error.line != nil || bytes.isEmpty)
            #expect("\(error)".hasPrefix("cut.jsonl"))
            return nil
        }
    }

    @Test("a file that is cut anywhere is an error or a smaller run with a warning, never silently the whole")
    func truncated() throws {
        for count in 0..<(text.count - 1) {
            guard let run = try read(Array(text[..<count])) else { continue }
            // One whose last line lacks its end alone has all of the round, but then a later one is missing.
            #expect(run.rounds.count < whole.rounds.count)
            #expect(whole.rounds.starts(with: run.rounds))
            #expect(!run.warnings.isEmpty)
            #expect(run.warnings.allSatisfy { $0.hasPrefix("cut.jsonl") })
        }
    }

    @Test("without the last end of line a file is whole: what was cut off said nothing")
    func withoutLastNewline() throws {
        let run = try #require(try read(text.dropLast()))
        #expect(run.rounds == whole.rounds && run.warnings.isEmpty)
    }

    @Test("a cut inside of a file, where lines follow, is an error")
    func cutWithin() throws {
        let lines = text.split(separator: UInt8(ascii: "\n"))
        for index in lines.indices.dropLast() {
            var damaged = lines
            damaged[index] = damaged[index].dropLast(1)
            #expect(try read(Array(damaged.joined(separator: [UInt8(ascii: "\n")]))) == nil)
        }
    }

    @Test("a flipped bit anywhere is an error, or changes no more than a value")
    func flippedBits() throws {
        var random = Lab.SplitMix64(seed: 4)
        for index in text.indices {
            for bit in Self.isLong ? Array(0..<8) : [Int.random(in: 0..<8, using: &random)] {
                var damaged = text
                damaged[index] ^= 1 << UInt8(bit)
                guard let run = try read(damaged) else { continue }
                #expect(run.rounds.count <= whole.rounds.count)
            }
        }
    }

    @Test("lines that are lost, doubled or swapped are noticed wherever they make a difference")
    func lines() throws {
        let lines = text.split(separator: UInt8(ascii: "\n")).map { Array($0) + [UInt8(ascii: "\n")] }
        #expect(try read(lines[1] + lines[0] + lines[2]) == nil)
        #expect(try read(lines[0] + lines[1] + lines[1]) == nil)
        #expect(try read(lines[0] + lines[0] + lines[1]) == nil)
        #expect(try read(lines[0] + lines[2])?.warnings.count == 1)
        #expect(try read(lines[0] + lines[2] + lines[1])?.rounds.count == 2, "rounds may come in any order")
    }

    @Test("files changed at random in many ways never do worse than be refused")
    func mutations() throws {
        var random = Lab.SplitMix64(seed: 5)
        let seeds = [SampleRun.smallText, SampleRun.text]
        for number in 0..<(Self.isLong ? 100_000 : 600) {
            _ = try read(Mutation.apply(to: seeds[number % 2], using: &random))
        }
    }

    @Test("bytes at random are refused")
    func junk() throws {
        var random = Lab.SplitMix64(seed: 6)
        for count in [1, 2, 10, 1_000, 100_000] {
            let junk = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(try read(junk) == nil)
            #expect(try read(Array(text.prefix { $0 != 10 }) + [10] + junk + [10]) == nil)
        }
    }
}
