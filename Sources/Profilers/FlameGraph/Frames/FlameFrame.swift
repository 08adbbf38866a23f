/// A function as a flame graph shows it, however many addresses it was seen at.
struct FlameFrame: Sendable {
    let name: FrameName
    /// The file that the code was loaded from; empty where it is not known.
    let object: String
    /// The source file with the line that the function starts on; empty where it is not known.
    let source: String
    let origin: CodeOrigin

    init(name: String, object: String = "", source: String = "") {
        let demangled = DemangledName(name)
        self.name = FrameName(demangled)
        self.object = object
        self.source = source
        origin = CodeOrigin(demangled, object: object)
    }
}
