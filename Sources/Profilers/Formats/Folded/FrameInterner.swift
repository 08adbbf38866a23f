import Glibc

/// Gives every distinct name a number, from slices of a file's bytes and without making a `String` of each.
struct FrameInterner {
    /// All names, one after another.
    private var bytes: [UInt8] = []
    /// Where each name ends in `bytes`.
    private var ends: [Int] = []
    /// The upper half of a name's hash and, below it, the name's number plus 1; 0 for an empty place.
    private var table = [UInt64](repeating: 0, count: 1024)
    /// A new one in every process, so that no file can be made whose names all collide.
    private let seed = UInt64.random(in: .min ... .max)

    var count: Int { ends.count }

    /// The number of a name, which is valid UTF-8 or is repaired as Swift does (U+FFFD for what cannot be read).
    mutating func intern(_ name: UnsafeRawBufferPointer) -> UInt32 {
        let hash = self.hash(name)
        let mask = table.count - 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while table[place] != 0 {
            let entry = table[place]
            if (entry ^ hash) >> 32 == 0 {
                let number = UInt32(truncatingIfNeeded: entry) - 1
                if isEqual(Int(number), name) { return number }
            }
            place = (place + 1) & mask
        }
        if !Self.isValid(name) {
            let repaired = Array(String(decoding: name, as: UTF8.self).utf8)
            return repaired.withUnsafeBytes { intern($0) }
        }
        bytes.append(contentsOf: name)
        ends.append(bytes.count)
        table[place] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(ends.count)
        if ends.count * 2 > table.count { grow() }
        return UInt32(ends.count - 1)
    }

    /// The name with a number.
    func name(_ number: Int) -> String { String(decoding: bytes[start(number)..<ends[number]], as: UTF8.self) }

    private func start(_ number: Int) -> Int { number == 0 ? 0 : ends[number - 1] }

    private func isEqual(_ number: Int, _ name: UnsafeRawBufferPointer) -> Bool {
        let start = start(number)
        guard ends[number] - start == name.count else { return false }
        guard let other = name.baseAddress else { return true }
        return bytes.withUnsafeBytes { own in
            own.baseAddress.map { memcmp($0 + start, other, name.count) == 0 } ?? true
        }
    }

    private mutating func grow() {
        table = []
        table = [UInt64](repeating: 0, count: (ends.count * 4).roundedUpToPowerOf2)
        let mask = table.count - 1
        for number in 0..<ends.count {
            let hash = bytes.withUnsafeBytes {
                self.hash(UnsafeRawBufferPointer(rebasing: $0[start(number)..<ends[number]]))
            }
            var place = Int(truncatingIfNeeded: hash) & mask
            while table[place] != 0 { place = (place + 1) & mask }
            table[place] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(number + 1)
        }
    }

    /// Folds 8 bytes at a time with a 64-by-64-bit multiplication whose halves are joined, as wyhash does.
    private func hash(_ name: UnsafeRawBufferPointer) -> UInt64 {
        var state = seed ^ UInt64(name.count) &* 0x9E37_79B9_7F4A_7C15
        var offset = 0
        while offset + 8 <= name.count {
            state = Self.mix(state ^ name.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset += 8
        }
        var rest: UInt64 = 0
        var shift: UInt64 = 0
        while offset < name.count {
            rest |= UInt64(name[offset]) << shift
            shift += 8
            offset += 1
        }
        return Self.mix(state ^ rest)
    }

    private static func mix(_ word: UInt64) -> UInt64 {
        let product = word.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
        return product.high ^ product.low
    }

    private static func isValid(_ name: UnsafeRawBufferPointer) -> Bool {
        if name.allSatisfy({ $0 < 0x80 }) { return true }
        return String(validating: name, as: UTF8.self) != nil
    }
}

extension Int {
    fileprivate var roundedUpToPowerOf2: Int {
        self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
    }
}
