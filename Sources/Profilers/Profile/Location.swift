/// A part of the address space that a file was mapped to, in pprof's terms.
public struct Mapping: Hashable, Sendable {
    /// The first address, and the one behind the last.
    public var addresses: Range<UInt64>
    /// The offset in the file that `addresses.lowerBound` is mapped from, in bytes.
    public var fileOffset: UInt64
    /// The path of the file, or a name in brackets: `[vdso]`.
    public var file: String
    /// The build id as lower-case hexadecimal digits; empty where there is none.
    public var buildID: String
    /// What of the mapping's locations has been resolved: pprof resolves the rest itself.
    public var resolved: Resolved

    /// Which parts of a mapping's locations are known.
    public struct Resolved: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let functions = Resolved(rawValue: 1)
        public static let fileNames = Resolved(rawValue: 2)
        public static let lineNumbers = Resolved(rawValue: 4)
        public static let inlinedFrames = Resolved(rawValue: 8)
    }

    public init(
        addresses: Range<UInt64>, fileOffset: UInt64 = 0, file: String = "", buildID: String = "",
        resolved: Resolved = []
    ) {
        self.addresses = addresses
        self.fileOffset = fileOffset
        self.file = file
        self.buildID = buildID
        self.resolved = resolved
    }
}

/// A function by name and source, in pprof's terms.
public struct Function: Hashable, Sendable {
    /// The name for people: demangled.
    public var name: String
    /// The name that the linker knows (mangled); empty where there is none or it is the same.
    public var systemName: String
    /// The source file; empty where it is not known.
    public var file: String
    /// The line on which the function starts, from 1; 0 where it is not known.
    public var startLine: Int64

    public init(name: String, systemName: String = "", file: String = "", startLine: Int64 = 0) {
        self.name = name
        self.systemName = systemName
        self.file = file
        self.startLine = startLine
    }
}

/// A place in the source: a function and a line in it.
public struct Line: Hashable, Sendable {
    public var function: FunctionID
    /// From 1; 0 where it is not known.
    public var number: Int64
    /// From 1; 0 where it is not known.
    public var column: Int64

    public init(function: FunctionID, number: Int64 = 0, column: Int64 = 0) {
        self.function = function
        self.number = number
        self.column = column
    }
}

/// A frame of a stack: an address, and the source lines that it belongs to, in pprof's terms.
public struct Location: Hashable, Sendable {
    /// The mapping that `address` lies in; nil where that is not known, as in text formats.
    public var mapping: MappingID?
    /// The address of an instruction; 0 where only names are known.
    public var address: UInt64
    /// The innermost inlined function first, its caller after it; the last is the function that the linker knows.
    /// Empty where no symbol is known.
    public var lines: [Line]
    /// Whether the linker has folded identical functions into one, so that the name may be another's.
    public var isFolded: Bool

    public init(mapping: MappingID? = nil, address: UInt64 = 0, lines: [Line] = [], isFolded: Bool = false) {
        self.mapping = mapping
        self.address = address
        self.lines = lines
        self.isFolded = isFolded
    }
}
