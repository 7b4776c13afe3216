package dev.lekha.edge.notifications;

/** One way to reach subscribers. */
@FunctionalInterface
interface Sender {
    Attempt send(Notification notification) throws InterruptedException;
}
