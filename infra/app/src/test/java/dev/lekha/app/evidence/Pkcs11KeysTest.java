package dev.lekha.app.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.crypto.DistantKey;
import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.key.KeyUnusable;
import dev.lekha.crypto.note.KnownKeys;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.VerifierKey;
import dev.lekha.crypto.tiles.TileFolder;
import dev.lekha.crypto.time.TimeStampCheck;
import dev.lekha.crypto.time.TimeStampKey;
import dev.lekha.crypto.time.TimeStampQuery;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.TreeHead;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.RequestId;
import dev.lekha.kernel.cose.VerificationKey;
import dev.lekha.kernel.evidence.Receipt;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Keys in a real token of PKCS#11, named by the settings. */
@EnabledIf(
        value = "dev.lekha.app.evidence.SoftToken#isInstalled",
        disabledReason =
                "SoftHSM 2, pkcs11-tool or openssl is not installed; on Debian: apt install softhsm2"
                        + " opensc openssl")
class Pkcs11KeysTest {
    private static final Instant FROM = Instant.now().minus(Duration.ofHours(1));
    private static final TimeStampKey TIME = TimeStampKey.make("Bought", FROM, 2);
    private static final byte[] DATA = "a checkpoint".getBytes(StandardCharsets.UTF_8);

    @TempDir static Path tokens;
    private static SoftToken token;
    private static SoftToken guarded;

    @TempDir Path parent;
    private Path pin;

    @BeforeAll
    static void keys() throws Exception {
        token = SoftToken.make(tokens, "lekha");
        token.generate("EC:edwards25519", "log", "01");
        token.generate("EC:edwards25519", "seal", "02");
        token.put(TIME.key(), "time", "03");
        token.put(TIME.chain().getLast(), "04");
        token.put(TIME.chain().getFirst(), "03");
        token.generate("EC:edwards25519", "two", "05");
        token.generate("EC:edwards25519", "two", "06");
        token.generate("EC:prime256v1", "bare", "09");
        guarded = SoftToken.make(tokens, "guarded");
        guarded.generate("EC:edwards25519", "seal", "01");
    }

    @BeforeEach
    void a_pin_for_its_owner_alone() throws Exception {
        pin = Files.writeString(parent.resolve("pin"), SoftToken.PIN + "\n");
        permit("rw-------");
    }

    private void permit(String permissions) throws Exception {
        Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString(permissions));
    }

    private EvidenceSettings with(String role, Map<String, Object> changed) {
        var prefix = "lekha.evidence.pkcs11." + role + ".";
        var properties = new HashMap<String, Object>();
        properties.put("lekha.evidence.origin", "lekha.test");
        properties.put("lekha.evidence.folder", parent.resolve("evidence"));
        properties.put("lekha.evidence.keys", parent.resolve("keys"));
        properties.put(prefix + "library", token.library());
        properties.put(prefix + "token", token.label());
        properties.put(prefix + "pin-file", pin);
        changed.forEach((name, value) -> properties.put(prefix + name, value));
        var settings = EvidenceSettingsInTest.bound(properties);
        Held.makePrivate(settings.folder());
        Held.makePrivate(settings.keys());
        return settings;
    }

    private EvidenceSettings with(String role, String key) {
        return with(role, Map.of("key", key));
    }

    private static DistantKey key(EvidenceSettings settings) {
        return (DistantKey) settings.keyFolder().seal().key();
    }

    @Test
    void the_platform_s_authority_stamps_by_a_key_that_never_leaves_its_token() throws Exception {
        var settings = with("time-stamping", Map.of("key-id", "03"));
        var answer = stamp(settings);
        var proven = new TimeStampCheck(List.of(TIME.chain().getLast())).verify(answer, DATA);
        assertThat(proven.authority()).isEqualTo("CN=Bought");
        assertThat(settings.keys().resolve("time-stamping.pem")).doesNotExist();
        SoftToken.run(
                Map.of(),
                "openssl",
                "ts",
                "-verify",
                "-in",
                Files.write(parent.resolve("answer.tsr"), answer).toString(),
                "-data",
                Files.write(parent.resolve("data"), DATA).toString(),
                "-CAfile",
                settings.folder().resolve("time-stamping-root.pem").toString());
    }

    private static byte[] stamp(EvidenceSettings settings) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var own = Authorities.open(settings, http, Clock.systemUTC()).byName().get("platform");
            return own.answer(new TimeStampQuery(DATA, BigInteger.TEN).der());
        }
    }

    @Test
    void checkpoints_signed_in_a_token_are_verified_as_all_others() {
        var settings = with("log", "log");
        var signers = LogSigners.of(settings);
        var note = signers.sign(new TreeHead(1, Hash.leaf(DATA)), FROM);
        var keys =
                signers.keys().stream()
                        .map(signer -> VerifierKey.parse(signer.key().toString()))
                        .toList();
        assertThat(new KnownKeys(keys).verify(Note.parse(note.bytes()))).hasSize(2);
        assertThat(settings.keys().resolve("log.pem")).doesNotExist();
        assertThat(settings.keys().resolve("log-ml-dsa-44.pem")).exists();
    }

    @Test
    void the_seal_in_a_token_signs_receipts_that_its_public_key_verifies() {
        var seal = Seal.of(with("seal", "seal"));
        var about = new Receipt.About(new NodeId("pump-1"), new RequestId("r-1"), "00".repeat(32));
        var receipt = seal.seal(new Receipt.Submission(about, 1, FROM, FROM));
        var key = VerificationKey.read(seal.publicKey());
        assertThat(receipt.verifies(key, Receipt.context())).isTrue();
    }

    @Test
    void a_key_is_also_found_by_its_id_and_a_token_by_its_slot() {
        var byLabel = key(with("seal", "seal"));
        var byId = key(with("seal", Map.of("key-id", "02", "key", "seal")));
        assertThat(byId.publicKey()).isEqualTo(byLabel.publicKey());
        assertThatThrownBy(() -> key(with("seal", Map.of("slot", 4711, "key", "seal"))))
                .hasMessageContaining("the token \"lekha\" is there 0 times");
    }

    @Test
    void a_key_in_a_token_shows_nothing_of_itself() {
        var key = key(with("seal", "seal"));
        assertThat(key.getEncoded()).isNull();
        assertThat(key).hasToString("the key \"seal\" of the token \"lekha\"");
        assertThatThrownBy(() ->
                        new ObjectOutputStream(OutputStream.nullOutputStream()).writeObject(key))
                .isInstanceOf(NotSerializableException.class);
    }

    @Test
    void what_cannot_be_used_is_told_with_the_name_of_its_setting() throws Exception {
        var other = Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("zip"));
        unusable("log", Map.of("key", "log", "library", "/none.so"), "/none.so is not there");
        unusable("log", Map.of("key", "log", "library", other), "is none of PKCS#11");
        unusable("log", Map.of("key", "log", "token", "other"), "\"other\" is there 0 times");
        unusable("log", Map.of("key", "none"), "0 private keys, not one");
        unusable("log", Map.of("key", "two"), "2 private keys, not one");
        unusable("log", Map.of("key", "time"), "is not of Ed25519");
        unusable("time-stamping", Map.of("key", "log"), "is not of EC");
        unusable("log", Map.of("key", "log", "pin-file", "/none"), "/none is not there");
        permit("rw-r-----");
        unusable("log", Map.of("key", "log", "pin-file", pin), "open to others");
    }

    private void unusable(String role, Map<String, Object> changed, String told) {
        var settings = with(role, changed);
        assertThatThrownBy(settings::keyFolder)
                .isInstanceOf(KeyUnusable.class)
                .hasMessageStartingWith("lekha.evidence.pkcs11." + role + ": ")
                .hasMessageContaining(told);
    }

    @Test
    void a_setting_that_says_too_little_or_is_of_another_role_is_refused() {
        assertThatThrownBy(() -> with("log", Map.of()))
                .hasRootCauseMessage("a key is named by its label, or its key-id.");
        assertThatThrownBy(() -> with("log", Map.of("key-id", "0x1")))
                .hasStackTraceContaining("the key-id 0x1 is not in hex.");
        assertThatThrownBy(() -> with("log-ml-dsa-44", "log"))
                .rootCause()
                .hasMessageContaining("a token is for the keys log, seal, time-stamping");
        assertThatThrownBy(() -> with("witness-of-mine", "log"))
                .hasRootCauseInstanceOf(KeyUnusable.class);
    }

    @Test
    void an_authority_whose_certificate_is_not_in_the_token_does_not_stamp() {
        var settings = with("time-stamping", "bare");
        assertThatThrownBy(() -> stamp(settings))
                .isInstanceOf(KeyUnusable.class)
                .hasMessageContaining("holds no certificate");
    }

    @Test
    void a_wrong_pin_is_told_once_and_a_mended_one_again() throws Exception {
        Files.writeString(pin, "87654321");
        var settings = with("seal", Map.of("token", guarded.label(), "key", "seal"));
        assertThatThrownBy(settings::keyFolder).hasMessageContaining("CKR_PIN_INCORRECT");
        assertThatThrownBy(settings::keyFolder).hasMessageContaining("is not told it again");
        Files.writeString(pin, SoftToken.PIN);
        assertThat(key(settings).publicKey().getAlgorithm()).isEqualTo("Ed25519");
    }

    @Test
    void while_its_key_is_gone_nothing_is_published_and_it_goes_on_once_it_is_back()
            throws Exception {
        var keys = KeyPairGenerator.getInstance("Ed25519", "SunEC").generateKeyPair();
        token.put(keys.getPrivate(), "frail", "07");
        var settings = with("log", "frail");
        var log = LogInMemory.of(3, "record");
        var publication = publication(settings, log);
        publication.grow(3);
        publication.publish();
        token.delete("privkey", "frail");
        token.delete("pubkey", "frail");
        log.grow(2, "record");
        publication.grow(5);
        assertThatThrownBy(publication::publish)
                .isInstanceOf(KeyUnusable.class)
                .hasMessageContaining(
                        "the key \"frail\" of the token \"lekha\" has 0 private keys");
        assertThatThrownBy(() -> publication(settings, log))
                .hasMessageStartingWith("lekha.evidence.pkcs11.log: the key \"frail\"");
        token.put(keys.getPrivate(), "frail", "07");
        var again = publication(settings, log);
        again.grow(5);
        assertThat(again.publish().size()).isEqualTo(5);
    }

    /** As the publisher opens it anew after each failure. */
    private static Publication publication(EvidenceSettings settings, Leaves log) {
        return Publication.open(
                log,
                new TileFolder(settings.folder()),
                new Checkpoints(settings.folder(), DurableFile.ON_DISK),
                LogSigners.of(settings),
                Cosigning.NONE,
                InstantSource.system());
    }

    @Test
    void another_key_of_the_same_name_does_not_take_its_place() throws Exception {
        token.generate("EC:edwards25519", "swapped", "08");
        var key = key(with("seal", "swapped"));
        key.sign(DATA);
        token.delete("privkey", "swapped");
        token.delete("pubkey", "swapped");
        token.generate("EC:edwards25519", "swapped", "08");
        assertThatThrownBy(() -> key.sign(DATA)).hasMessageContaining("is another one");
    }
}
