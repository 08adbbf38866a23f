// swift-tools-version:6.0
import PackageDescription

// Functions whose machine code `scripts/test-black-hole` reads. They are a package of their own, so that they see `Lab`
// across a module's border, as a user's benchmarks do, and can be built with flags that the package itself is not.
let package = Package(
    name: "BlackHole",
    products: [.library(name: "Fixture", type: .dynamic, targets: ["Fixture"])],
    dependencies: [.package(name: "swift-perf-lab", path: "../../..")],
    targets: [
        .target(name: "Fixture", dependencies: [.product(name: "Lab", package: "swift-perf-lab")])
    ],
    swiftLanguageModes: [.v6]
)
