import Lab

/// The order in which the rounds of a run are measured.
///
/// Blocks: each round number goes through all benchmarks, in an order of its own, before the next one starts. So drift
/// of the machine falls on all benchmarks alike, and a run that is cut short has about as many rounds of each.
struct Schedule {
    let keys: [Round.Key]

    init(benchmarks: [String], timeRounds: Int, countRounds: Int, seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var keys: [Round.Key] = []
        for number in 0..<max(timeRounds, countRounds) {
            var block: [Round.Key] = []
            if number < timeRounds { block += benchmarks.map { .init(benchmark: $0, number: number, pass: .time) } }
            if number < countRounds { block += benchmarks.map { .init(benchmark: $0, number: number, pass: .count) } }
            keys += block.shuffled(using: &random)
        }
        self.keys = keys
    }
}
