package dev.lekha.kernel;

/** A follower was offered facts that do not follow what it has: it has to be taken back first. */
public final class FollowerBehind extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /**
     * @param follower its name
     * @param position up to which it has the log
     * @param first position of what it was offered
     */
    public FollowerBehind(String follower, long position, long first) {
        super("%s stands at %d and was offered %d".formatted(follower, position, first));
    }
}
