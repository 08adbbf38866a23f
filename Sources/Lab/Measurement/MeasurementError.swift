/// What was asked for cannot be measured in this process.
public enum MeasurementError: Error, CustomStringConvertible {
    case noPreloadLibrary

    public var description: String {
        switch self {
        case .noPreloadLibrary: "allocations are counted only in a worker that runs under the preload library"
        }
    }
}
