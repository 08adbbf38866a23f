import Testing

@testable import Lab

@Suite("Metrics")
struct MetricTests {
    @Test("every metric of the laboratory has a unit of its own")
    func units() {
        let units = Metric.measuredByTheLab.map(\.unit)
        #expect(Set(units).count == units.count)
        #expect(Metric.measuredByTheLab.allSatisfy { $0.isMeasuredByTheLab })
        #expect(!Metric("widgets", .higherIsBetter).isMeasuredByTheLab)
    }

    @Test("only what is counted is exact")
    func exact() {
        #expect(Metric.measuredByTheLab.filter { $0.kind == .exact }.map(\.unit.name) == ["allocs/op", "B/op"])
    }

    @Test("what a result is judged by is measured")
    func primary() {
        #expect(Set(Metric.measuredByTheLab.map(\.unit)).isSuperset(of: Metric.primaryUnits))
    }

    @Test("every group has a name to ask for it by, and says what it measures")
    func groups() {
        #expect(
            MetricGroup.allCases.map(\.rawValue) == [
                "time", "cpu", "faults", "switches", "memory", "allocs", "counters",
            ])
        #expect(MetricGroup.allCases.allSatisfy { !$0.summary.isEmpty })
    }

    @Test(
        "a round's value is the median of times and the mean of counts",
        arguments: [
            (MetricKind.statistical, [3, 1, 2], 2), (.statistical, [4, 1, 2, 3], 2.5), (.statistical, [7], 7),
            (.exact, [0, 0, 0, 4], 1), (.exact, [5, 5, 5], 5), (.statistical, [], nil), (.exact, [], nil),
        ] as [(MetricKind, [Double], Double?)])
    func value(kind: MetricKind, samples: [Double], expected: Double?) {
        let series = RoundMeasurement.Series(metric: Metric("u", .lowerIsBetter, kind), samples: samples)
        #expect(series.value == expected)
    }
}
