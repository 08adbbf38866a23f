/// Gives every different word a number, from 0 in the order of their first appearance.
///
/// Many spellings may be one word: `CAFÉ`, `café`, and `café` with an accent of its own. Only `String` knows which, so
/// it is asked once for each spelling, and from then on the spelling's bytes give the number.
struct WordTable {
    private var spellings = SpellingTable()
    /// For each word the index of its spelling in lower case.
    private var names: [Int] = []
    /// The words with letters outside ASCII, which can be equal without having equal bytes, sorted.
    ///
    /// Not a `Dictionary`: hashing and comparing such strings allocates, and how often it compares differs in every
    /// process with the secret of its hash. The allocations of a benchmark should not.
    private var otherWords: [(word: String, number: Int32)] = []

    init() {
        names.reserveCapacity(2_048)
    }

    /// How many words there are.
    var count: Int { names.count }

    /// The number of a word of lower-case ASCII letters and digits, which gets one if it has none.
    mutating func intern(lowercaseASCII word: UnsafeBufferPointer<UInt8>) -> Int32 {
        spellings.number(of: word) ?? add(word)
    }

    /// The number of any word of valid UTF-8, which gets one if it has none.
    mutating func intern(anyCase spelling: UnsafeBufferPointer<UInt8>) -> Int32 {
        if let known = spellings.number(of: spelling) { return known }
        var word = String(decoding: spelling, as: UTF8.self).lowercased()
        let number = word.withUTF8 { intern(lowercase: $0) }
        // In lower case already, the spelling has been given its number by now.
        if spellings.number(of: spelling) == nil { _ = spellings.insert(spelling, number: number) }
        return number
    }

    /// The number of a word in lower case; nil if it has none.
    func existingNumber(of word: String) -> Int? {
        var spelling = word
        if let number = spelling.withUTF8({ spellings.number(of: $0) }) { return Int(number) }
        let place = place(ofOther: word)
        return place < otherWords.count && otherWords[place].word == word ? Int(otherWords[place].number) : nil
    }

    /// The word with a number, in lower case.
    func word(_ number: Int) -> String {
        spellings.spelling(at: names[number])
    }

    private mutating func intern(lowercase spelling: UnsafeBufferPointer<UInt8>) -> Int32 {
        if let known = spellings.number(of: spelling) { return known }
        // What is not ASCII in upper case can be so in lower case: U+212A, the Kelvin sign, becomes a k.
        if spelling.allSatisfy({ $0 < 0x80 }) { return add(spelling) }
        let word = String(decoding: spelling, as: UTF8.self)
        let place = place(ofOther: word)
        if place < otherWords.count && otherWords[place].word == word {
            _ = spellings.insert(spelling, number: otherWords[place].number)
            return otherWords[place].number
        }
        let number = add(spelling)
        otherWords.insert((word, number), at: place)
        return number
    }

    private mutating func add(_ spelling: UnsafeBufferPointer<UInt8>) -> Int32 {
        let number = Int32(names.count)
        names.append(spellings.insert(spelling, number: number))
        return number
    }

    /// Where a word is among the other words, or belongs.
    private func place(ofOther word: String) -> Int {
        var low = 0
        var high = otherWords.count
        while low < high {
            let middle = (low + high) / 2
            if otherWords[middle].word < word { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
