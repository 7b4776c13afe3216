package dev.lekha.app;

/** Mosquitto by the compose file's settings, on this machine's loopback. */
interface DeployedMosquitto extends AutoCloseable {
    /** Port for devices, with TLS. */
    int devices();

    /** Port for the platform, with TLS. */
    int platform();

    @Override
    void close();
}
