extension Profile {
    /// The name of a location of which no function is known: `libc.so.6+0x1234`, or the address where the file is not
    /// known either.
    ///
    /// What stands behind the file is the place in it, so that the name is the same wherever the file was mapped.
    public func placeName(of location: Location) -> String {
        let address = { (value: UInt64) in "0x" + String(value, radix: 16) }
        guard let id = location.mapping, !mappings[id.index].file.isEmpty else { return address(location.address) }
        let mapping = mappings[id.index]
        let offset = location.address &- mapping.addresses.lowerBound &+ mapping.fileOffset
        return "\(mapping.shortName)+\(address(offset))"
    }

    /// The frames that a location stands for, outermost first: its function and what was inlined in it, or its place.
    public func frameNames(of location: Location) -> [String] {
        location.lines.isEmpty
            ? [placeName(of: location)] : location.lines.reversed().map { functions[$0.function.index].name }
    }
}

extension Mapping {
    /// The file without its folders; empty where there is none.
    public var shortName: String { file.split(separator: "/").last.map(String.init) ?? "" }
}
