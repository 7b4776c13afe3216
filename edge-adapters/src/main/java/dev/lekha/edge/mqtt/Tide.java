package dev.lekha.edge.mqtt;

import com.hivemq.bootstrap.netty.ChannelHandlerNames;
import com.hivemq.mqtt.message.puback.PUBACK;
import com.hivemq.mqtt.message.publish.PUBLISH;
import com.hivemq.mqtt.message.pubrec.PUBREC;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/**
 * Stops reading from a connection that has too many unanswered messages, so that TCP itself slows
 * its sender down and a flood stays with whoever makes it. The broker has no such limit of its own:
 * while an extension has not answered, it queues without bound whatever the same client sends.
 * Everything here happens on the connection's own thread.
 */
final class Tide extends ChannelDuplexHandler {
    private final Channel channel;
    private final int high;
    private int unanswered;
    private boolean paused;

    private Tide(Channel channel, int high) {
        this.channel = channel;
        this.high = high;
    }

    /** Puts a tide before everything that knows of messages, but after the decoder. */
    static Tide on(Channel channel, int high) {
        Tide tide = new Tide(channel, high);
        channel.pipeline().addBefore(ChannelHandlerNames.MQTT_MESSAGE_BARRIER, "lekha_tide", tide);
        return tide;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof PUBLISH && ++unanswered >= high) {
            paused = true;
            channel.config().setAutoRead(false);
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        // Also those that the broker gives without asking us: to a QoS 2 message that it has had
        // before.
        if (message instanceof PUBACK || message instanceof PUBREC) {
            ebb();
        }
        context.write(message, promise);
    }

    /** A message at QoS 0, which no acknowledgement shows to be done with, is done with. */
    void doneWithoutAnswer() {
        channel.eventLoop().execute(this::ebb);
    }

    private void ebb() {
        unanswered = Math.max(0, unanswered - 1);
        if (paused && unanswered <= high / 2) {
            paused = false;
            channel.config().setAutoRead(true);
        }
    }
}
