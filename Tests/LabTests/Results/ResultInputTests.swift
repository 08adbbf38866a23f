import Testing

@testable import Lab

@Suite("Results: inputs")
struct ResultInputTests {
    @Test("an argument is a path, or a label and a path")
    func labels() {
        #expect(
            ResultInput.parse(["old.txt", "new=b.txt", "c=d=e.txt", "-"]) == [
                ResultInput(label: "old.txt", path: "old.txt"), ResultInput(label: "new", path: "b.txt"),
                ResultInput(label: "c", path: "d=e.txt"), ResultInput(label: "-", path: "-"),
            ])
    }

    @Test("a path that is given twice gets labels that differ, but labels of the user stay")
    func repeated() {
        #expect(ResultInput.parse(["a", "b", "a"]).map(\.label) == ["a#0", "b", "a#1"])
        #expect(ResultInput.parse(["x=a", "x=a", "a"]).map(\.label) == ["x", "x", "a"])
    }
}
