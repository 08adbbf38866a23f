// Empty: see `CountAllocations` in Package.swift.
