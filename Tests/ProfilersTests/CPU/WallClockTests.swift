import Testing

@testable import Profilers

extension SamplerTests {
    @Suite("Wall-clock profiles")
    struct WallClockTests {
        @Test("a thread that sleeps 90 % and works 10 % of the time shows so, and its sleeps go on")
        func sleeps() throws {
            let fixture = try SamplingFixture("sleep", clock: .wall, rate: 200, seconds: 3)
            // Of 30: not continued is one that begins between the look at its thread and the signal, on a busy machine; every one
            // would be cut short if none were continued.
            #expect((fixture.numbers["short"] ?? 30) <= 3)
            let samples = fixture.recording.samples
            let blocked = samples.filter(\.isBlocked).reduce(0) { $0 + $1.weight }
            let spinning = samples.filter { fixture.kind(of: $0) == 0 }
            let whole = fixture.recording.accounting.weight
            let asleep = Double(fixture.numbers["asleep"] ?? 0)
            let awake = Double(fixture.numbers["awake"] ?? 0)
            // A change is seen at the tick after it, 5 ms late at most, be it to sleep or to work.
            #expect(abs(Double(blocked) / Double(whole) - asleep / (asleep + awake)) < 0.03)
            #expect(spinning.allSatisfy { !$0.isBlocked })
            let spun = Double(spinning.reduce(0) { $0 + $1.weight }) / Double(whole)
            #expect(abs(spun - awake / (asleep + awake)) < 0.03)
            #expect(abs(Double(whole) / Double(fixture.recording.accounting.duration) - 1) < 0.02)
        }

        @Test("sleeps, polls and waits for events go on after a sample as if there had been none")
        func waits() throws {
            let fixture = try SamplingFixture("waits", clock: .wall, rate: 200, seconds: 3)
            #expect(fixture.numbers["interrupted"] == 0)
            #expect(fixture.recording.samples.contains { $0.isBlocked })
        }
    }
}
