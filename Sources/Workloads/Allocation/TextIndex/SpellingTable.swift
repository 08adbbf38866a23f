/// Finds a number by the exact bytes of a spelling, and tells whether there is one.
///
/// The spellings stand one after another in one array of bytes, and a hash table finds them there: two spellings cost
/// no more allocations than one. The hash is FNV-1a, which is the same in every process; where strangers choose the
/// words, a table needs a hash with a secret, as `Dictionary` has, or they choose words that collide.
struct SpellingTable {
    private var bytes: [UInt8] = []
    private var entries: [Entry] = []
    /// Indices of entries, or -1, found by open addressing; the count is a power of two.
    private var slots: [Int32]

    private struct Entry {
        let start: Int32
        let count: Int32
        let hash: UInt32
        let number: Int32
    }

    init() {
        slots = Array(repeating: -1, count: 4_096)
        bytes.reserveCapacity(16_384)
        entries.reserveCapacity(2_048)
    }

    /// The number of a spelling; nil if it has none.
    func number(of spelling: UnsafeBufferPointer<UInt8>) -> Int32? {
        let slot = slot(of: spelling, hash: Self.hash(spelling))
        return slots[slot] < 0 ? nil : entries[Int(slots[slot])].number
    }

    /// Gives a number to a spelling that has none, and returns the spelling's index, from 0 in the order of insertion.
    mutating func insert(_ spelling: UnsafeBufferPointer<UInt8>, number: Int32) -> Int {
        // At most half full, so that a search meets an empty slot soon.
        if (entries.count + 1) * 2 > slots.count { grow() }
        let hash = Self.hash(spelling)
        slots[slot(of: spelling, hash: hash)] = Int32(entries.count)
        let entry = Entry(start: Int32(bytes.count), count: Int32(spelling.count), hash: hash, number: number)
        bytes.append(contentsOf: spelling)
        entries.append(entry)
        return entries.count - 1
    }

    /// The spelling at an index, as a string.
    func spelling(at index: Int) -> String {
        let entry = entries[index]
        return String(decoding: bytes[Int(entry.start)..<Int(entry.start + entry.count)], as: UTF8.self)
    }

    /// The slot that has the spelling, or the empty one where it belongs.
    private func slot(of spelling: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int {
        bytes.withUnsafeBufferPointer { bytes in
            var slot = Int(hash) & (slots.count - 1)
            while slots[slot] >= 0 {
                let entry = entries[Int(slots[slot])]
                if entry.hash == hash, Int(entry.count) == spelling.count {
                    let candidate = bytes[Int(entry.start)..<Int(entry.start + entry.count)]
                    if candidate.elementsEqual(spelling) { break }
                }
                slot = (slot + 1) & (slots.count - 1)
            }
            return slot
        }
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: -1, count: old.count * 2)
        for index in old where index >= 0 {
            var slot = Int(entries[Int(index)].hash) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = index
        }
    }

    private static func hash(_ spelling: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var hash: UInt32 = 0x811C_9DC5
        for byte in spelling { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        return hash
    }
}
