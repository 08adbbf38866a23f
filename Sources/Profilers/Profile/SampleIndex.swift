/// Finds the sample that has a stack and a set of labels, so that equal samples are added up.
///
/// 8 bytes a sample and 5 to 11 for the places.
struct SampleIndex: Sendable {
    private struct Key: Equatable {
        let stack: UInt32
        let labels: UInt32

        var hash: Int {
            Int(truncatingIfNeeded: ((UInt64(labels) << 32 | UInt64(stack)) &* 0x9E37_79B9_7F4A_7C15) >> 32)
        }
    }

    private var keys: [Key] = []
    /// The position of a sample plus 1, 0 for an empty place. A power of two long.
    private var table: [UInt32] = []

    /// The position of the sample with this stack and these labels; nil where it is new, and then has the next
    /// position.
    mutating func find(_ stack: StackID, _ labels: LabelSetID) -> Int? {
        if (keys.count + 1) * 4 > table.count * 3 { grow() }
        let key = Key(stack: stack.value, labels: labels.value)
        let mask = table.count - 1
        var place = key.hash & mask
        while table[place] != 0 {
            let position = Int(table[place]) - 1
            if keys[position] == key { return position }
            place = (place + 1) & mask
        }
        keys.append(key)
        table[place] = UInt32(keys.count)
        return nil
    }

    private mutating func grow() {
        let size = Swift.max(64, table.count * 2)
        table = []
        table = [UInt32](repeating: 0, count: size)
        for (position, key) in keys.enumerated() {
            var place = key.hash & (size - 1)
            while table[place] != 0 { place = (place + 1) & (size - 1) }
            table[place] = UInt32(position + 1)
        }
    }
}
