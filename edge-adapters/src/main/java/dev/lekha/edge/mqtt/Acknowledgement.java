package dev.lekha.edge.mqtt;

import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import dev.lekha.kernel.Refused;

/** What PUBACK or PUBREC says of a report that will never be taken (MQTT 5, 3.4.2.1). */
final class Acknowledgement {
    private Acknowledgement() {}

    static AckReasonCode of(Refused.Kind kind) {
        return switch (kind) {
            case MALFORMED -> AckReasonCode.PAYLOAD_FORMAT_INVALID; // 0x99
            case UNAUTHENTICATED, FORBIDDEN -> AckReasonCode.NOT_AUTHORIZED; // 0x87
            case UNKNOWN -> AckReasonCode.TOPIC_NAME_INVALID; // 0x90
            case CONFLICT, MISUSED -> AckReasonCode.IMPLEMENTATION_SPECIFIC_ERROR; // 0x83
            // 0x95, packet too large, is not for acknowledgements; 0x97 is "a limit has been
            // exceeded".
            case TOO_LARGE, TOO_MANY -> AckReasonCode.QUOTA_EXCEEDED;
            case BUSY -> AckReasonCode.UNSPECIFIED_ERROR; // 0x80
        };
    }
}
