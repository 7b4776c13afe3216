package dev.lekha.edge.mqtt;

import com.hivemq.extension.sdk.api.async.Async;
import com.hivemq.extension.sdk.api.async.TimeoutFallback;
import com.hivemq.extension.sdk.api.interceptor.publish.PublishInboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundInput;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundOutput;
import com.hivemq.extension.sdk.api.packets.disconnect.DisconnectReasonCode;
import com.hivemq.extension.sdk.api.packets.general.MqttVersion;
import com.hivemq.extension.sdk.api.packets.general.Qos;
import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import com.hivemq.extension.sdk.api.services.session.ClientService;
import dev.lekha.edge.TokenBucket;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Refused;
import java.time.Duration;

/**
 * What one connection publishes. Nothing goes on to subscribers; each message is answered when its
 * outcome is known, and the broker hands over the next one only then, so a connection has one
 * report on its way at a time, in order.
 *
 * <p>What a client sees:
 *
 * <ul>
 *   <li>Stored: PUBACK or PUBREC, in MQTT 5 with 0x00.
 *   <li>Rejected, MQTT 5: PUBACK or PUBREC with {@link Acknowledgement the reason} and a sentence.
 *   <li>Rejected, MQTT 3.1.1: PUBACK or PUBREC. It has no way to say no, and without an answer the
 *       message would come again for ever; it was counted and recorded.
 *   <li>Postponed: no acknowledgement and the end of the connection, in MQTT 5 after DISCONNECT
 *       0x89 (server busy). The client sends the message again when it comes back, as MQTT 4.4
 *       tells it to; an error in a PUBACK would end the exchange, and the report would be lost.
 * </ul>
 *
 * <p>At QoS 0 there are no answers: what is rejected is counted and recorded, what is postponed is
 * counted and lost.
 */
final class Inbound implements PublishInboundInterceptor {
    private final Caller caller;
    private final Admission admission;
    private final Tide tide;
    private final TokenBucket rate;
    private final Duration longest;
    private final ClientService clients;
    private final ReceiptsOut receipts;

    Inbound(
            Caller caller,
            Admission admission,
            Tide tide,
            TokenBucket rate,
            Duration longest,
            ClientService clients,
            ReceiptsOut receipts) {
        this.caller = caller;
        this.admission = admission;
        this.tide = tide;
        this.rate = rate;
        this.longest = longest;
        this.clients = clients;
        this.receipts = receipts;
    }

    @Override
    public void onInboundPublish(PublishInboundInput input, PublishInboundOutput output) {
        Async<PublishInboundOutput> held =
                output.async(
                        longest,
                        TimeoutFallback.FAILURE,
                        AckReasonCode.UNSPECIFIED_ERROR,
                        "It took too long; nobody knows whether it was stored, so send it again.");
        admission
                .admit(caller, input.getPublishPacket(), rate.take())
                .thenAccept(outcome -> {
                    answer(input, held, outcome);
                    admission.answered();
                    receipts.give(input.getPublishPacket(), outcome);
                });
    }

    private void answer(
            PublishInboundInput input, Async<PublishInboundOutput> held, Outcome outcome) {
        switch (outcome) {
            case Outcome.Rejected(var why) when speaks5(input) -> {
                held.getOutput()
                        .preventPublishDelivery(Acknowledgement.of(why.kind()), why.sentence());
                held.resume();
            }
            case Outcome.Postponed(var why) when asksForAnAnswer(input) ->
                    postpone(input, held, why);
            case Outcome.Stored _, Outcome.Rejected _, Outcome.Postponed _ -> {
                held.getOutput().preventPublishDelivery(AckReasonCode.SUCCESS);
                held.resume();
            }
        }
        if (!asksForAnAnswer(input)) {
            tide.doneWithoutAnswer();
        }
    }

    private void postpone(
            PublishInboundInput input, Async<PublishInboundOutput> held, Refused why) {
        // Only 5 has a packet to say why; in 3.1.1 the broker closes the connection on any answer
        // but success.
        clients.disconnectClient(
                        input.getClientInformation().getClientId(),
                        false,
                        DisconnectReasonCode.SERVER_BUSY,
                        speaks5(input) ? why.sentence() : null)
                .whenComplete((_, _) -> {
                    held.getOutput()
                            .preventPublishDelivery(
                                    AckReasonCode.UNSPECIFIED_ERROR, why.sentence());
                    held.resume();
                });
    }

    private static boolean speaks5(PublishInboundInput input) {
        return input.getConnectionInformation().getMqttVersion() == MqttVersion.V_5;
    }

    private static boolean asksForAnAnswer(PublishInboundInput input) {
        return input.getPublishPacket().getQos() != Qos.AT_MOST_ONCE;
    }
}
