import Testing

@testable import Profilers

@Suite("Names in frames")
struct FrameNameTests {
    /// Full names as `swift demangle` and `c++filt` print them.
    @Test(
        "a frame's texts go from the short form of its name to the function's name alone",
        arguments: [
            ("Shop.Cart.total() -> Swift.Int", ["Shop.Cart.total()", "Cart.total()", "Cart.total", "total"]),
            (
                "static Shop.Cart.make(of: Swift.Int, Swift.String) throws -> Shop.Cart",
                ["static Shop.Cart.make(of:_:)", "static Cart.make(of:_:)", "Cart.make", "make"]
            ),
            (
                "specialized closure #1 (Swift.Int) -> Swift.Int in Shop.Cart.total() -> Swift.Int",
                [
                    "closure #1 in Shop.Cart.total() [specialized]", "closure #1 in Cart.total() [specialized]",
                    "closure #1 in Cart.total()", "closure #1 in Cart.total", "closure #1 in total",
                ]
            ),
            (
                "implicit closure #2 () -> () in closure #1 (Swift.Int) -> () in Shop.run() -> ()",
                [
                    "implicit closure #2 in closure #1 in Shop.run()", "implicit closure #2 in closure #1 in run()",
                    "implicit closure #2 in closure #1 in run",
                ]
            ),
            (
                "generic specialization <Swift.Int, Swift.Array<Swift.Int>> of Swift.Array.append(__owned A) -> ()",
                ["Array.append(_:) [specialized]", "Array.append(_:)", "Array.append", "append"]
            ),
            (
                "protocol witness for Swift.Hashable.hash(into: inout Swift.Hasher) -> () in conformance Shop.Key : Swift.Hashable in Shop",
                [
                    "Shop.Key.hash(into:) [witness for Hashable]", "Key.hash(into:) [witness for Hashable]",
                    "Key.hash(into:)", "Key.hash", "hash",
                ]
            ),
            (
                "Shop.Cart.items.getter : [Shop.Item]",
                ["Shop.Cart.items.getter", "Cart.items.getter", "Cart.items", "items"]
            ),
            (
                "Shop.(helper in _6F1C22AB)(x: Swift.Int) -> ()", ["Shop.helper(x:)", "helper(x:)", "helper"]
            ),
            ("static Swift.Int.< infix(Swift.Int, Swift.Int) -> Swift.Bool", ["static Int.<(_:_:)", "Int.<", "<"]),
            (
                "std::vector<int, std::allocator<int>>::push_back(int const&)",
                ["std::vector<…>::push_back", "vector<…>::push_back", "push_back"]
            ),
            (
                "(anonymous namespace)::Pool::take(unsigned long) const",
                ["(anonymous)::Pool::take", "Pool::take", "take"]
            ),
            (
                "std::function<void ()>::operator()() const",
                ["std::function<…>::operator()", "function<…>::operator()"]
            ),
            (
                "Shop.Cart.Item.init(from: Swift.Decoder) throws -> Shop.Cart.Item",
                ["Shop.Cart.Item.init(from:)", "Cart.Item.init(from:)", "Cart.Item.init", "Item.init"]
            ),
            (
                "Swift.String.subscript.getter : (Swift.String.Index) -> Swift.Character",
                ["String.subscript.getter", "String.subscript"]
            ),
            ("main", ["main"]), ("swift_retain", ["swift_retain", "retain"]), ("[libc.so.6]", ["[libc.so.6]"]),
            ("libc.so.6", ["libc.so.6"]), ("", [""]), ("f(", ["f("]), ("a<b.c(", ["a<b.c("]),
            ("render (page.js:12)", ["render (page.js:12)"]),
        ])
    func forms(full: String, labels: [String]) {
        let name = FrameName(full)
        #expect(name.full == full)
        #expect(name.labels == labels)
    }

    @Test("a label is the longest form that fits, then a cut one")
    func label() {
        let name = FrameName("Shop.Catalogue.recommendations(for: Swift.Int) -> ()")
        #expect(FrameLabels.label(name, room: 60) == "Shop.Catalogue.recommendations(for:)")
        #expect(FrameLabels.label(name, room: 35) == "Catalogue.recommendations(for:)")
        #expect(FrameLabels.label(name, room: 26) == "Catalogue.recommendations")
        #expect(FrameLabels.label(name, room: 20) == "recommendations")
        #expect(FrameLabels.label(name, room: 14) == "recommend…ions")
        #expect(FrameLabels.label(name, room: 5) == "reco…")
        #expect(FrameLabels.label(name, room: 2) == "")
    }

    @Test("siblings that would read the same are cut to where they differ, or numbered")
    func siblings() {
        let names = ["Swift.Int", "Swift.String"].map {
            FrameName("generic specialization <\($0)> of Swift.Array.append(__owned A) -> ()")
        }
        let labels = FrameLabels.labels(names.map { ($0, 20) })
        #expect(Set(labels).count == 2)
        #expect(labels.allSatisfy { $0.count <= 20 })
        #expect(labels[0].contains("Int") && labels[1].contains("String"))
        let twins = FrameLabels.labels([(FrameName("render"), 10), (FrameName("render"), 10), (FrameName("x"), 10)])
        #expect(twins == ["render·1", "render·2", "x"])
    }
}

extension FrameName {
    fileprivate init(_ name: String) { self.init(DemangledName(name)) }
}
