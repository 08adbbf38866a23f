/// What a file says about the results that follow: `goos: linux`, `cpu: …`, `toolchain: …`.
///
/// Keys keep the order in which they first appeared. Copies share storage, and comparing a configuration with an
/// unchanged copy of itself takes constant time, so that every result can carry one.
public struct ResultConfiguration: Hashable, Sendable {
    /// One key with its value.
    public struct Entry: Hashable, Sendable {
        /// What stands before the colon.
        public let key: String
        /// What stands behind the colon.
        public var value: String

        /// One entry; an empty value stands for a key that is not set.
        public init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    /// In the order in which keys first appeared, but for gaps that were filled by the last.
    public private(set) var entries: [Entry] = []

    /// A configuration with no keys.
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
    /// Sets the keys in the order of the literal; the last value of a key counts.
    public init(dictionaryLiteral elements: (String, String)...) {
        for (key, value) in elements { self[key] = value }
    }
}
