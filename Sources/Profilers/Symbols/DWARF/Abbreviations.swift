import CElfutils

/// The shapes of a unit's entries: what `.debug_abbrev` says about each code.
struct Abbreviations {
    struct Attribute {
        var name: Int
        var form: Int
        /// The value itself, of `DW_FORM_implicit_const`.
        var constant: Int64
    }

    struct Shape {
        var tag: Int
        var hasChildren: Bool
        var attributes: Range<Int>
        /// The size of every entry of this shape in bytes; -1 where it depends on the entry.
        var size: Int
    }

    /// Sizes that forms depend on.
    struct Format: Hashable {
        var version: Int
        var addressSize: Int
        var offsetSize: Int
    }

    private(set) var attributes: [Attribute] = []
    private var shapes: [Shape] = []
    /// The place in `shapes` by code; codes count from 1 in what compilers write.
    private var dense: [Int32] = []
    private var sparse: [UInt64: Int32] = [:]

    private static let mostDense: UInt64 = 1 << 16

    init(_ section: UnsafeRawBufferPointer, at offset: Int, format: Format) {
        var reader = ByteReader(section, from: offset, to: section.count)
        while !reader.isAtEnd {
            let code = reader.uleb()
            if code == 0 || reader.hasFailed { break }
            let tag = Int(truncatingIfNeeded: reader.uleb())
            let hasChildren = reader.integer(UInt8.self) != 0
            let first = attributes.count
            var size = 0
            while !reader.hasFailed {
                let name = Int(truncatingIfNeeded: reader.uleb())
                let form = Int(truncatingIfNeeded: reader.uleb())
                let constant = form == DW_FORM_implicit_const ? reader.sleb() : 0
                if name == 0, form == 0 { break }
                attributes.append(Attribute(name: name, form: form, constant: constant))
                let length = Form.size(form, format)
                size = size < 0 || length < 0 ? -1 : size + length
            }
            if reader.hasFailed { break }
            let place = Int32(shapes.count)
            shapes.append(
                Shape(tag: tag, hasChildren: hasChildren, attributes: first..<attributes.count, size: size))
            if code < Self.mostDense {
                while dense.count <= Int(code) { dense.append(-1) }
                dense[Int(code)] = place
            } else {
                sparse[code] = place
            }
        }
    }

    @inline(__always)
    func shape(_ code: UInt64) -> Shape? {
        let place = code < UInt64(dense.count) ? dense[Int(code)] : sparse[code] ?? -1
        return place < 0 ? nil : shapes[Int(place)]
    }
}
