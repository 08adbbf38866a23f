/// Documents of made-up text, drawn from a seed, whose words are as skewed as those of a language.
public enum TextCorpus {
    /// Draws documents; the same arguments always give the same.
    ///
    /// - Parameters:
    ///   - seed: What the text is drawn from.
    ///   - documents: How many there are.
    ///   - wordsPerDocument: How many words each has.
    public static func generate(seed: UInt64, documents: Int, wordsPerDocument: Int) -> [String] {
        var random = SeededRandom(seed: seed, stream: 7)
        let vocabulary = vocabulary(using: &random)
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

    private static func vocabulary(using random: inout SeededRandom) -> [String] {
        let size = 2_000
        var words = (0..<size).map { _ in
            (0..<random.integer(in: 1...4)).map { _ in random.element(of: syllables) }.joined()
        }
        // Spread over frequent and seldom words.
        for (number, word) in foreignWords.enumerated() { words[(number * number * 7 + 3) % size] = word }
        return words
    }
}
