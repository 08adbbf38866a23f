import Testing

@testable import BenchRunner

@Suite("Finding the nearest name")
struct NearestNameTests {
    /// The definition of the restricted distance, word for word, with no table.
    private func definition(_ a: ArraySlice<Character>, _ b: ArraySlice<Character>) -> Int {
        guard let lastA = a.last else { return b.count }
        guard let lastB = b.last else { return a.count }
        var costs = [
            definition(a.dropLast(), b) + 1, definition(a, b.dropLast()) + 1,
            definition(a.dropLast(), b.dropLast()) + (lastA == lastB ? 0 : 1),
        ]
        if a.count > 1, b.count > 1, lastA == b.dropLast().last, lastB == a.dropLast().last {
            costs.append(definition(a.dropLast(2), b.dropLast(2)) + 1)
        }
        return costs.min() ?? 0
    }

    @Test("the distance follows its recursive definition for all words of up to four letters of two")
    func bruteForce() {
        var words: [[Character]] = [[]]
        for length in 0..<4 { words += words.filter { $0.count == length }.flatMap { [$0 + ["a"], $0 + ["b"]] } }
        for a in words {
            for b in words { #expect(NearestName.distance(a, b) == definition(a[...], b[...])) }
        }
    }

    @Test("known distances", arguments: [("kitten", "sitting", 3), ("ca", "abc", 3), ("a cat", "an abct", 4)])
    func known(a: String, b: String, distance: Int) {
        #expect(NearestName.distance(Array(a), Array(b)) == distance)
    }

    @Test("the nearest of the names is offered, the first of equally near ones, none if all are far")
    func nearest() {
        let names = ["run", "list", "compare", "completion", "--rounds"]
        #expect(NearestName.of("rnu", among: names) == "run")
        #expect(NearestName.of("LIST", among: names) == "list")
        #expect(NearestName.of("compar", among: names) == "compare")
        #expect(NearestName.of("comp", among: names) == "compare")
        #expect(NearestName.of("gate", among: names) == nil)
        #expect(NearestName.of("", among: names) == nil)
        #expect(NearestName.of(String(repeating: "r", count: 1_000_000), among: names) == nil)
    }
}
