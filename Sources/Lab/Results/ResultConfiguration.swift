/// What a file says about the results that follow: `goos: linux`, `cpu: …`, `toolchain: …`.
///
/// Keys keep the order in which they first appeared. Copies share storage, and comparing a configuration with an
/// unchanged copy of itself takes constant time, so that every result can carry one.
public struct ResultConfiguration: Hashable, Sendable {
    /// One key with its value.
    public struct Entry: Hashable, Sendable {
        public let key: String
        public var value: String

        public init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    public private(set) var entries: [Entry] = []

    public init() {}

    /// The value of a key; nil if it is not set. Setting nil or an empty value removes the key.
    public subscript(key: String) -> String? {
        get { entries.first { $0.key == key }?.value }
        set {
            let index = entries.firstIndex { $0.key == key }
            switch (index, newValue ?? "") {
            case (let index?, ""):
                // benchstat fills the gap with the last key; its tables take the order of their columns from there.
                entries.swapAt(index, entries.count - 1)
                entries.removeLast()
            case (nil, ""):
                break
            case (let index?, let value):
                // Writing an equal value would copy storage that other results share.
                if entries[index].value != value { entries[index].value = value }
            case (nil, let value):
                entries.append(Entry(key: key, value: value))
            }
        }
    }
}

extension ResultConfiguration: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, String)...) {
        for (key, value) in elements { self[key] = value }
    }
}
