package dev.lekha.crypto.bundle;

import static dev.lekha.crypto.Signers.LOG;
import static dev.lekha.crypto.Signers.LOG_ML;
import static dev.lekha.crypto.Signers.signer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lekha.crypto.key.KeyStatement;
import dev.lekha.crypto.note.NamedKey;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.SignatureType;
import dev.lekha.crypto.note.SignerKey;
import dev.lekha.crypto.witness.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle across a change of the log's keys, before both verifiers. */
class RotationTest {
    private static final int MUTATIONS = Integer.getInteger("lekha.mutations", 300);
    private static final long SEED = Long.getLong("lekha.seed", 11);
    private static final int AT = 60;
    private static final SignerKey NEXT = key(LOG.key().name(), 41);
    private static final SignerKey THIRD = key(LOG.key().name(), 42);
    private static final SignerKey ROOT = key("root.example/keys", 43);
    private static final SignerKey OTHER_ROOT = key("root.example/keys", 44);

    @TempDir Path folder;

    private static SignerKey key(String name, int seed) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return SignerKey.ofSeed(name, SignatureType.ED25519, bytes);
    }

    private static KeyStatement statement(SignerKey old, SignerKey next, long number) {
        return statement(List.of(old.key()), List.of(next.key()), number);
    }

    private static KeyStatement statement(List<NamedKey> old, List<NamedKey> next, long number) {
        return new KeyStatement(LOG.key().name(), "log", number, old, next, ROOT.key());
    }

    private static Note signed(KeyStatement statement, SignerKey... by) {
        var text = statement.text();
        return new Note(
                text, Arrays.stream(by).map(signer -> signer.sign(text, Instant.EPOCH)).toList());
    }

    private static final Note ROTATION = signed(statement(LOG, NEXT, 2), LOG, NEXT, ROOT);

    private static RotatedLog history(Note rotation) {
        return new RotatedLog(Map.of(AT, rotation.toString()), LOG, NEXT);
    }

    private int verdict(Path bundle) throws Exception {
        return verdict(bundle, ROOT);
    }

    /** Of both, which agree. */
    private int verdict(Path bundle, SignerKey root) throws Exception {
        return verdicts(List.of(bundle), root).get(bundle);
    }

    private Map<Path, Integer> verdicts(List<Path> bundles, SignerKey root) throws Exception {
        assumeTrue(SecondVerifier.isHere(), "python3 or openssl is not installed");
        var key = Files.writeString(folder.resolve("root.vkey"), root.key() + "\n");
        var policy = Policy.parse(Evidence.POLICY.getBytes(StandardCharsets.UTF_8));
        var trust = new Trust(policy, List.of(), List.of(), root.key());
        var codes = new SecondVerifier(folder).bundles(bundles, "--key-root", key.toString());
        for (var bundle : bundles) {
            var verdict = BundleCheck.verify(bundle, trust);
            assertThat(codes.get(bundle))
                    .as("%s: %s", bundle, verdict.findings())
                    .isEqualTo(verdict.outcome().exitCode());
        }
        return codes;
    }

    private Path written(RotatedLog history) throws IOException {
        return history.write(folder.resolve("b" + System.nanoTime()));
    }

    @Test
    void a_bundle_that_crosses_a_rotation_holds() throws Exception {
        assertThat(verdict(written(history(ROTATION)))).isZero();
    }

    @Test
    void two_rotations_continue_each_other_or_do_not_hold() throws Exception {
        var second = signed(statement(NEXT, THIRD, 3), NEXT, THIRD, ROOT).toString();
        var both = Map.of(AT, ROTATION.toString(), 90, second);
        assertThat(verdict(written(new RotatedLog(both, LOG, THIRD)))).isZero();
        assertThat(verdict(written(new RotatedLog(both, LOG, NEXT)))).isEqualTo(40);
        var skipped = signed(statement(NEXT, THIRD, 4), NEXT, THIRD, ROOT).toString();
        var gap = Map.of(AT, ROTATION.toString(), 90, skipped);
        assertThat(verdict(written(new RotatedLog(gap, LOG, THIRD)))).isEqualTo(40);
    }

    @Test
    void a_rotation_that_one_of_the_three_did_not_sign_is_refused() throws Exception {
        var said = statement(LOG, NEXT, 2);
        assertThat(verdict(written(history(signed(said, NEXT, ROOT))))).isEqualTo(40);
        assertThat(verdict(written(history(signed(said, LOG, ROOT))))).isEqualTo(40);
        assertThat(verdict(written(history(signed(said, LOG, NEXT))))).isEqualTo(40);
        assertThat(verdict(written(history(signed(said, LOG, NEXT, OTHER_ROOT))))).isEqualTo(40);
    }

    @Test
    void another_root_is_not_believed_and_without_one_no_rotation_is() throws Exception {
        var bundle = written(history(ROTATION));
        assertThat(verdict(bundle, OTHER_ROOT)).isEqualTo(40);
        var policy = Policy.parse(Evidence.POLICY.getBytes(StandardCharsets.UTF_8));
        var none = new Trust(policy, List.of(), List.of());
        assertThat(BundleCheck.verify(bundle, none).outcome().exitCode()).isEqualTo(40);
    }

    @Test
    void a_key_signs_nothing_before_its_rotation_and_nothing_after_the_next() throws Exception {
        var said = Map.of(AT, ROTATION.toString());
        assertThat(verdict(written(new RotatedLog(said, NEXT, NEXT)))).isEqualTo(40);
        assertThat(verdict(written(new RotatedLog(said, LOG, LOG)))).isEqualTo(40);
    }

    @Test
    void a_key_of_ml_dsa_changes_with_the_other_and_signs_at_the_sizes_that_it_has()
            throws Exception {
        var nextMl = signer(LOG.key().name(), SignatureType.COSIGNATURE_ML_DSA_44, 45);
        var said =
                statement(List.of(LOG.key(), LOG_ML.key()), List.of(NEXT.key(), nextMl.key()), 2);
        var rotations = Map.of(AT, signed(said, LOG, NEXT, ROOT).toString());
        var early = List.of(LOG, LOG_ML);
        assertThat(verdict(written(new RotatedLog(rotations, early, List.of(NEXT, nextMl)))))
                .isZero();
        assertThat(verdict(written(new RotatedLog(rotations, early, List.of(nextMl))))).isZero();
        assertThat(verdict(written(new RotatedLog(rotations, early, List.of(LOG_ML)))))
                .isEqualTo(40);
    }

    @Test
    void a_rotation_that_does_not_stand_in_the_log_is_refused() throws Exception {
        var genuine = Unpacked.of(written(history(ROTATION)));
        var elsewhere = genuine.copy();
        var files = elsewhere.files();
        files.put("rotations/61", files.remove("rotations/60"));
        files.put("rotations/61.proof", files.remove("rotations/60.proof"));
        var moved = folder.resolve("moved");
        elsewhere.withNewManifest().pack(moved);
        assertThat(verdict(moved)).isEqualTo(40);

        var unproven = genuine.copy();
        unproven.files().remove("rotations/60.proof");
        var bare = folder.resolve("bare");
        unproven.withNewManifest().pack(bare);
        assertThat(verdict(bare)).isEqualTo(40);
    }

    @Test
    void no_mutation_of_a_rotation_is_taken() throws Exception {
        var random = new Random(SEED);
        var genuine = Unpacked.of(written(history(ROTATION)));
        var bundles = new HashMap<Path, String>();
        for (int i = 0; i < MUTATIONS; i++) {
            var changed = genuine.copy();
            var name = random.nextBoolean() ? "rotations/60" : "rotations/60.proof";
            var bytes = changed.files().get(name).clone();
            int at = random.nextInt(bytes.length);
            if (random.nextInt(4) > 0) {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
            } else {
                bytes = Arrays.copyOf(bytes, at);
            }
            changed.files().put(name, bytes);
            var file = folder.resolve("mutation-" + i);
            changed.withNewManifest().pack(file);
            bundles.put(file, "seed %d, %s at %d".formatted(SEED, name, at));
        }
        verdicts(List.copyOf(bundles.keySet()), ROOT)
                .forEach((file, code) -> assertThat(code).as(bundles.get(file)).isGreaterThan(10));
    }
}
