/// Gives every different word a number, from 0 in the order of their first appearance.
///
/// The words stand one after another in one array of bytes, and a hash table of numbers finds them there: two words cost
/// no more allocations than one. The hash is FNV-1a, which is the same in every process; where strangers choose the words, a
/// table needs a hash with a secret, as `Dictionary` has, or they choose them to collide.
struct WordTable {
    private var bytes: [UInt8] = []
    /// Where each word ends in `bytes`; it begins where the one before it ends.
    private var ends: [Int] = []
    private var hashes: [UInt32] = []
    /// Numbers of words, or -1, found by open addressing; the count is a power of two.
    private var slots: [Int32]
    /// Words with letters outside ASCII, which can be equal without having equal bytes.
    private var otherWords: [String: Int] = [:]

    init() {
        slots = Array(repeating: -1, count: 1_024)
        bytes.reserveCapacity(8_192)
        ends.reserveCapacity(512)
        hashes.reserveCapacity(512)
    }

    /// How many words there are.
    var count: Int { ends.count }

    /// The number of a word of lower-case ASCII letters and digits, which gets one if it has none.
    mutating func intern(_ word: UnsafeBufferPointer<UInt8>) -> Int {
        let hash = Self.hash(word)
        var slot = slot(of: word, hash: hash)
        if slots[slot] >= 0 { return Int(slots[slot]) }
        // At most half full, so that a search meets an empty slot soon.
        if (count + 1) * 2 > slots.count {
            grow()
            slot = self.slot(of: word, hash: hash)
        }
        slots[slot] = Int32(count)
        return add(word, hash: hash)
    }

    /// The number of any word in lower case, which gets one if it has none.
    mutating func intern(_ word: String) -> Int {
        var word = word
        // What is not ASCII in upper case can be so in lower case: U+212A, the Kelvin sign, becomes a k.
        if word.utf8.allSatisfy({ $0 < 0x80 }) { return word.withUTF8 { intern($0) } }
        if let known = otherWords[word] { return known }
        let number = word.withUTF8 { add($0, hash: 0) }
        otherWords[word] = number
        return number
    }

    /// The number of a word in lower case; nil if it has none.
    func existingNumber(of word: String) -> Int? {
        var word = word
        guard word.utf8.allSatisfy({ $0 < 0x80 }) else { return otherWords[word] }
        let number = word.withUTF8 { slots[slot(of: $0, hash: Self.hash($0))] }
        return number < 0 ? nil : Int(number)
    }

    /// The word with a number.
    func word(_ number: Int) -> String {
        String(decoding: bytes[range(of: number)], as: UTF8.self)
    }

    private func range(of number: Int) -> Range<Int> {
        (number == 0 ? 0 : ends[number - 1])..<ends[number]
    }

    private mutating func add(_ word: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int {
        bytes.append(contentsOf: word)
        ends.append(bytes.count)
        hashes.append(hash)
        return ends.count - 1
    }

    /// The slot that has the word, or the empty one where it belongs.
    private func slot(of word: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int {
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let number = Int(slots[slot])
            if hashes[number] == hash && bytes[range(of: number)].elementsEqual(word) { break }
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: -1, count: old.count * 2)
        for number in old where number >= 0 {
            var slot = Int(hashes[Int(number)]) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = number
        }
    }

    private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
        word.reduce(0x811C_9DC5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    }
}
