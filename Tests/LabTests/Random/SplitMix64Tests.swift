import Testing

@testable import Lab

@Suite("Seeded random numbers")
struct SplitMix64Tests {
    /// The first numbers of Vigna's reference implementation (splitmix64.c) with the state 1234567, which other
    /// implementations publish as their test as well.
    @Test("the numbers are those of the reference implementation")
    func reference() {
        var random = Lab.SplitMix64(seed: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ]
        #expect(expected.map { _ in random.next() } == expected)
    }

    @Test("generators that are split off share no numbers with each other, nor with the one they come from")
    func split() {
        var random = Lab.SplitMix64(seed: 0)
        var seen: Set<UInt64> = []
        for _ in 0..<100 {
            var part = random.split()
            for _ in 0..<100 { seen.insert(part.next()) }
        }
        for _ in 0..<100 { seen.insert(random.next()) }
        #expect(seen.count == 100 * 100 + 100)
    }

    /// From the tables of Fowler, Noll and Vo's own site.
    @Test(
        "a text's hash is FNV-1a's",
        arguments: [
            ("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8),
        ] as [(String, UInt64)])
    func stableHash(text: String, hash: UInt64) {
        #expect(UInt64(stableHashOf: text) == hash)
    }
}
