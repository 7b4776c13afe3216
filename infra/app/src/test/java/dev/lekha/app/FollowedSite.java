package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Follower;
import dev.lekha.projection.Projecting;
import dev.lekha.projection.Views;
import dev.lekha.projection.groups.Groups;
import dev.lekha.projection.groups.Memberships;
import dev.lekha.projection.registration.CapabilityHistory;
import dev.lekha.projection.registration.CapabilityIndex;
import dev.lekha.projection.registration.NodeCapabilities;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A core whose policies and views of groups follow by themselves, as a platform's do. */
final class FollowedSite implements Racer.Asking {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    final GroupSite site;
    private final Tail tail;
    private final Followers followers;

    private FollowedSite(GroupSite site) {
        this.site = site;
        tail = new Tail(site.log(), site.events());
        var all = new ArrayList<Follower>(views(site.views()));
        all.addAll(site.policies());
        followers =
                new Followers(
                        all,
                        tail,
                        site.shared(),
                        site.units(),
                        Clock.systemUTC(),
                        new SimpleMeterRegistry());
        followers.start();
    }

    /**
     * @param store a folder, or the URI of a database
     */
    static FollowedSite open(String store) {
        return new FollowedSite(GroupSite.open(store));
    }

    static List<Projecting<?>> views(Views views) {
        return List.of(
                GroupSite.projecting(new Groups(), views),
                GroupSite.projecting(new Memberships(), views),
                GroupSite.projecting(new NodeCapabilities(), views),
                GroupSite.projecting(new CapabilityHistory(), views),
                GroupSite.projecting(new CapabilityIndex(), views));
    }

    /** Until everybody here has heard everything, and nobody has said more meanwhile. */
    FollowedSite awaitSettled() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> {
                    var head = site.head();
                    assertThat(followers.statuses())
                            .as("behind %d", head)
                            .allMatch(one ->
                                    one.state().equals("following") && one.position() >= head);
                    assertThat(site.head()).isEqualTo(head);
                });
        return this;
    }

    @Override
    public CompletableFuture<Answer> send(Ask ask) {
        return site.send(ask);
    }

    @Override
    public long conflicts() {
        return site.conflicts();
    }

    @Override
    public void close() {
        followers.close();
        tail.close();
        site.close();
    }
}
