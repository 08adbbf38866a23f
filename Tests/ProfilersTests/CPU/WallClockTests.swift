import Testing

@testable import Profilers

@Suite("Wall-clock profiles", .serialized)
struct WallClockTests {
    @Test("a thread that sleeps 90 % and works 10 % of the time shows so, and its sleeps are not cut short")
    func sleeps() throws {
        let fixture = try SamplingFixture("sleep", clock: .wall, rate: 200, seconds: 3)
        #expect(fixture.numbers["short"] == 0)
        let samples = fixture.recording.samples
        let blocked = samples.filter(\.isBlocked).reduce(0) { $0 + $1.weight }
        let spinning = samples.filter { fixture.kind(of: $0) == 0 }
        let whole = fixture.recording.accounting.weight
        // Each change is seen at the tick after it: by at most 5 ms of 10 and 90, half of it on average.
        #expect(abs(Double(blocked) / Double(whole) - 0.9) < 0.05)
        #expect(spinning.allSatisfy { !$0.isBlocked })
        #expect(abs(Double(spinning.reduce(0) { $0 + $1.weight }) / Double(whole) - 0.1) < 0.05)
        #expect(abs(Double(whole) / Double(fixture.recording.accounting.duration) - 1) < 0.02)
    }
}
