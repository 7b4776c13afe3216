package dev.lekha.kernel.context;

/** Who says how a node fares. Of what is fresh, the first of these that speaks is believed. */
public enum ContextSource {
    /** The node itself, or its gateway for it. */
    DEVICE,
    /** An application that knows better than the network. */
    APPLICATION,
    /** The network, as its operator sees it. */
    NETWORK
}
