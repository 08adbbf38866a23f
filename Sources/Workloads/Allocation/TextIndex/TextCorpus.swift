/// Documents of made-up text, drawn from a seed, whose words are as skewed as those of a language.
public enum TextCorpus {
    /// Draws documents; the same arguments always give the same.
    ///
    /// - Parameters:
    ///   - seed: What the text is drawn from.
    ///   - documents: How many there are.
    ///   - wordsPerDocument: How many words each has.
    ///   - isASCII: Whether there are no letters outside ASCII. The standard library hashes and compares words with
    ///     such letters by way of their normal form, and allocates while it does; since a `Dictionary` compares as
    ///     often as the secret of its hash wants it, ``UnoptimizedTextIndex`` allocates the same number of times in
    ///     every process for ASCII only.
    public static func generate(
        seed: UInt64, documents: Int, wordsPerDocument: Int, isASCII: Bool = false
    ) -> [String] {
        var random = SeededRandom(seed: seed, stream: 7)
        let vocabulary = vocabulary(isASCII: isASCII, using: &random)
        let separators = isASCII ? Self.separators.filter { $0.utf8.count == $0.unicodeScalars.count } : Self.separators
        let frequency = Zipf(count: vocabulary.count, flatness: 2)
        return (0..<documents).map { _ in
            var text = ""
            for position in 0..<wordsPerDocument {
                if position > 0 { text += random.element(of: separators) }
                let word = vocabulary[frequency.rank(using: &random)]
                text += random.chance(percent: 10) ? word.uppercased() : word
            }
            return text
        }
    }

    /// Mostly one blank.
    private static let separators = Array(repeating: " ", count: 12) + [", ", ". ", "\r\n", " — ", "-", "… “", "” "]

    private static let syllables = [
        "ba", "co", "de", "fi", "ga", "ho", "in", "ka", "lo", "me", "no", "or", "pa", "ri", "su", "ta", "un", "ve",
        "wi", "zo",
    ]

    /// Among them accents composed and decomposed, scripts without case, and digits.
    private static let foreignWords = [
        "café", "cafe\u{301}", "straße", "über", "naïve", "日本語", "данные", "ναι", "42", "\u{212A}elvin", "İzmir",
        "e\u{301}te\u{301}", "हिन्दी", "x86", "½", "𝒳",
    ]

    private static func vocabulary(isASCII: Bool, using random: inout SeededRandom) -> [String] {
        let size = 2_000
        var words = (0..<size).map { _ in
            (0..<random.integer(in: 1...4)).map { _ in random.element(of: syllables) }.joined()
        }
        if isASCII { return words }
        // Spread over frequent and seldom words.
        for (number, word) in foreignWords.enumerated() { words[(number * number * 7 + 3) % size] = word }
        return words
    }
}
