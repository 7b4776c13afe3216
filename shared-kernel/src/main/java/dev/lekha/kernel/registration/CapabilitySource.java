package dev.lekha.kernel.registration;

/** Who says what a node can do. */
public enum CapabilitySource {
    DEVICE,
    PRECONFIGURED
}
