/// Says for every word of some documents where it stands: an inverted index, the heart of a search.
///
/// A word is a longest sequence of letters, numbers and combining marks. Case does not matter, and neither does the way
/// in which an accented letter is encoded (canonical equivalence): words are compared as `String`s are, after
/// `lowercased()`.
///
/// The pair shows what copying costs where values are cheap to write and dear to make: ``UnoptimizedTextIndex``
/// makes a string for each word it meets and copies a list to add to it, ``OptimizedTextIndex`` reads bytes and
/// allocates by the number of different words at most.
public protocol TextIndex {
    /// Builds the index of some documents.
    init(of documents: [String])

    /// How many different words there are.
    var wordCount: Int { get }

    /// The words in ascending order.
    var words: [String] { get }

    /// Where a word stands: by document, and in it from its beginning. Empty for a word that is nowhere.
    func postings(of word: String) -> [Posting]
}

/// One place of a word.
public struct Posting: Hashable, Sendable {
    /// The document, counted from 0.
    public let document: Int32
    /// The word in the document, counted from 0.
    public let position: Int32

    /// A place by the numbers of document and word, both from 0.
    public init(document: Int32, position: Int32) {
        self.document = document
        self.position = position
    }
}

extension Unicode.Scalar {
    /// Whether the scalar is part of a word.
    var isPartOfWord: Bool {
        properties.isAlphabetic || properties.numericType != nil
            || properties.canonicalCombiningClass != .notReordered
    }
}
