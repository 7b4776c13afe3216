package dev.lekha.crypto.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.Rejected;
import dev.lekha.crypto.time.ProvenTime;
import dev.lekha.crypto.time.TimeStampAuthority;
import dev.lekha.crypto.time.TimeStampKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.ers.ERSEvidenceRecord;
import org.bouncycastle.tsp.ers.ERSFileData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles of months under evidence records that outlive keys and digests. */
class EvidenceRecordTest {
    private static final Instant START = Instant.parse("2016-12-01T00:00:00Z");
    private static final Instant NEXT = Instant.parse("2018-11-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2021-06-01T00:00:00Z");
    private static final TimeStampKey FIRST_KEY = TimeStampKey.make("First", START, 2);
    private static final TimeStampKey NEXT_KEY = TimeStampKey.make("Next", NEXT, 3);
    private static final TimeStampKey LAST_KEY = TimeStampKey.make("Last", LAST, 10);
    private static final EvidenceRecordCheck CHECK =
            new EvidenceRecordCheck(List.of(root(FIRST_KEY), root(NEXT_KEY), root(LAST_KEY)));

    @TempDir Path folder;
    private List<Path> months;

    @BeforeEach
    void bundles_of_five_months() throws IOException {
        months = new ArrayList<>();
        for (int month = 1; month <= 5; month++) {
            var file = folder.resolve("2026-%02d.zip".formatted(month));
            months.add(Files.write(file, new byte[] {'P', 'K', (byte) month}));
        }
    }

    private static X509Certificate root(TimeStampKey key) {
        return key.chain().getLast();
    }

    private static EvidenceRecords by(TimeStampKey key, Instant at) {
        var authority =
                new TimeStampAuthority(
                        key,
                        "2.999.1",
                        Duration.ofSeconds(1),
                        () -> Optional.of(Duration.ZERO),
                        InstantSource.fixed(at));
        return new EvidenceRecords(authority);
    }

    private List<byte[]> made() throws Exception {
        return by(FIRST_KEY, START.plusSeconds(60)).make(months, ArchiveDigest.SHA256);
    }

    @Test
    void each_month_has_a_record_of_its_own_by_one_token() throws Exception {
        var records = made();
        assertThat(records).hasSize(5);
        for (int i = 0; i < 5; i++) {
            var times = CHECK.verify(records.get(i), months.get(i), START.plusSeconds(90));
            assertThat(times).extracting(ProvenTime::time).containsExactly(START.plusSeconds(60));
        }
        assertThatThrownBy(() -> CHECK.verify(records.get(0), months.get(1), START.plusSeconds(90)))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("of something else");
    }

    @Test
    void one_bundle_alone_has_a_record_too() throws Exception {
        var one = months.subList(0, 1);
        var record =
                by(FIRST_KEY, START.plusSeconds(60)).make(one, ArchiveDigest.SHA512).getFirst();
        assertThat(CHECK.verify(record, one.getFirst(), START.plusSeconds(90))).hasSize(1);
    }

    @Test
    void renewed_in_time_it_outlives_its_keys_and_its_digest() throws Exception {
        var bundle = months.get(2);
        var record = made().get(2);
        record = by(NEXT_KEY, NEXT.plusSeconds(5)).renewTimeStamp(record);
        record = by(NEXT_KEY, NEXT.plusSeconds(9)).renewTimeStamp(record);
        record =
                by(LAST_KEY, LAST.plusSeconds(5))
                        .renewHashTree(record, bundle, ArchiveDigest.SHA512);
        record = by(LAST_KEY, LAST.plusSeconds(9)).renewTimeStamp(record);
        var now = LAST.plus(Duration.ofDays(365));
        assertThat(CHECK.verify(record, bundle, now))
                .extracting(ProvenTime::time)
                .containsExactly(
                        START.plusSeconds(60),
                        NEXT.plusSeconds(5),
                        NEXT.plusSeconds(9),
                        LAST.plusSeconds(5),
                        LAST.plusSeconds(9));
        var other = months.get(3);
        var full = record;
        assertThatThrownBy(() -> CHECK.verify(full, other, now)).isInstanceOf(Invalid.class);
    }

    @Test
    void the_library_reads_what_was_made() throws Exception {
        var digests = new JcaDigestCalculatorProviderBuilder().setProvider("SUN").build();
        var record = new ERSEvidenceRecord(made().getFirst(), digests);
        var data = new ERSFileData(months.getFirst().toFile());
        record.validatePresent(data, Date.from(START.plusSeconds(90)));
        assertThat(record.isContaining(data, Date.from(START.plusSeconds(90)))).isTrue();
    }

    @Test
    void a_certificate_that_ended_before_the_renewal_proves_nothing_any_more() throws Exception {
        var record = made().getFirst();
        var bundle = months.getFirst();
        assertThatThrownBy(() -> CHECK.verify(record, bundle, LAST))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("before it was renewed");
        var late = by(LAST_KEY, LAST.plusSeconds(5)).renewTimeStamp(record);
        assertThatThrownBy(() -> CHECK.verify(late, bundle, LAST.plusSeconds(9)))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("before it was renewed");
    }

    @Test
    void an_authority_that_nobody_trusts_proves_nothing() throws Exception {
        var strict = new EvidenceRecordCheck(List.of(root(NEXT_KEY)));
        var record = made().getFirst();
        assertThatThrownBy(() -> strict.verify(record, months.getFirst(), START.plusSeconds(90)))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void a_changed_bundle_is_refused_and_a_changed_record_never_proves_another_time()
            throws Exception {
        var bundle = months.getFirst();
        var record =
                by(LAST_KEY, LAST.plusSeconds(5))
                        .renewHashTree(
                                by(NEXT_KEY, NEXT.plusSeconds(5)).renewTimeStamp(made().getFirst()),
                                bundle,
                                ArchiveDigest.SHA512);
        var now = LAST.plusSeconds(60);
        var good = CHECK.verify(record, bundle, now);
        var random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 600; i++) {
            var bad = record.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(CHECK.verify(bad, bundle, now)).isEqualTo(good);
            } catch (Rejected expected) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(550);
        Files.write(bundle, new byte[] {'P', 'K', 9});
        assertThatThrownBy(() -> CHECK.verify(record, bundle, now)).isInstanceOf(Invalid.class);
    }
}
