package dev.lekha.kernel;

/*
 * Written with a mark that no identity begins with. The default tenant's keys are as they are, so that what was stored
 * before there were others stays where it is; one that begins with the mark gets a second. So "~" is before every other
 * tenant's keys and "~~" behind all of them, whatever a tenant is called.
 */

/**
 * A key in a store that tenants share: the same key of two tenants is two keys, and each tenant's
 * keys are apart from all others.
 *
 * @param tenant empty stands for the default tenant
 */
public record TenantKey(String tenant, String key) {
    /** Where the keys of tenants other than the default one begin. */
    public static final String OTHERS_BEGIN = "~";

    /** Where they have ended. */
    public static final String OTHERS_END = "~~";

    private static final char MARK = '~';
    private static final char BEHIND_MARK = MARK + 1;

    public TenantKey {
        tenant = tenant.isEmpty() ? Caller.DEFAULT_TENANT : tenant;
    }

    /** As it is stored. */
    public static String of(String tenant, String key) {
        return new TenantKey(tenant, key).stored();
    }

    public String stored() {
        if (isDefault()) {
            return key.startsWith(OTHERS_BEGIN) ? OTHERS_BEGIN + MARK + key : key;
        }
        return begin() + key;
    }

    /** Reads what {@link #stored} wrote. */
    public static TenantKey read(String stored) {
        if (stored.startsWith(OTHERS_END)) {
            return new TenantKey(Caller.DEFAULT_TENANT, stored.substring(OTHERS_END.length()));
        }
        if (!stored.startsWith(OTHERS_BEGIN)) {
            return new TenantKey(Caller.DEFAULT_TENANT, stored);
        }
        var end = stored.indexOf(MARK, 1);
        return new TenantKey(plain(stored.substring(1, end)), stored.substring(end + 1));
    }

    public boolean isDefault() {
        return tenant.equals(Caller.DEFAULT_TENANT);
    }

    /** What all stored keys of a tenant that is not the default one begin with. */
    public String begin() {
        return MARK + safe(tenant) + MARK;
    }

    /** Behind all of them. */
    public String end() {
        return MARK + safe(tenant) + BEHIND_MARK;
    }

    /** Tenants of tokens may be called anything; four hexadecimal digits stand for what is odd. */
    private static String safe(String tenant) {
        var safe = new StringBuilder(tenant.length());
        for (var at = 0; at < tenant.length(); at++) {
            var letter = tenant.charAt(at);
            if (letter < 128
                    && (Character.isLetterOrDigit(letter) || "._:-".indexOf(letter) >= 0)) {
                safe.append(letter);
            } else {
                safe.append("%%%04x".formatted((int) letter));
            }
        }
        return safe.toString();
    }

    private static String plain(String safe) {
        var plain = new StringBuilder(safe.length());
        for (var at = 0; at < safe.length(); at++) {
            if (safe.charAt(at) == '%') {
                plain.append((char) Integer.parseInt(safe, at + 1, at + 5, 16));
                at += 4;
            } else {
                plain.append(safe.charAt(at));
            }
        }
        return plain.toString();
    }
}
