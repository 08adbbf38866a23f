import Testing

@testable import BenchRunner

@Suite("Flame command")
struct FlameCommandTests {
    private static let stacks =
        "main;Shop.Cart.total() -> Swift.Int;malloc 30\nmain;Shop.Cart.total() -> Swift.Int 70\n"

    @Test("a page is written beside the profile, with the profile's name, and said")
    func besides() throws {
        let bench = try Bench()
        try bench.write("cart.folded", Self.stacks)
        let outcome = try bench("flame", "cart.folded")
        #expect(outcome.status == 0)
        #expect(outcome.output == "cart.html\n")
        let page = String(decoding: bench.read("cart.html") ?? [], as: UTF8.self)
        #expect(page.hasPrefix("<!DOCTYPE html>"))
        #expect(["<h1>cart</h1>", "100 samples", "width: total"].filter { !page.contains($0) } == [])
    }

    @Test("the output's name decides what is written; '-' is a page on standard output")
    func formats() throws {
        let bench = try Bench()
        try bench.write("cart.folded", Self.stacks)
        #expect(try bench("flame", "cart.folded", "--out", "a.svg", "--width", "500").output == "a.svg\n")
        #expect(String(decoding: bench.read("a.svg") ?? [], as: UTF8.self).contains("width=\"524\""))
        #expect(try bench("flame", "cart.folded", "--out", "-").output.hasPrefix("<!DOCTYPE html>"))
        #expect(try bench("flame", "cart.folded", "--out", "-", "--format", "svg").output.hasPrefix("<?xml"))
        #expect(try bench("flame", "cart.folded", "--format", "svg").output == "cart.svg\n")
    }

    @Test("options change the view, and filters what is in it")
    func options() throws {
        let bench = try Bench()
        try bench.write("cart.folded", Self.stacks)
        try bench.write("old.folded", "main;Shop.Cart.total() -> Swift.Int 50\n")
        let inverted = try bench("flame", "cart.folded", "--out", "-", "--inverted", "--icicle", "--title", "A <b>")
        #expect(
            ["<h1>A &lt;b&gt;</h1>", "width: self", "\"icicle\":true"].filter { !inverted.output.contains($0) } == [])
        let focused = try bench("flame", "cart.folded", "--out", "-", "--focus", "malloc")
        #expect(focused.output.contains("<p>30 samples"))
        let compared = try bench("flame", "cart.folded", "--base", "old.folded", "--out", "-")
        #expect(compared.output.contains("<h1>old → cart</h1>\n<p>100 samples against 50 samples"))
        let values = try bench("flame", "cart.folded", "--base", "old.folded", "--compare", "values", "--out", "-")
        #expect(values.output.contains("points of the base&#39;s total"))
    }

    @Test(
        "what cannot be drawn or written is an error that says so, with status 2",
        arguments: [
            (["cart.folded", "--out", "cart.folded", "--format", "svg"], "which it would overwrite"),
            (["cart.folded", "--out", "cart.png"], "--format"), (["missing.folded"], "no such file"),
            (["cart.folded", "--width", "1"], "--width"),
            (["cart.folded", "--sample-type", "cpu"], "--sample-type"),
            (["cart.folded", "--focus", "nothing"], "nothing is left"),
            (["cart.folded", "--out", "/proc/no/such.svg"], "/proc/no/such.svg"), (["bad.folded"], "bad.folded"),
        ] as [([String], String)])
    func errors(arguments: [String], problem: String) throws {
        let bench = try Bench()
        try bench.write("cart.folded", Self.stacks)
        try bench.write("bad.folded", "no count\n")
        let outcome = try bench.run(["flame"] + arguments)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(problem))
        #expect(bench.read("cart.folded") == Array(Self.stacks.utf8))
    }
}
