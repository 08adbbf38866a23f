/// An index into one of a profile's tables. Dense from 0; means nothing outside its profile.
public protocol ProfileIdentifier: Hashable, Comparable, Sendable {
    var index: Int { get }
    init(_ index: Int)
}

extension ProfileIdentifier {
    public static func < (left: Self, right: Self) -> Bool { left.index < right.index }
}

/// Where a `Mapping` stands among `Profile.mappings`.
public struct MappingID: ProfileIdentifier {
    let value: UInt32
    public var index: Int { Int(value) }
    public init(_ index: Int) { value = UInt32(index) }
    init(value: UInt32) { self.value = value }
}

/// Where a `Function` stands among `Profile.functions`.
public struct FunctionID: ProfileIdentifier {
    let value: UInt32
    public var index: Int { Int(value) }
    public init(_ index: Int) { value = UInt32(index) }
    init(value: UInt32) { self.value = value }
}

/// Where a `Location` stands among `Profile.locations`.
public struct LocationID: ProfileIdentifier {
    let value: UInt32
    public var index: Int { Int(value) }
    public init(_ index: Int) { value = UInt32(index) }
    init(value: UInt32) { self.value = value }
}

/// A node of a profile's `StackTree`: the stack from the root to it.
public struct StackID: ProfileIdentifier {
    let value: UInt32
    public var index: Int { Int(value) }
    public init(_ index: Int) { value = UInt32(index) }
    init(value: UInt32) { self.value = value }
}

/// Where a set of labels stands among `Profile.labelSets`; 0 is the empty set.
public struct LabelSetID: ProfileIdentifier {
    let value: UInt32
    public var index: Int { Int(value) }
    public init(_ index: Int) { value = UInt32(index) }
    init(value: UInt32) { self.value = value }

    public static let empty = LabelSetID(0)
}
