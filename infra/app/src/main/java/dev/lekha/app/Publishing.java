package dev.lekha.app;

import dev.lekha.app.evidence.EvidenceSettings;
import dev.lekha.app.evidence.Leaves;
import dev.lekha.app.evidence.Publisher;
import dev.lekha.app.evidence.TimeStamping;
import dev.lekha.app.evidence.Turn;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.leaf.LeafVisitor;
import java.time.Clock;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The publisher over the store: one at a time, however many processes there are. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "lekha.evidence.enabled", havingValue = "true")
class Publishing {
    @Bean(destroyMethod = "")
    Publisher publisher(
            EvidenceSettings settings, Store store, AxonConfiguration axon, Clock clock) {
        return new Publisher(settings, leaves(store), turn(store, axon), clock);
    }

    @Bean(destroyMethod = "")
    TimeStamping timeStamping(
            EvidenceSettings settings, Publisher publisher, Commands commands, Clock clock) {
        return new TimeStamping(settings, publisher, commands, clock);
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

    private static Turn turn(Store store, AxonConfiguration axon) {
        if (!store.isShared()) {
            return Turn.ALWAYS;
        }
        var units = axon.getComponent(UnitOfWorkFactory.class);
        var claims = new Claims("publisher", store.tokens(), units);
        return new Turn() {
            @Override
            public boolean isOurs() {
                return claims.isHeld();
            }

            @Override
            public void release() {
                claims.release();
            }
        };
    }
}
