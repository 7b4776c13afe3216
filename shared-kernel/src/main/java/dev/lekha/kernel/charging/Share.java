package dev.lekha.kernel.charging;

import dev.lekha.kernel.Rational;

/** The part of a meter's usage that a subscription bears: greater than 0, at most 1. */
public record Share(SubscriptionId subscription, Rational share) {
    /* Keeps sums over many shares short: their common denominator cannot outgrow memory. */
    private static final long FINEST = 1_000_000;

    public Share {
        if (share.signum() <= 0 || share.compareTo(Rational.ONE) > 0) {
            throw new IllegalArgumentException("a share is greater than 0 and at most 1");
        }
        if (share.denominator().bitLength() > 63 || share.denominator().longValueExact() > FINEST) {
            throw new IllegalArgumentException("a share's denominator is at most " + FINEST);
        }
    }
}
