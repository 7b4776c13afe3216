package dev.lekha.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.lekha.command.Decision;
import dev.lekha.command.Policy;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.projection.Projection;
import dev.lekha.projection.Views;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Maven's modules cannot forbid. */
class ArchitectureTest {
    private static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.lekha");

    @Test
    void capabilities_do_not_depend_on_one_another_inside_a_side() {
        slices().matching("dev.lekha.command.(*)..").should().notDependOnEachOther().check(OURS);
        slices().matching("dev.lekha.projection.(*)..").should().notDependOnEachOther().check(OURS);
    }

    @Test
    void decisions_policies_and_folds_touch_no_io_no_framework_no_clock_and_no_chance() {
        for (var pure : new Class<?>[] {Decision.class, Policy.class, Projection.class}) {
            var those = classes().that().areAssignableTo(pure);
            those.should()
                    .onlyDependOnClassesThat(
                            resideInAPackage("dev.lekha..")
                                    .or(resideInAPackage("java.lang.."))
                                    .or(resideInAPackage("java.math.."))
                                    .or(resideInAPackage("java.time.."))
                                    .or(resideInAPackage("java.util"))
                                    .or(resideInAPackage("java.util.function"))
                                    .or(resideInAPackage("java.util.stream"))
                                    .or(resideInAPackage("java.util.regex"))
                                    .or(resideInAPackage("com.fasterxml.jackson.annotation.."))
                                    .or(resideInAPackage("org.jspecify.annotations.."))
                                    .or(resideInAPackage("org.pcollections"))
                                    .or(
                                            resideInAPackage(
                                                    "org.axonframework.messaging.eventstreaming.."))
                                    .or(
                                            resideInAPackage(
                                                    "org.axonframework.messaging.commandhandling.annotation.."))
                                    .or(resideInAPackage("org.axonframework.messaging.core")))
                    .check(OURS);
            noClasses()
                    .that()
                    .areAssignableTo(pure)
                    .should()
                    .callMethod(java.time.Instant.class, "now")
                    .orShould()
                    .callMethod(java.util.UUID.class, "randomUUID")
                    .orShould()
                    .callMethod(dev.lekha.kernel.UniqueId.class, "next")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(Math.class, "random")
                    .check(OURS);
        }
    }

    @Test
    void every_event_is_a_record_of_the_kernel() {
        classes()
                .that()
                .areAssignableTo(DomainEvent.class)
                .and()
                .areNotInterfaces()
                .should()
                .beRecords()
                .andShould()
                .resideInAPackage("dev.lekha.kernel..")
                .check(OURS);
    }

    @Test
    void the_kernel_knows_no_spring_and_no_files_or_sockets() {
        noClasses()
                .that()
                .resideInAPackage("dev.lekha.kernel..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                        "org.springframework..",
                                        "java.io..",
                                        "java.nio.file..",
                                        "java.net..",
                                        "java.sql..")
                                // Bytes in memory, which the JDK's reader of certificates insists
                                // on.
                                .and(not(belongToAnyOf(ByteArrayInputStream.class))))
                .check(OURS);
    }

    @Test
    void doors_know_names_and_bytes_and_never_a_decision_or_a_fold() {
        noClasses()
                .that()
                .resideInAPackage("dev.lekha.edge..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.lekha.command..", "dev.lekha.projection..", "dev.lekha.query..")
                .check(OURS);
    }

    @Test
    void axon_at_run_time_is_known_to_the_core_the_wiring_and_the_stores_only() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.lekha.store..", "dev.lekha.app..", "dev.lekha.bench..")
                .and()
                .haveNameNotMatching(
                        "dev\\.lekha\\.command\\.(Deciding|Attempting|Folding|FirstAnswers|Turn).*")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.axonframework.eventsourcing.eventstore..",
                        "org.axonframework.messaging.core.unitofwork..",
                        "org.axonframework.messaging.eventhandling.processing..")
                .check(OURS);
    }

    @Test
    void names_say_what_a_thing_is() {
        noClasses()
                .that()
                .resideInAPackage("dev.lekha..")
                .should()
                .haveNameMatching(".*(Impl|Manager|Helper|Util|Utils|Dto)")
                .check(OURS);
    }

    @Test
    void a_digest_or_signature_names_its_provider() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.lekha.kernel..", "dev.lekha.command..", "dev.lekha.store..")
                .should()
                .callMethod(java.security.MessageDigest.class, "getInstance", String.class)
                .orShould()
                .callMethod(java.security.Signature.class, "getInstance", String.class)
                .check(OURS);
    }

    @Test
    void a_door_reads_the_rows_of_one_tenant_and_never_those_of_all() {
        noClasses()
                .that()
                .resideInAPackage("dev.lekha.query..")
                .should()
                .callMethod(Views.class, "find", String.class, String.class)
                .orShould()
                .callMethod(Views.class, "findAll", String.class, List.class)
                .orShould()
                .callMethod(Views.class, "page", String.class, Views.Query.class)
                .check(OURS);
    }
}
