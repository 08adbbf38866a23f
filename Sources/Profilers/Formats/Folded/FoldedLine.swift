/// The end of a line of folded stacks: the `10` of `main;work;sort 10`.
struct FoldedLine {
    /// Where the frames end.
    let framesEnd: Int
    /// The last number.
    let value: FoldedNumber

    /// Takes a line apart that has no line end; nil if it does not end in a number behind a blank.
    @inline(__always)
    init?(_ line: UnsafeRawBufferPointer, before end: Int? = nil) {
        guard let last = Self.number(before: end ?? line.count, of: line) else { return nil }
        value = last.number
        framesEnd = last.start
    }

    /// The number that ends at `end`, and where what is before it ends; blanks around it belong to neither.
    private static func number(before end: Int, of line: UnsafeRawBufferPointer) -> (number: FoldedNumber, start: Int)?
    {
        var end = end
        while end > 0, isBlank(line[end - 1]) { end -= 1 }
        var start = end
        while start > 0, !isBlank(line[start - 1]) { start -= 1 }
        guard start > 0, let number = FoldedNumber(UnsafeRawBufferPointer(rebasing: line[start..<end])) else {
            return nil
        }
        while start > 0, isBlank(line[start - 1]) { start -= 1 }
        return (number, start)
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}

/// A count in folded stacks: a whole number, or a decimal fraction that is rounded to one.
struct FoldedNumber {
    /// Held at the ends of the range of 64 bits.
    let value: Int64
    let isExact: Bool

    /// Reads an optional sign, digits and optionally a point with digits; nil for anything else.
    init?(_ text: UnsafeRawBufferPointer) {
        var rest = text[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        var sum: Int64 = 0
        var isExact = true
        let digits = rest.prefix { 48...57 ~= $0 }
        guard !digits.isEmpty else { return nil }
        for byte in digits {
            // Negative, since there is one more negative number than there are positive ones.
            let (product, overflow) = sum.multipliedReportingOverflow(by: 10)
            let (difference, underflow) = product.subtractingReportingOverflow(Int64(byte) - 48)
            if overflow || underflow { return nil }
            sum = difference
        }
        rest = rest.dropFirst(digits.count)
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst()
            guard fraction.allSatisfy({ 48...57 ~= $0 }) else { return nil }
            isExact = fraction.allSatisfy { $0 == 48 }
            if let first = fraction.first, first >= 53 { sum = sum.subtractingSaturated(1) }
            rest = rest[rest.endIndex...]
        }
        guard rest.isEmpty, isNegative || sum != .min else { return nil }
        value = isNegative ? sum : -sum
        self.isExact = isExact
    }
}
