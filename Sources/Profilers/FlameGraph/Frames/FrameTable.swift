/// The functions of the profiles that a graph is drawn of, each once.
///
/// Two frames are the same if they have the same name in the same object; the program itself is one object whatever
/// its file is called, so that two builds of it can be laid over each other. Source lines do not count: they move.
struct FrameTable {
    private(set) var frames: [FlameFrame] = []
    private var numbers: [Key: LocationID] = [:]

    private struct Key: Hashable {
        let name: String
        let object: String
    }

    /// The frames of each of a profile's locations, the outermost first: a location has one for each function that was
    /// inlined into another there. The numbers are of `frames`.
    mutating func frames(of profile: Profile) -> [[LocationID]] {
        profile.locations.map { location in
            let mapping = location.mapping.map { profile.mappings[$0.index] }
            let object = mapping?.file ?? ""
            let isProgram = location.mapping?.index == 0 && object.first != "["
            let key = isProgram ? "" : object.split(separator: "/").last.map(String.init) ?? ""
            guard !location.lines.isEmpty else {
                let name = key.isEmpty ? object.split(separator: "/").last.map(String.init) ?? "" : key
                let shown = name.isEmpty ? "[unknown]" : name.first == "[" ? name : "[\(name)]"
                return [number(Key(name: shown, object: key)) { FlameFrame(name: shown, object: object) }]
            }
            return location.lines.reversed().map { line in
                let function = profile.functions[line.function.index]
                return number(Key(name: function.name, object: key)) {
                    FlameFrame(
                        name: function.name.isEmpty ? "[unknown]" : function.name, object: object,
                        source: Self.source(function))
                }
            }
        }
    }

    private mutating func number(_ key: Key, make: () -> FlameFrame) -> LocationID {
        if let number = numbers[key] { return number }
        let number = LocationID(frames.count)
        frames.append(make())
        numbers[key] = number
        return number
    }

    private static func source(_ function: Function) -> String {
        function.file.isEmpty || function.startLine <= 0 ? function.file : "\(function.file):\(function.startLine)"
    }
}
