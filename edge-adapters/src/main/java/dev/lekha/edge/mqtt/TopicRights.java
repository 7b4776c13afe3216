package dev.lekha.edge.mqtt;

import com.hivemq.extension.sdk.api.auth.PublishAuthorizer;
import com.hivemq.extension.sdk.api.auth.SubscriptionAuthorizer;
import com.hivemq.extension.sdk.api.auth.parameter.PublishAuthorizerInput;
import com.hivemq.extension.sdk.api.auth.parameter.PublishAuthorizerOutput;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerInput;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerOutput;
import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import com.hivemq.extension.sdk.api.packets.subscribe.SubackReasonCode;
import dev.lekha.kernel.Refused;

/**
 * What the broker lets a device subscribe to, and leave as its last will. Messages are not judged
 * here: {@link Inbound} has had them before, because the broker would cut the connection of a
 * gateway for one wrong topic.
 */
final class TopicRights implements PublishAuthorizer, SubscriptionAuthorizer {
    private static final String WHY = Topics.notPermitted().sentence();

    private final DeviceRights rights;

    TopicRights(DeviceRights rights) {
        this.rights = rights;
    }

    @Override
    public void authorizePublish(PublishAuthorizerInput input, PublishAuthorizerOutput output) {
        if (mayPublish(input)) {
            output.authorizeSuccessfully();
        } else {
            output.failAuthorization(AckReasonCode.NOT_AUTHORIZED, WHY);
        }
    }

    private boolean mayPublish(PublishAuthorizerInput input) {
        try {
            return rights.mayPublish(
                    ConnectionCaller.of(input.getConnectionInformation()),
                    input.getPublishPacket().getTopic());
        } catch (Refused notYet) {
            // The registry cannot say now. The door asks again before it takes the report, and can
            // make its sender wait.
            return true;
        }
    }

    @Override
    public void authorizeSubscribe(
            SubscriptionAuthorizerInput input, SubscriptionAuthorizerOutput output) {
        if (rights.mayListen(
                ConnectionCaller.of(input.getConnectionInformation()),
                input.getSubscription().getTopicFilter())) {
            output.authorizeSuccessfully();
        } else {
            output.failAuthorization(SubackReasonCode.NOT_AUTHORIZED, WHY);
        }
    }
}
