/// Builds the index from the bytes of the text, in two passes.
///
/// The first cuts the text into words and gives each the number of its word (``WordTable``), which its bytes
/// lead to: a word of ASCII letters, which most are, is lowered into a buffer that is used again for the next and never
/// becomes a string, and another does so once for each of its spellings. The second sorts the places by word number, by
/// counting, into one array for all words. What is allocated is a handful of arrays that double as they grow, whatever
/// the number of words; and as nothing depends on the process's hash, it is the same every time.
public struct OptimizedTextIndex: TextIndex {
    private let table: WordTable
    /// The places of all words, those of one word together.
    private let postings: [Posting]
    /// Where the places of each word begin, and behind the last word the end.
    private let starts: [Int]

    public init(of documents: [String]) {
        var table = WordTable()
        var scanner = WordScanner()
        for document in documents.indices {
            var text = documents[document]
            text.withUTF8 { scanner.scan($0, document: Int32(document), table: &table) }
        }
        self.table = table
        (postings, starts) = scanner.postingsByWord(count: table.count)
    }

    public var wordCount: Int { table.count }

    public var words: [String] { (0..<table.count).map(table.word).sorted() }

    public func postings(of word: String) -> [Posting] {
        guard let number = table.existingNumber(of: word.lowercased()) else { return [] }
        return Array(postings[starts[number]..<starts[number + 1]])
    }
}

/// Cuts texts into words and remembers where each stands.
private struct WordScanner {
    /// The number of the word at each place of all documents, in their order.
    private var numbers: [Int32] = []
    private var places: [Posting] = []
    /// The current word in lower case, as long as it is ASCII.
    private var word: [UInt8] = []

    init() {
        numbers.reserveCapacity(4_096)
        places.reserveCapacity(4_096)
        word.reserveCapacity(64)
    }

    mutating func scan(_ text: UnsafeBufferPointer<UInt8>, document: Int32, table: inout WordTable) {
        var position: Int32 = 0
        var index = 0
        while index < text.count {
            let start = index
            let (isASCII, end) = scanWord(text, from: start)
            index = end
            if end == start {
                // Not part of a word: a byte of ASCII, or a whole scalar.
                index += text[start] < 0x80 ? 1 : Self.scalar(text, at: start).length
                continue
            }
            let number =
                if isASCII {
                    word.withUnsafeBufferPointer { table.intern(lowercaseASCII: $0) }
                } else {
                    table.intern(anyCase: UnsafeBufferPointer(rebasing: text[start..<end]))
                }
            numbers.append(number)
            places.append(Posting(document: document, position: position))
            position += 1
        }
    }

    /// Finds the end of the word that begins at `start`, and puts its bytes into `word` if all of them are ASCII.
    private mutating func scanWord(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> (isASCII: Bool, end: Int) {
        word.removeAll(keepingCapacity: true)
        var isASCII = true
        var index = start
        while index < text.count {
            let byte = text[index]
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                word.append(byte)
                index += 1
            case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                word.append(byte | 0x20)
                index += 1
            case 0x80...:
                let (scalar, length) = Self.scalar(text, at: index)
                guard scalar.isPartOfWord else { return (isASCII, index) }
                isASCII = false
                index += length
            default: return (isASCII, index)
            }
        }
        return (isASCII, index)
    }

    /// Sorts the places by word, each word's in the order in which they were met.
    func postingsByWord(count: Int) -> (postings: [Posting], starts: [Int]) {
        var starts = Array(repeating: 0, count: count + 1)
        for number in numbers { starts[Int(number) + 1] += 1 }
        for number in 0..<count { starts[number + 1] += starts[number] }
        var next = starts
        var postings = Array(repeating: Posting(document: 0, position: 0), count: places.count)
        for (number, place) in zip(numbers, places) {
            postings[next[Int(number)]] = place
            next[Int(number)] += 1
        }
        return (postings, starts)
    }

    /// Decodes the scalar that begins at `index` of valid UTF-8, as a string's is, and is not ASCII.
    private static func scalar(
        _ text: UnsafeBufferPointer<UInt8>, at index: Int
    ) -> (scalar: Unicode.Scalar, length: Int) {
        let length = text[index] < 0xE0 ? 2 : text[index] < 0xF0 ? 3 : 4
        var value = UInt32(text[index]) & (0xFF >> UInt32(length + 1))
        for offset in 1..<length { value = value << 6 | UInt32(text[index + offset] & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }
}
