import Testing

@testable import Workloads

@Suite("Seeded random numbers")
struct SeededRandomTests {
    @Test("the seed 1234567 gives the numbers published for SplitMix64")
    func reference() {
        // Rosetta Code, "Pseudo-random numbers/Splitmix64".
        var random = SeededRandom(seed: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
        #expect((0..<5).map { _ in random.next() } == expected)
    }

    @Test("streams of one seed differ, and are the same every time")
    func streams() {
        func beginning(_ stream: UInt64) -> [UInt64] {
            var random = SeededRandom(seed: 9, stream: stream)
            return (0..<4).map { _ in random.next() }
        }
        #expect(beginning(1) == beginning(1))
        #expect(Set((0..<100).map(beginning)).count == 100)
    }

    @Test("a range gives all of its numbers and no others")
    func range() {
        var random = SeededRandom(seed: 1)
        #expect(Set((0..<1_000).map { _ in random.integer(in: -3...3) }) == Set(-3...3))
        #expect(random.integer(in: Int.max...Int.max) == Int.max)
        #expect((Int.min...0).contains(random.integer(in: Int.min...0)))
    }

    @Test("a skewed distribution gives each rank its share")
    func zipf() {
        let distribution = Zipf(count: 5, flatness: 1)
        var random = SeededRandom(seed: 3)
        let draws = 200_000
        var counts = Array(repeating: 0, count: 5)
        for _ in 0..<draws { counts[distribution.rank(using: &random)] += 1 }
        // Weights 1/2, 1/3, 1/4, 1/5, 1/6, of which the sum is 1.45.
        for (rank, count) in counts.enumerated() {
            let share = 1 / (Double(rank + 2) * 1.45)
            // Six standard deviations of a count of successes.
            let tolerance = 6 * (share * (1 - share) / Double(draws)).squareRoot()
            #expect(abs(Double(count) / Double(draws) - share) < tolerance)
        }
    }

    @Test("popularity gives every identifier one rank", arguments: [1, 2, 60, 5_000, 7_919, 7_919 * 2])
    func popularity(count: Int) {
        let popularity = Popularity(count: count, flatness: 3)
        #expect(Set((0..<count).map(popularity.identifier(ofRank:))) == Set(1...count))
    }
}
