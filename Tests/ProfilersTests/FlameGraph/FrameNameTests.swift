import Testing

@testable import Profilers

@Suite("Names in frames")
struct FrameNameTests {
    /// Full names as `swift demangle` and `c++filt` print them.
    @Test(
        "a demangled name has a form to read and one for narrow frames",
        arguments: [
            ("Shop.Cart.total() -> Swift.Int", "Cart.total()", "total"),
            ("static Shop.Cart.make(of: Swift.Int, Swift.String) throws -> Shop.Cart", "Cart.make(of:_:)", "make"),
            (
                "specialized closure #1 (Swift.Int) -> Swift.Int in Shop.Cart.total() -> Swift.Int",
                "closure #1 in Cart.total()", "closure #1 in total"
            ),
            (
                "implicit closure #2 () -> () in closure #1 (Swift.Int) -> () in Shop.run() -> ()",
                "implicit closure #2 in closure #1 in run()", "implicit closure #2 in closure #1 in run"
            ),
            (
                "generic specialization <Swift.Int, Swift.Array<Swift.Int>> of Swift.Array.append(__owned A) -> ()",
                "Array.append(_:)", "append"
            ),
            ("(1) await resume partial function for Shop.Worker.run() async -> ()", "Worker.run()", "run"),
            (
                "protocol witness for Swift.Hashable.hash(into: inout Swift.Hasher) -> () in conformance Shop.Key : Swift.Hashable in Shop",
                "witness for Hashable.hash(into:)", "hash"
            ),
            (
                "(extension in Foundation):Swift.String.data(using: Swift.Int) -> Swift.Int?", "String.data(using:)",
                "data"
            ),
            ("Shop.Cart.items.getter : [Shop.Item]", "Cart.items.getter", "items"),
            ("Shop.(helper in _6F1C22AB)(x: Swift.Int) -> ()", "helper(x:)", "helper"),
            ("static Swift.Int.< infix(Swift.Int, Swift.Int) -> Swift.Bool", "Int.<(_:_:)", "<"),
            ("std::vector<int, std::allocator<int>>::push_back(int const&)", "vector::push_back", "push_back"),
            ("(anonymous namespace)::Pool::take(unsigned long) const", "Pool::take", "take"),
            ("main", "main", "main"), ("swift_retain", "swift_retain", "retain"),
            ("[libc.so.6]", "[libc.so.6]", "[libc.so.6]"),
            ("libc.so.6", "libc.so.6", "libc.so.6"), ("", "", ""), ("f(", "f(", "f"), ("a<b.c(", "a<b.c(", "a<b.c"),
        ])
    func forms(full: String, short: String, brief: String) {
        let name = FrameName(full)
        #expect(name.full == full)
        #expect(name.short == short)
        #expect(name.brief == brief)
    }

    @Test(
        "the module of a Swift function is found behind what the compiler put before it",
        arguments: [
            ("Shop.Cart.total() -> Swift.Int", "Shop"),
            ("specialized Swift.Array.append(A) -> ()", "Swift"),
            ("closure #1 (Swift.Int) -> () in static Shop.Cart.total() -> ()", "Shop"),
            ("(extension in Foundation):Swift.String.trimmed() -> Swift.String", "Foundation"), ("main", nil),
            ("memcpy", nil),
        ] as [(String, String?)])
    func module(name: String, module: String?) { #expect(FrameName.module(of: name) == module) }

    @Test("a name of a million brackets is read in time in proportion to it")
    func bounded() {
        for text in ["(", "<", "a.(", "closure #1 in ", "::", "x in "] {
            let name = String(repeating: text, count: 1_000_000 / text.count)
            #expect(FrameName(name).full == name)
            _ = FrameName(String(repeating: text, count: 8_000 / text.count))
        }
    }

    @Test("a label is the longest form that fits, then a cut one")
    func label() {
        let name = FrameName("Shop.Catalogue.recommendations(for: Swift.Int) -> ()")
        #expect(FrameLabels.label(name, room: 60) == name.full)
        #expect(FrameLabels.label(name, room: 50) == "Catalogue.recommendations(for:)")
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
