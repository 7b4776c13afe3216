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
        boolean may =
                ConnectionCaller.of(input.getConnectionInformation())
                        .flatMap(caller ->
                                Topics.device(input.getPublishPacket().getTopic())
                                        .filter(device ->
                                                authenticator.mayReportFor(caller, device)))
                        .isPresent();
        if (may) {
            output.authorizeSuccessfully();
        } else {
            refused();
            output.failAuthorization(AckReasonCode.NOT_AUTHORIZED, WHY);
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
