/// Whether allocations can be counted.
struct PreloadProbe: Probe {
    let preload: PreloadFacts

    func findings(_ files: SystemFiles) -> [Finding] {
        let id = "preload-library"
        return switch preload {
        case .works(let path): [Finding(id, .ok, Message.printable(path))]
        case .missing(let executable):
            [
                Finding(
                    id, .warning, "libLabPreload.so is not beside \(Message.printable(executable))",
                    effect: "Allocations cannot be counted.",
                    command: "swift build -c release --product LabPreload")
            ]
        case .fails(let path, let reason):
            [
                Finding(
                    id, .warning, "\(Message.printable(path)): \(Message.printable(reason))",
                    effect: "Allocations cannot be counted.",
                    advice: "Build it anew (swift build -c release); it must belong to this version and C library.")
            ]
        }
    }
}
