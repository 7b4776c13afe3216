package dev.lekha.app;

import dev.lekha.app.evidence.ConfiguredKeys;
import dev.lekha.app.evidence.EvidenceSettings;
import dev.lekha.app.evidence.Leaves;
import dev.lekha.app.evidence.Publisher;
import dev.lekha.app.evidence.Scrub;
import dev.lekha.app.evidence.TimeStamping;
import dev.lekha.app.evidence.Turn;
import dev.lekha.app.keys.PendingKeys;
import dev.lekha.crypto.Invalid;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.leaf.LeafVisitor;
import java.time.Clock;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** The publisher over the store: one at a time, however many processes there are. */
@Configuration(proxyBeanMethods = false)
@Conditional(WhenPublishing.class)
class Publishing {
    @Bean(destroyMethod = "")
    Publisher publisher(
            EvidenceSettings settings, Store store, AxonConfiguration axon, Clock clock) {
        ConfiguredKeys.requireInForce(settings, store.reader());
        return new Publisher(settings, leaves(store), turn(settings, store, axon), clock);
    }

    @Bean(destroyMethod = "")
    TimeStamping timeStamping(
            EvidenceSettings settings, Publisher publisher, Commands commands, Clock clock) {
        return new TimeStamping(settings, publisher, commands, clock);
    }

    @Bean(destroyMethod = "")
    Scrub scrub(EvidenceSettings settings, Store store, Publisher publisher, Clock clock) {
        return new Scrub(settings, leaves(store), publisher::newest, clock);
    }

    @Bean(destroyMethod = "")
    ViewDigests viewDigests(
            ViewDigestSettings settings, WatchedViews views, Commands commands, Clock clock) {
        return new ViewDigests(settings, views, commands, clock);
    }

    private static Leaves leaves(Store store) {
        return new Leaves() {
            @Override
            public long head() {
                return store.reader().head();
            }

            @Override
            public void scan(long after, long upTo, LeafVisitor visitor) {
                store.scan(after, upTo, visitor);
            }
        };
    }

    private static Turn turn(EvidenceSettings settings, Store store, AxonConfiguration axon) {
        if (!store.isShared()) {
            return Turn.ALWAYS;
        }
        var units = axon.getComponent(UnitOfWorkFactory.class);
        var claims = new Claims(PendingKeys.CLAIM, store.tokens(), units);
        var folder = new Claims("publisher-folder", store.tokens(), units);
        return new Turn() {
            @Override
            public boolean isOurs() {
                return claims.isHeld();
            }

            @Override
            public void requireFolder(long id) {
                noteFolder(folder, id, settings);
            }

            @Override
            public void release() {
                claims.release();
            }
        };
    }

    /** The id stands where a follower's position would. */
    private static void noteFolder(Claims folder, long id, EvidenceSettings settings) {
        long noted =
                folder.position()
                        .orElseThrow(() -> new Invalid("another process notes its folder"));
        if (noted == 0 || noted != id && settings.newFolder()) {
            folder.moveTo(id);
        } else if (noted != id) {
            throw new Invalid(
                    "%s is not the folder in which this log is published; processes that share a log share lekha.evidence.folder and .keys"
                            .formatted(settings.folder()));
        }
    }
}
