package dev.lekha.app.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/**
 * A token of SoftHSM 2 and those who fill it from outside. Its library has to be found by {@code
 * LEKHA_PKCS11_LIBRARY} or in a usual place. All tokens of a process are in one folder, made before
 * the library is first used.
 */
record SoftToken(Path library, Path folder, String label) {
    static final String PIN = "12345678";
    private static final String CONFIGURATION = "SOFTHSM2_CONF";
    private static final List<String> USUAL =
            List.of(
                    "/usr/lib/softhsm/libsofthsm2.so",
                    "/usr/lib64/softhsm/libsofthsm2.so",
                    "/usr/lib64/pkcs11/libsofthsm2.so",
                    "/usr/local/lib/softhsm/libsofthsm2.so",
                    "/opt/homebrew/lib/softhsm/libsofthsm2.so");

    /**
     * Makes it, or skips the test.
     *
     * @param folder of all tokens of this process
     */
    static SoftToken make(Path folder, String label) throws IOException {
        var library = installed();
        Files.createDirectories(folder.resolve("tokens"));
        Files.writeString(
                folder.resolve("softhsm2.conf"),
                "directories.tokendir = %s\nlog.level = ERROR\n"
                        .formatted(folder.resolve("tokens")));
        setEnvironment(CONFIGURATION, folder.resolve("softhsm2.conf").toString());
        var token = new SoftToken(library.get(), folder, label);
        token.run(
                List.of("softhsm2-util", "--init-token", "--free", "--so-pin", "87654321"),
                "--label",
                label,
                "--pin",
                PIN);
        return token;
    }

    private static Optional<Path> installed() {
        var said =
                Stream.of(
                        System.getProperty("lekha.pkcs11.library", ""),
                        System.getenv().getOrDefault("LEKHA_PKCS11_LIBRARY", ""));
        return Stream.concat(said, USUAL.stream())
                .filter(one -> !one.isEmpty())
                .map(Path::of)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Asked by tests before they are run. */
    static boolean isInstalled() {
        return installed().isPresent()
                && Stream.of("softhsm2-util", "pkcs11-tool", "openssl").allMatch(SoftToken::isHere);
    }

    private static boolean isHere(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** The library reads it in this very process. */
    private static void setEnvironment(String name, String value) {
        var linker = Linker.nativeLinker();
        var pointer = ValueLayout.ADDRESS;
        var integer = ValueLayout.JAVA_INT;
        try (var arena = Arena.ofConfined()) {
            var set =
                    linker.downcallHandle(
                            linker.defaultLookup().findOrThrow("setenv"),
                            FunctionDescriptor.of(integer, pointer, pointer, integer));
            var done =
                    set.invokeWithArguments(arena.allocateFrom(name), arena.allocateFrom(value), 1);
            assertThat(done).isEqualTo(0);
        } catch (Throwable failed) {
            throw new AssertionError(failed);
        }
    }

    /** Made in the token. */
    void generate(String type, String label, String id) throws IOException {
        tool("--keypairgen", "--key-type", type, "--label", label, "--id", id);
    }

    /** Made elsewhere, as keys in a token should not be. */
    void put(PrivateKey key, String label, String id) throws IOException {
        var pem = new StringWriter();
        try (var writer = new JcaPEMWriter(pem)) {
            writer.writeObject(new JcaPKCS8Generator(key, null));
        }
        var file = Files.writeString(folder.resolve("imported.pem"), pem.toString());
        run(
                List.of("softhsm2-util", "--import"),
                file.toString(),
                "--token",
                this.label,
                "--label",
                label,
                "--id",
                id,
                "--pin",
                PIN);
    }

    void put(X509Certificate certificate, String id) throws Exception {
        var file = Files.write(folder.resolve("certificate.der"), certificate.getEncoded());
        tool("--write-object", file.toString(), "--type", "cert", "--id", id, "--label", id);
    }

    void delete(String type, String label) throws IOException {
        tool("--delete-object", "--type", type, "--label", label);
    }

    private void tool(String... arguments) throws IOException {
        var all = new ArrayList<>(List.of("pkcs11-tool", "--module", library.toString()));
        all.addAll(List.of("--token-label", label, "--login", "--pin", PIN));
        run(all, arguments);
    }

    private void run(List<String> program, String... arguments) throws IOException {
        var configuration = folder.resolve("softhsm2.conf").toString();
        run(
                Map.of(CONFIGURATION, configuration),
                Stream.concat(program.stream(), Stream.of(arguments)).toArray(String[]::new));
    }

    static void run(Map<String, String> environment, String... command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            throw new AssertionError(interrupted);
        }
        assertThat(process.exitValue()).as("%s: %s", List.of(command), said).isZero();
    }
}
