package dev.lekha.app.demo;

/**
 * One message that a meter sends.
 *
 * @param device in whose name it is sent: the meter's own, or wrongly another's
 * @param request what the meter calls it
 * @param contentType of the payload
 */
record Delivery(String device, String request, String contentType, byte[] payload) {
    String topic() {
        return "devices/" + device + "/reports";
    }
}
