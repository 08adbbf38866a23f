import Lab
import Testing

@testable import BenchRunner

@Suite("The order of rounds")
struct ScheduleTests {
    private let names = (0..<20).map { "suite/benchmark\($0)" }

    private func keys(timeRounds: Int, countRounds: Int, seed: UInt64 = 1) -> [Round.Key] {
        Schedule(benchmarks: names, timeRounds: timeRounds, countRounds: countRounds, seed: seed).keys
    }

    @Test("every round of every benchmark is there once", arguments: [(5, 2), (2, 5), (3, 0), (0, 3), (1, 1), (0, 0)])
    func complete(timeRounds: Int, countRounds: Int) {
        let keys = keys(timeRounds: timeRounds, countRounds: countRounds)
        #expect(keys.count == names.count * (timeRounds + countRounds))
        #expect(Set(keys).count == keys.count)
        #expect(keys.allSatisfy { $0.number < ($0.pass == .time ? timeRounds : countRounds) })
    }

    @Test("a round of all benchmarks ends before the next begins, so that a run cut short has as many of each")
    func blocks() {
        let numbers = keys(timeRounds: 6, countRounds: 2).map(\.number)
        #expect(numbers == numbers.sorted())
    }

    @Test("rounds that count stand between those that measure time")
    func mixed() {
        let passes = keys(timeRounds: 2, countRounds: 2)[..<40].map(\.pass)
        let changes = zip(passes, passes.dropFirst()).count { $0 != $1 }
        // In order there would be one; 20 and 20 in random order change 20 times on average.
        #expect(changes > 8)
    }

    @Test("the order is the seed's, and another in every block")
    func seeded() {
        #expect(keys(timeRounds: 4, countRounds: 2, seed: 9) == keys(timeRounds: 4, countRounds: 2, seed: 9))
        #expect(keys(timeRounds: 4, countRounds: 2, seed: 9) != keys(timeRounds: 4, countRounds: 2, seed: 10))
        let blocks = Dictionary(grouping: keys(timeRounds: 4, countRounds: 0), by: \.number).values
        #expect(Set(blocks.map { $0.map(\.benchmark) }).count == 4)
    }

    @Test("no benchmark has a place of its own: over many blocks each comes first about as often")
    func fair() {
        let blocks = Dictionary(grouping: keys(timeRounds: 2_000, countRounds: 0), by: \.number).values
        let firsts = Dictionary(grouping: blocks.compactMap(\.first?.benchmark)) { $0 }.mapValues(\.count)
        // 100 on average, with a standard deviation of 10.
        #expect(names.allSatisfy { (50...150).contains(firsts[$0] ?? 0) })
    }
}
