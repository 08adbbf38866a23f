// swift-tools-version:6.0
import PackageDescription

let package = Package(
    name: "loop-cost",
    dependencies: [.package(name: "swift-perf-lab", path: "../..")],
    targets: [
        .executableTarget(
            name: "loop-cost", dependencies: [.product(name: "BenchRunner", package: "swift-perf-lab")], path: "Sources"
        )
    ],
    swiftLanguageModes: [.v6]
)
