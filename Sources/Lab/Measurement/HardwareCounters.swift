final class HardwareCounters {
    static func open() -> HardwareCounters? { nil }
    static let metrics: [Metric] = []
    func enable() {}
    func disable() {}
    func series(iterations: Int) -> [RoundMeasurement.Series] { [] }
}
