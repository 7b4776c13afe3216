package dev.lekha.app;

import dev.lekha.kernel.Refused;
import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.stereotype.Component;

/**
 * For operators: {@code GET /actuator/followers}, and {@code POST /actuator/followers/{name}} with
 * {@code {"action":"retry"}} or {@code {"action":"rebuild"}}.
 */
@Component
@Endpoint(id = "followers")
public final class FollowersEndpoint {
    private final Followers followers;

    FollowersEndpoint(Followers followers) {
        this.followers = followers;
    }

    @ReadOperation
    public List<FollowerStatus> all() {
        return followers.statuses();
    }

    @ReadOperation
    public FollowerStatus one(@Selector String name) {
        return followers.find(name).status();
    }

    @WriteOperation
    public FollowerStatus act(@Selector String name, String action) {
        var follower = followers.find(name);
        switch (action) {
            case "retry" -> follower.retry();
            case "rebuild" -> follower.rebuild();
            default ->
                    throw new Refused(
                            Refused.Kind.MALFORMED,
                            "action-unknown",
                            "An action is retry or rebuild.");
        }
        return follower.status();
    }
}
