import Testing

@testable import Lab

@Suite("Activity of the machine")
struct MachineActivityTests {
    private func activity(_ others: [Double?], pass: MeasurementPlan.Pass = .time) throws -> MachineActivity {
        var run = try Run(contents: SyntheticRun.text(benchmarks: 1, rounds: 1, seed: 1), file: "run")
        run.rounds = others.enumerated().map { number, others in
            Round(
                key: .init(benchmark: "work", number: number, pass: pass),
                outcome: .measured(RoundMeasurement(iterationsPerSample: 1, warmUp: nil, series: [])),
                disturbance: others.map { .init(others: $0, stolen: 0) })
        }
        return MachineActivity(run)
    }

    @Test("a machine that became busy keeps times from being compared, and the reason names both sides")
    func busyHead() throws {
        let idle = try activity([0.01, 0.02, 0.03])
        let busy = try activity([0.9, 0.1, 0.8])
        let obstacle = try #require(MachineActivity.obstacle(to: "work", base: idle, head: busy))
        #expect(obstacle.contains("0.8 processors") && obstacle.contains("0.0 while base"))
        #expect(MachineActivity.obstacle(to: "work", base: busy, head: idle) != nil)
    }

    @Test("one busy round among quiet ones, equal load on both sides and silence are no obstacles")
    func comparable() throws {
        let idle = try activity([0.01, 0.02, 0.03])
        #expect(MachineActivity.obstacle(to: "work", base: idle, head: try activity([0.02, 0.9, 0.01])) == nil)
        let busy = try activity([0.9, 0.8, 0.85])
        #expect(MachineActivity.obstacle(to: "work", base: busy, head: try activity([0.8, 0.9, 0.7])) == nil)
        #expect(MachineActivity.obstacle(to: "work", base: idle, head: try activity([nil, nil])) == nil)
        #expect(MachineActivity.obstacle(to: "other", base: idle, head: busy) == nil)
    }

    @Test("rounds that count are not timed, and their load does not matter")
    func countingRounds() throws {
        let idle = try activity([0.01, 0.02, 0.03])
        #expect(MachineActivity.obstacle(to: "work", base: idle, head: try activity([0.9, 0.9], pass: .count)) == nil)
    }
}
