package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lekha audit archive}, stamped by an authority over HTTP. */
class ArchiveCommandTest {
    @TempDir Path folder;
    private OutsideAuthority authority;
    private Path january;
    private Path february;
    private Path root;

    @BeforeEach
    void two_bundles_and_an_authority() throws IOException {
        authority = new OutsideAuthority();
        january = Files.writeString(folder.resolve("january.zip"), "one");
        february = Files.writeString(folder.resolve("february.zip"), "two");
        root = Files.writeString(folder.resolve("root.pem"), authority.rootPem());
    }

    @AfterEach
    void stop() {
        authority.close();
    }

    private Ran archive(String what, Object... more) throws IOException {
        var arguments = new ArrayList<Object>(List.of("audit", "archive", what));
        arguments.addAll(List.of(january, february));
        arguments.addAll(List.of(more));
        return Ran.lekha(arguments.toArray());
    }

    @Test
    void bundles_are_archived_renewed_and_verified_beside_their_records() throws Exception {
        assertThat(archive("make", "--authority", authority.url()).code()).isZero();
        assertThat(archive("renew", "--authority", authority.url()).code()).isZero();
        var rehashed = archive("renew", "--authority", authority.url(), "--digest", "SHA512");
        assertThat(rehashed.code()).as(rehashed.err()).isZero();
        var ran = archive("verify", "--time-root", root);
        assertThat(ran.code()).as(ran.out()).isZero();
        assertThat(ran.out())
                .contains("january.zip: existed before", "CN=Outside; renewed 2 times");
    }

    @Test
    void a_bundle_or_a_record_that_was_changed_is_named() throws Exception {
        archive("make", "--authority", authority.url());
        Files.writeString(february, "too");
        var ran = archive("verify", "--time-root", root);
        assertThat(ran.code()).isEqualTo(40);
        assertThat(ran.out()).contains("january.zip: existed", "february.zip: the record is of");
        StoredNodes.flip(folder.resolve("january.zip.ers"), 200);
        assertThat(archive("verify", "--time-root", root).out()).doesNotContain("existed before");
    }

    @Test
    void a_record_is_never_overwritten_and_one_that_is_not_there_is_no_proof() throws Exception {
        assertThat(archive("verify", "--time-root", root).code()).isEqualTo(1);
        archive("make", "--authority", authority.url());
        var before = Files.readAllBytes(folder.resolve("january.zip.ers"));
        assertThat(archive("make", "--authority", authority.url()).code()).isEqualTo(1);
        assertThat(folder.resolve("january.zip.ers")).hasBinaryContent(before);
    }

    @Test
    void without_the_authority_nothing_is_written() throws Exception {
        authority.close();
        assertThat(archive("make", "--authority", authority.url()).code()).isEqualTo(1);
        assertThat(folder.resolve("january.zip.ers")).doesNotExist();
    }
}
