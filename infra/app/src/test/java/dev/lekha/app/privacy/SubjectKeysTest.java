package dev.lekha.app.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.app.Discovery;
import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.PersonalComponents;
import dev.lekha.kernel.PersonalText;
import dev.lekha.kernel.PersonalText.Plain;
import dev.lekha.kernel.PersonalText.Sealed;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Sealing;
import dev.lekha.kernel.Sha2;
import dev.lekha.kernel.SubjectId;
import dev.lekha.kernel.privacy.Disclosing.Disclosed;
import dev.lekha.kernel.privacy.PrivacyEvent.SubjectKeyDestroyed;
import dev.lekha.kernel.privacy.WrappedKeys;
import dev.lekha.kernel.registration.ContactEvent.ContactRecorded;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubjectKeysTest {
    private static final String TYPE = "registration.ContactRecorded";

    /** What a store keeps, without one. */
    private static final class InMemory implements WrappedKeys {
        private final Map<String, Kept> all = new HashMap<>();

        @Override
        public Kept find(String subject) {
            return all.getOrDefault(subject, new Kept.Absent());
        }

        @Override
        public Kept keep(String subject, byte[] wrapped) {
            return all.computeIfAbsent(subject, _ -> new Kept.Wrapped(wrapped));
        }

        @Override
        public void destroy(String subject) {
            all.put(subject, new Kept.Destroyed());
        }

        @Override
        public void forEach(BiConsumer<String, Kept> each) {
            all.forEach(each);
        }
    }

    @TempDir Path folder;

    private final WrappedKeys kept = new InMemory();
    private final EventCatalogue catalogue = Discovery.events();
    private SubjectKeys keys;

    @BeforeEach
    void open() {
        keys = new SubjectKeys(kept, folder.resolve("subjects.key"));
    }

    private static ContactRecorded contact(String subject, String name, String address) {
        return new ContactRecorded(
                new ApplicationEntityId("crew"),
                new SubjectId(subject),
                new TreeSet<>(Set.of("outage")),
                new Plain(name),
                new Plain(address));
    }

    private byte[] stored(String id, DomainEvent event) {
        return catalogue.encode(PersonalComponents.seal(event, id, keys));
    }

    private ContactRecorded read(String id, byte[] body) {
        return (ContactRecorded) catalogue.decode(TYPE, "1", id, body);
    }

    private Disclosed opened(PersonalText text) {
        return keys.open((Sealed) text, "outage");
    }

    @Test
    void what_is_read_is_what_was_sealed_until_the_key_is_destroyed_and_then_erased() {
        var body = stored("e-1", contact("s-1", "Ada", "ada@example.org"));
        var event = read("e-1", body);
        assertThat(opened(event.name())).isEqualTo(new Disclosed.Text("Ada"));
        assertThat(opened(event.address())).isEqualTo(new Disclosed.Text("ada@example.org"));
        kept.destroy("s-1");
        assertThat(read("e-1", body)).isEqualTo(event);
        assertThat(opened(event.name())).isEqualTo(new Disclosed.Erased());
        assertThatThrownBy(() -> stored("e-2", contact("s-1", "Ada", "x")))
                .isInstanceOf(Refused.class);
    }

    @Test
    void subjects_of_two_tenants_that_are_called_alike_have_keys_of_their_own() {
        var sealing = keys.sealingFor("acme");
        var event =
                (ContactRecorded)
                        PersonalComponents.seal(contact("s-1", "Ada", "x"), "e-1", sealing);
        stored("e-2", contact("s-1", "Bob", "y"));
        var name = (Sealed) event.name();
        assertThat(name.subject()).isEqualTo("s-1");
        assertThat(keys.disclosingTo("acme").open(name, "outage"))
                .isEqualTo(new Disclosed.Text("Ada"));
        assertThat(keys.disclosingTo("other").open(name, "outage"))
                .isInstanceOf(Disclosed.Unreadable.class);
        assertThat(keys.disclosingTo("default").open(name, "outage"))
                .isInstanceOf(Disclosed.Unreadable.class);
        var destroyed = new SubjectKeyDestroyed(new SubjectId("s-1"), "law", "case", "one", "two");
        var fact = new Fact(1, "f", Instant.EPOCH, "ops", "other", destroyed);
        new KeyDestruction(kept).take(fact);
        assertThat(keys.disclosingTo("acme").open(name, "outage"))
                .isEqualTo(new Disclosed.Text("Ada"));
    }

    @Test
    void it_is_read_for_its_purpose_only() {
        var event = read("e-1", stored("e-1", contact("s-1", "Ada", "x")));
        for (var other : new String[] {"", "billing", "outages"}) {
            assertThat(keys.open((Sealed) event.name(), other)).isEqualTo(new Disclosed.Withheld());
        }
        var name = (Sealed) event.name();
        var widened =
                new Sealed(
                        name.subject(),
                        new TreeSet<>(Set.of("outage", "billing")),
                        name.place(),
                        name.sealed());
        assertThat(keys.open(widened, "billing"))
                .isEqualTo(new Disclosed.Unreadable("not-what-was-sealed"));
    }

    /** Of ten possible values none can be told from its leaf, nor that two leaves say the same. */
    @Test
    void a_value_of_low_entropy_is_not_guessed_from_what_is_stored() {
        var digests = new HashSet<String>();
        for (int i = 0; i < 200; i++) {
            var body = stored("e-1", contact("s-1", "yes", "no"));
            assertThat(digests.add(Sha2.SHA_256.hex(body))).isTrue();
            assertThat(new String(body, StandardCharsets.UTF_8))
                    .hasSize(stored("e-1", contact("s-1", "perhaps", "not")).length);
        }
    }

    @Test
    void what_was_sealed_for_another_event_component_or_subject_stops_the_reader() {
        var body = text(stored("e-1", contact("s-1", "Ada", "x")));
        assertThat(read("e-1", bytes(body))).isNotNull();
        for (var changed :
                new String[] {
                    body.replace("/e-1/", "/e-2/"),
                    body.replace("/e-1/name", "/e-1/address"),
                    body.replace(
                            "\"subject\":\"s-1\",\"purposes\":[\"outage\"],\"name\"",
                            "\"subject\":\"s-2\",\"purposes\":[\"outage\"],\"name\""),
                    body.replaceFirst("\"outage\"", "\"billing\""),
                    body.replaceFirst("\"name\":\\{[^}]*}", "\"name\":\"Ada\"")
                }) {
            assertThat(changed).isNotEqualTo(body);
            assertThatThrownBy(() -> read("e-1", bytes(changed)))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> read("e-2", bytes(body)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void however_a_stored_body_is_mutated_no_other_text_comes_of_it() {
        var body = stored("e-1", contact("s-1", "Ada Lovelace", "ada@example.org"));
        var random = new Random(7);
        int readable = 0;
        for (int i = 0; i < 20_000; i++) {
            var mutated = body.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                mutated[random.nextInt(body.length)] = (byte) (33 + random.nextInt(94));
            }
            readable += neverAnother(mutated) ? 1 : 0;
        }
        assertThat(readable).isPositive();
    }

    /** Whether it can be read as an event at all. */
    private boolean neverAnother(byte[] mutated) {
        ContactRecorded event;
        try {
            event = read("e-1", mutated);
        } catch (IllegalStateException refused) {
            return false;
        }
        for (var text : new PersonalText[] {event.name(), event.address()}) {
            if (keys.open((Sealed) text, "outage") instanceof Disclosed.Text(var open)) {
                assertThat(open)
                        .isEqualTo(text == event.name() ? "Ada Lovelace" : "ada@example.org");
            }
        }
        return true;
    }

    @Test
    void without_its_master_key_it_is_unreadable_and_nothing_is_sealed_under_another()
            throws Exception {
        var event = read("e-1", stored("e-1", contact("s-1", "Ada", "x")));
        Files.delete(folder.resolve("subjects.key"));
        var without = new SubjectKeys(kept, folder.resolve("subjects.key"));
        assertThat(without.open((Sealed) event.name(), "outage"))
                .isEqualTo(new Disclosed.Unreadable("master-key-missing"));
        assertThatThrownBy(
                        () -> PersonalComponents.seal(contact("s-2", "Eve", "x"), "e-2", without))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("restore it");
        assertThat(folder.resolve("subjects.key")).doesNotExist();
    }

    @Test
    void what_is_open_is_neither_stored_nor_printed_and_what_is_sealed_is_not_taken() {
        var open = contact("s-1", "Ada", "x");
        assertThat(open.toString()).doesNotContain("Ada");
        assertThatThrownBy(() -> catalogue.encode(open)).hasMessageContaining("sealed only");
        var sealed = PersonalComponents.seal(open, "e-1", keys);
        assertThatThrownBy(() -> PersonalComponents.seal(sealed, "e-2", keys))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> PersonalComponents.seal(open, "e-1", Sealing.NONE))
                .isInstanceOf(Refused.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
