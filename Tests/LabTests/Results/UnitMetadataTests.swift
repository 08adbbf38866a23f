import Testing

@testable import Lab

@Suite("Results: unit metadata")
struct UnitMetadataTests {
    @Test("without metadata, rates are better higher and everything else lower")
    func defaults() {
        let units = UnitMetadata()
        #expect(units.metric(of: "B/s") == Metric("B/s", .higherIsBetter, .statistical))
        #expect(units.metric(of: "sec/op") == Metric("sec/op", .lowerIsBetter, .statistical))
        #expect(units.metric(of: "widgets") == Metric("widgets", .lowerIsBetter, .statistical))
    }

    @Test("metadata that was given first stands against its opposite")
    func conflict() {
        var units = UnitMetadata()
        let entries: [UnitMetadata.Entry] = [
            .init("widgets", .kind(.exact)), .init("widgets", .better(.higherIsBetter)),
            .init("widgets", .kind(.exact)), .init("widgets", .kind(.statistical)),
            .init("widgets", .better(.lowerIsBetter)),
        ]
        #expect(entries.map { units.insert($0) } == [true, true, true, false, false])
        #expect(units.metric(of: "widgets") == Metric("widgets", .higherIsBetter, .exact))
    }
}
