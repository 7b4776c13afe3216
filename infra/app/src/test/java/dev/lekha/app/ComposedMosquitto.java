package dev.lekha.app;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Mosquitto by the compose file's own settings, on this machine: other places and ports, and, for
 * want of the plugin, a file of passwords where devices come in.
 */
final class ComposedMosquitto implements DeployedMosquitto {
    private final int devices = PlatformProcess.freePort();
    private final int platform = PlatformProcess.freePort();
    private final Process process;

    /**
     * @param secrets as the compose file's script makes them
     */
    ComposedMosquitto(Path folder, Path secrets, String device, String password)
            throws IOException, InterruptedException {
        var passwords = folder.resolve("devices.passwd");
        ComposedSecrets.run(
                ComposedSecrets.program("mosquitto_passwd"),
                "-b",
                "-c",
                passwords.toString(),
                device,
                password);
        var settings =
                Files.writeString(
                        folder.resolve("mosquitto.conf"),
                        settings(folder, secrets).replace("@DEVICES@", passwords.toString()));
        process =
                new ProcessBuilder(ComposedSecrets.program("mosquitto"), "-c", settings.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("mosquitto.log").toFile())
                        .start();
        await().until(() -> !process.isAlive() || listens(devices) && listens(platform));
        if (!process.isAlive()) {
            throw new IOException(Files.readString(folder.resolve("mosquitto.log")));
        }
    }

    @Override
    public int devices() {
        return devices;
    }

    @Override
    public int platform() {
        return platform;
    }

    private String settings(Path folder, Path secrets) throws IOException {
        var lines =
                Files.readString(secrets.resolve("mosquitto.conf"))
                        .lines()
                        .filter(line -> !line.startsWith("auth_opt_"))
                        .map(line ->
                                line.startsWith("auth_plugin ") ? "password_file @DEVICES@" : line)
                        .collect(Collectors.joining("\n"));
        // Where it is started by root, it would become a user who may not read a test's folder.
        return "user "
                + System.getProperty("user.name")
                + "\n"
                + lines.replace("listener 8883", "listener " + devices + " 127.0.0.1")
                        .replace("listener 8884", "listener " + platform + " 127.0.0.1")
                        .replace("/run/secrets/", secrets + "/")
                        .replace("/var/lib/mosquitto/", folder + "/")
                        .replace("/etc/mosquitto/", DeployFiles.FOLDER.resolve("compose") + "/")
                + "\n";
    }

    private static boolean listens(int port) {
        try (var socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
