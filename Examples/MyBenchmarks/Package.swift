// swift-tools-version:6.0
import PackageDescription

let package = Package(
    name: "MyBenchmarks",
    dependencies: [.package(name: "swift-perf-lab", path: "../..")],
    targets: [
        .executableTarget(
            name: "MyBenchmarks", dependencies: [.product(name: "BenchRunner", package: "swift-perf-lab")]),

        // Allocations are counted by a library that workers are started with, `libLabPreload.so`, which the program looks
        // for beside itself. This target holds nothing: that it depends on the library makes `swift build` put it there.
        // The program must not depend on it: it would be linked, and every round would count, those that take times too.
        .target(name: "CountAllocations", dependencies: [.product(name: "LabPreload", package: "swift-perf-lab")]),
    ],
    swiftLanguageModes: [.v6]
)
