// swift-tools-version:6.0
import PackageDescription

let package = Package(
    name: "ProfiledServer",
    dependencies: [.package(name: "swift-perf-lab", path: "../..")],
    targets: [
        .executableTarget(
            name: "ProfiledServer", dependencies: [.product(name: "Profilers", package: "swift-perf-lab")])
    ],
    swiftLanguageModes: [.v6]
)
