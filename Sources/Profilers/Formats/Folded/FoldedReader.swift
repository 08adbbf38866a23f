import Glibc

/// Reads folded stacks by blocks, straight into a tree.
///
/// Each line is compared with the one before it: what they have in common needs neither hashing nor searching, and
/// stacks that are neighbours usually have most in common.
struct FoldedReader {
    /// How many numbers stand behind a stack.
    enum Columns: Sendable { case one, two }

    /// A line with one number was found where two were expected: the file has to be read again.
    struct HasOneColumn: Error {}

    private let limits: ProfileReadingLimits
    private var columns: Columns?
    private var interner = FrameInterner()
    private var stacks = StackTree()
    /// The position of every stack's sample plus 1, 0 for none: stacks that are new stand side by side here, unlike in
    /// a table of hashes.
    private var positions: [UInt32] = []
    private var samples: Samples
    private var lineNumber = 0
    private var inexactLines = 0
    /// The frames of the line before, and for each separator the stack that ends there.
    private var previous: [UInt8] = []
    private var previousEnds: [(offset: Int, stack: StackID)] = []

    /// A reader for `size` bytes; 0 if that is not known.
    init(columns: Columns?, size: Int, limits: ProfileReadingLimits) {
        self.columns = columns
        // A frame takes 20 bytes and more, and many are in stacks that were there before.
        stacks.reserveCapacity(Swift.min(size, 1 << 32) / 24)
        positions.reserveCapacity(Swift.min(size, 1 << 32) / 24)
        self.limits = limits
        samples = Samples(valuesPerSample: columns == .one ? 1 : 2)
    }

    /// Reads lines until `read` gives none, which fills a buffer and returns how much of it.
    mutating func readLines(
        _ read: (UnsafeMutableRawBufferPointer) throws -> Int
    ) throws {
        var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        var held = 0
        while true {
            if held == buffer.count {
                guard held < limits.lineSize else { throw error("the line is longer than \(limits.lineSize) bytes") }
                let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 16)
                larger.copyMemory(from: UnsafeRawBufferPointer(buffer))
                buffer.deallocate()
                buffer = larger
            }
            let count = try read(UnsafeMutableRawBufferPointer(rebasing: buffer[held...]))
            let filled = UnsafeRawBufferPointer(rebasing: buffer[..<(held + count)])
            let used = try readWholeLines(filled)
            if count == 0 {
                if used < filled.count { try readLine(UnsafeRawBufferPointer(rebasing: filled[used...])) }
                return
            }
            held = filled.count - used
            if used > 0, held > 0, let base = buffer.baseAddress { memmove(base, base + used, held) }
        }
    }

    private mutating func readWholeLines(_ block: UnsafeRawBufferPointer) throws -> Int {
        guard let base = block.baseAddress else { return 0 }
        var start = 0
        while start < block.count, let end = memchr(base + start, 0x0A, block.count - start) {
            let length = UnsafeRawPointer(end) - (base + start)
            try readLine(UnsafeRawBufferPointer(start: base + start, count: length))
            start += length + 1
        }
        return start
    }

    private mutating func readLine(_ line: UnsafeRawBufferPointer) throws {
        lineNumber += 1
        var line = line
        if line.last == 0x0D { line = UnsafeRawBufferPointer(rebasing: line.dropLast()) }
        if line.allSatisfy(FoldedLine.isBlank) { return }
        if line.count >= 2, line[0] == UInt8(ascii: "#"), FoldedLine.isBlank(line[1]) { return }
        guard let last = FoldedLine(line) else { throw error(Self.withoutCount(line)) }
        // Most files have one column: once that is known, no second number is looked for.
        let first = columns == .one ? nil : FoldedLine(line, before: last.framesEnd)
        if columns == nil { useColumns(first == nil ? .one : .two) }
        if columns == .two, first == nil { throw HasOneColumn() }
        if !last.value.isExact || !(first?.value.isExact ?? true) { inexactLines += 1 }
        let stack = try stack(UnsafeRawBufferPointer(rebasing: line[..<(first ?? last).framesEnd]))
        guard stack != StackTree.root else { throw error("the stack is empty: there is no frame before the count") }
        add(stack, first?.value.value, last.value.value)
    }

    @inline(__always)
    private mutating func add(_ stack: StackID, _ first: Int64?, _ last: Int64) {
        while positions.count <= stack.index { positions.append(0) }
        let position = Int(positions[stack.index]) - 1
        if position < 0 { positions[stack.index] = UInt32(samples.count + 1) }
        switch (first, position < 0) {
        case (nil, true): samples.append(stack: stack, labels: .empty, values: CollectionOfOne(last))
        case (nil, false): samples.add(CollectionOfOne(last), to: position)
        case (let first?, true): samples.append(stack: stack, labels: .empty, values: [first, last])
        case (let first?, false): samples.add([first, last], to: position)
        }
    }

    private mutating func useColumns(_ columns: Columns) {
        self.columns = columns
        samples = Samples(valuesPerSample: columns == .one ? 1 : 2)
    }

    private mutating func stack(_ frames: UnsafeRawBufferPointer) throws -> StackID {
        var stack = StackTree.root
        var start = 0
        guard let base = frames.baseAddress else { return stack }
        let common = commonPrefix(with: frames)
        // A frame is in common if its separator is, or if both lines end there.
        while let last = previousEnds.last {
            let isCommon =
                last.offset < common
                || last.offset == common && last.offset == previous.count
                    && (frames.count == common || frames[common] == UInt8(ascii: ";"))
            if isCommon { break }
            previousEnds.removeLast()
        }
        if let last = previousEnds.last {
            stack = last.stack
            start = last.offset + 1
        }
        while start <= frames.count {
            let rest = frames.count - start
            let found = rest > 0 ? memchr(base + start, Int32(UInt8(ascii: ";")), rest) : nil
            let end = found.map { UnsafeRawPointer($0) - base } ?? frames.count
            if end > start {
                guard end - start <= limits.nameSize else {
                    throw error("a frame's name has \(end - start) bytes; at most \(limits.nameSize) are read")
                }
                let name = UnsafeRawBufferPointer(start: base + start, count: end - start)
                stack = stacks.child(of: stack, at: LocationID(value: interner.intern(name)))
            }
            previousEnds.append((end, stack))
            start = end + 1
        }
        previous.replaceSubrange(common..., with: UnsafeRawBufferPointer(rebasing: frames[common...]))
        return stack
    }

    private func commonPrefix(with frames: UnsafeRawBufferPointer) -> Int {
        previous.withUnsafeBytes { previous in
            let limit = Swift.min(previous.count, frames.count)
            var offset = 0
            while offset + 8 <= limit {
                let difference =
                    previous.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                    ^ frames.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                if difference != 0 { return offset + difference.littleEndian.trailingZeroBitCount / 8 }
                offset += 8
            }
            while offset < limit, previous[offset] == frames[offset] { offset += 1 }
            return offset
        }
    }

    /// What was read, as a profile.
    func profile(sampleType: SampleType) throws -> Profile {
        guard !samples.isEmpty else { throw ProfileFormatError("no stacks are in this file") }
        var profile = Profile(
            sampleTypes: columns == .two
                ? [SampleType("base", unit: sampleType.unit), sampleType] : [sampleType])
        profile.functions = (0..<interner.count).map { Function(name: interner.name($0)) }
        profile.locations = (0..<interner.count).map { Location(lines: [Line(function: FunctionID($0))]) }
        profile.stacks = stacks
        profile.samples = samples
        if inexactLines > 0 {
            profile.comments.append("counts that are no whole numbers were rounded, on \(inexactLines) lines")
        }
        return profile
    }

    private func error(_ problem: String) -> ProfileFormatError {
        ProfileFormatError(problem, at: .line(lineNumber))
    }

    private static func withoutCount(_ line: UnsafeRawBufferPointer) -> String {
        let start = String(decoding: line.prefix(60), as: UTF8.self)
        let printable = String(
            String.UnicodeScalarView(
                start.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
        return "no count of 64 bits stands behind the stack '\(printable)\(line.count > 60 ? "…" : "")'"
    }
}
