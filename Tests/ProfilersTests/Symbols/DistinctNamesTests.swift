import Profilers
import Testing

@Suite struct DistinctNamesTests {
    private func distinct(_ names: [String]) -> [String] {
        DistinctNames.distinct(names.map { DemangledName($0).short }, of: names)
    }

    @Test("overloads and specializations have what they differ in behind them")
    func different() {
        #expect(
            distinct([
                "Shop.price(Swift.Int) -> Shop.Cents", "Shop.price(Swift.String) -> Shop.Cents", "Shop.total() -> ()",
            ]) == ["Shop.price(_:) {Swift.Int}", "Shop.price(_:) {Swift.String}", "Shop.total()"])
        #expect(
            distinct(
                ["Shop.Row", "Shop.Item", "Swift.Int"].map {
                    "generic specialization <\($0), Swift.UInt8> of Swift.Array.append(__owned A) -> ()"
                }) == ["Shop.Row", "Shop.Item", "Swift.Int"].map { "Array.append(_:) [specialized] {\($0)}" })
    }

    @Test("one of two names may have nothing of its own")
    func contained() {
        #expect(
            distinct(["Shop.f() -> ()", "(1) await resume partial function for Shop.f() -> ()"]) == [
                "Shop.f()", "Shop.f() {(1) await resume partial function for}",
            ])
    }

    @Test("the same name twice, and none at all, are left as they are")
    func same() {
        #expect(distinct(["main", "main"]) == ["main", "main"])
        #expect(distinct([]) == [])
    }

    @Test("names that differ are told apart, whatever they are")
    func random() {
        var generator = SplitMix(seed: 11)
        for _ in 0..<2_000 {
            let names = Set(
                (0..<4).map { _ in
                    String(
                        (0..<Int.random(in: 0..<6, using: &generator)).map { _ in
                            "aé.(".randomElement(using: &generator) ?? "a"
                        })
                })
            let forms = DistinctNames.distinct(names.map { _ in "f" }, of: Array(names))
            #expect(Set(forms).count == names.count)
        }
    }
}
