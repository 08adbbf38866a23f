public struct LatencyHistogram: Sendable, Equatable {
    public init() {}
    var n: UInt64 = 0
    public mutating func record(_ v: UInt64) { n += v }
    func quantile(_ q: Double) -> UInt64? { n }
}
extension LatencyHistogram {
    var json: JSONValue { .null }
    init(_ j: JSONValue) throws(FieldError) { self.init() }
}
