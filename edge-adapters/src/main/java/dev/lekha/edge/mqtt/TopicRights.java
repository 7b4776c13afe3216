package dev.lekha.edge.mqtt;

import com.hivemq.extension.sdk.api.auth.PublishAuthorizer;
import com.hivemq.extension.sdk.api.auth.SubscriptionAuthorizer;
import com.hivemq.extension.sdk.api.auth.parameter.PublishAuthorizerInput;
import com.hivemq.extension.sdk.api.auth.parameter.PublishAuthorizerOutput;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerInput;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerOutput;
import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import com.hivemq.extension.sdk.api.packets.subscribe.SubackReasonCode;
import dev.lekha.kernel.Authenticator;
import dev.lekha.kernel.Refused;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What the broker lets a device subscribe to, and leave as its last will. Messages are not judged
 * here: {@link Inbound} has had them before, because the broker would cut the connection of a
 * gateway for one wrong topic.
 */
final class TopicRights implements PublishAuthorizer, SubscriptionAuthorizer {
    private static final String WHY = Topics.notPermitted().sentence();

    private final Authenticator authenticator;
    private final MeterRegistry meters;

    TopicRights(Authenticator authenticator, MeterRegistry meters) {
        this.authenticator = authenticator;
        this.meters = meters;
    }

    @Override
    public void authorizePublish(PublishAuthorizerInput input, PublishAuthorizerOutput output) {
        if (mayPublish(input)) {
            output.authorizeSuccessfully();
        } else {
            refused();
            output.failAuthorization(AckReasonCode.NOT_AUTHORIZED, WHY);
        }
    }

    private boolean mayPublish(PublishAuthorizerInput input) {
        try {
            return ConnectionCaller.of(input.getConnectionInformation())
                    .flatMap(caller ->
                            Topics.device(input.getPublishPacket().getTopic())
                                    .filter(device -> authenticator.mayReportFor(caller, device)))
                    .isPresent();
        } catch (Refused notYet) {
            // The registry cannot say now. The door asks again before it takes the report, and can
            // make its sender wait.
            return true;
        }
    }

    @Override
    public void authorizeSubscribe(
            SubscriptionAuthorizerInput input, SubscriptionAuthorizerOutput output) {
        String filter = input.getSubscription().getTopicFilter();
        boolean may =
                ConnectionCaller.of(input.getConnectionInformation())
                        .filter(caller -> Topics.own(caller, filter))
                        .isPresent();
        if (may) {
            output.authorizeSuccessfully();
        } else {
            refused();
            output.failAuthorization(SubackReasonCode.NOT_AUTHORIZED, WHY);
        }
    }

    private void refused() {
        meters.counter("lekha.refused.input", "door", "mqtt", "reason", "topic-not-permitted")
                .increment();
    }
}
