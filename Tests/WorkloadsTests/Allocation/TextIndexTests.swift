import Testing

@testable import Workloads

@Suite("Building an index of text")
struct TextIndexTests {
    /// Expects both indexes of some documents to have the same words in the same places, and returns one.
    @discardableResult
    private func expectEqual(
        _ documents: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) -> OptimizedTextIndex {
        let expected = UnoptimizedTextIndex(of: documents)
        let index = OptimizedTextIndex(of: documents)
        #expect(index.words == expected.words, sourceLocation: sourceLocation)
        #expect(index.wordCount == expected.wordCount, sourceLocation: sourceLocation)
        for word in expected.words {
            #expect(index.postings(of: word) == expected.postings(of: word), sourceLocation: sourceLocation)
        }
        return index
    }

    @Test("words are found in their documents and places, in any case")
    func example() {
        let index = expectEqual(["The cat, the DOG.", "", "A dog-cat's 2nd cat"])
        #expect(index.words == ["2nd", "a", "cat", "dog", "s", "the"])
        #expect(index.postings(of: "cat").map(\.document) == [0, 2, 2])
        #expect(index.postings(of: "CAT").map(\.position) == [1, 2, 5])
        #expect(index.postings(of: "the") == [.init(document: 0, position: 0), .init(document: 0, position: 2)])
        #expect(index.postings(of: "bird") == [])
        #expect(index.postings(of: "") == [])
    }

    @Test("both indexes of a generated text are equal", arguments: [1, 2, 3])
    func generated(seed: UInt64) {
        let documents = TextCorpus.generate(seed: seed, documents: 20, wordsPerDocument: 500)
        let index = expectEqual(documents)
        #expect(index.wordCount > 500)
        #expect(index.postings(of: "CAFÉ") == index.postings(of: "cafe\u{301}"))
        #expect(!index.postings(of: "café").isEmpty)
    }

    @Test(
        "both indexes of odd texts are equal",
        arguments: [
            [], [""], ["", "", ""], [" \n\t"], ["word"], ["\u{301}"], [" \u{301}a"], ["a\u{301} á A\u{301} Á"],
            ["\u{212A} k K"], ["İzmir izmir i\u{307}zmir"], ["straße STRASSE"], ["日本語 日本 語"], ["\r\na\r\nb\r\n"],
            ["👩‍👩‍👧a👍🏽b"], ["½ ² x2 Ⅷ"], ["a\u{200D}b\u{FEFF}c"], ["a—b…c“d”"], ["\0a\0b"], ["हिन्दी हिन्दी"],
            ["𝒳𝒴 𝒳"], ["e", "é", "e\u{301}"], ["Ω Ω ω"], [String(repeating: "long", count: 1_000)],
            [(0..<3_000).map { "w\($0)" }.joined(separator: " ")],
        ] as [[String]])
    func odd(documents: [String]) {
        expectEqual(documents)
    }

    @Test("any scalar ends or continues a word in both indexes alike")
    func scalars() {
        let scalars = (0...0x1_FFFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init)
        let documents = stride(from: 0, to: scalars.count, by: 4_096).map { start in
            scalars[start..<min(start + 4_096, scalars.count)].map { "a\($0)b" }.joined(separator: " ")
        }
        expectEqual(documents)
    }

    @Test("a text without foreign letters is ASCII, and both indexes of it are equal")
    func ascii() {
        let documents = TextCorpus.generate(seed: 1, documents: 5, wordsPerDocument: 400, isASCII: true)
        #expect(documents.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
        expectEqual(documents)
    }

    @Test("a text follows from its seed")
    func deterministic() {
        func text(_ seed: UInt64) -> [String] { TextCorpus.generate(seed: seed, documents: 3, wordsPerDocument: 50) }
        #expect(text(1) == text(1))
        #expect(text(1) != text(2))
        #expect(TextCorpus.generate(seed: 1, documents: 0, wordsPerDocument: 50).isEmpty)
        #expect(TextCorpus.generate(seed: 1, documents: 1, wordsPerDocument: 0) == [""])
    }
}
