/// Builds the index in the way that reads best.
///
/// - `STRING-PER-WORD`: each word is cut out, copied into a string and copied again in lower case, though nearly all of
///   them are in the index already.
/// - `ARRAY-COPY`: the postings of a word are taken out of the dictionary, added to, and put back. The dictionary still
///   refers to them while they are changed, so that all of them are copied for each one that is added: the cost of a
///   frequent word grows with the square of its number.
public struct UnoptimizedTextIndex: TextIndex {
    private var index: [String: [Posting]] = [:]

    public init(of documents: [String]) {
        for (document, text) in documents.enumerated() {
            let words = text.unicodeScalars.split { !$0.isPartOfWord }.map { String($0).lowercased() }
            for (position, word) in words.enumerated() {
                var postings = index[word] ?? []
                postings.append(Posting(document: Int32(document), position: Int32(position)))
                index[word] = postings
            }
        }
    }

    public var wordCount: Int { index.count }
    public var words: [String] { index.keys.sorted() }
    public func postings(of word: String) -> [Posting] { index[word.lowercased()] ?? [] }
}
