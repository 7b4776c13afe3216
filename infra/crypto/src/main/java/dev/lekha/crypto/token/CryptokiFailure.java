package dev.lekha.crypto.token;

import java.util.Map;
import java.util.Set;

/** A function of PKCS#11 that did not do what it was called for. */
final class CryptokiFailure extends RuntimeException {
    static final long ATTRIBUTE_TYPE_INVALID = 0x12;
    static final long USER_ALREADY_LOGGED_IN = 0x100;
    static final long ALREADY_INITIALIZED = 0x191;

    private static final long serialVersionUID = 1;
    private static final Set<Long> OF_THE_PIN = Set.of(0xA0L, 0xA1L, 0xA2L, 0xA4L);
    private static final Map<Long, String> NAMES =
            Map.ofEntries(
                    Map.entry(0x03L, "CKR_SLOT_ID_INVALID"),
                    Map.entry(0x05L, "CKR_GENERAL_ERROR"),
                    Map.entry(0x06L, "CKR_FUNCTION_FAILED"),
                    Map.entry(0x30L, "CKR_DEVICE_ERROR"),
                    Map.entry(0x32L, "CKR_DEVICE_REMOVED"),
                    Map.entry(0x54L, "CKR_FUNCTION_NOT_SUPPORTED"),
                    Map.entry(0x60L, "CKR_KEY_HANDLE_INVALID"),
                    Map.entry(0x63L, "CKR_KEY_TYPE_INCONSISTENT"),
                    Map.entry(0x68L, "CKR_KEY_FUNCTION_NOT_PERMITTED"),
                    Map.entry(0x70L, "CKR_MECHANISM_INVALID"),
                    Map.entry(0x82L, "CKR_OBJECT_HANDLE_INVALID"),
                    Map.entry(0xA0L, "CKR_PIN_INCORRECT"),
                    Map.entry(0xA1L, "CKR_PIN_INVALID"),
                    Map.entry(0xA2L, "CKR_PIN_LEN_RANGE"),
                    Map.entry(0xA3L, "CKR_PIN_EXPIRED"),
                    Map.entry(0xA4L, "CKR_PIN_LOCKED"),
                    Map.entry(0xB1L, "CKR_SESSION_COUNT"),
                    Map.entry(0xB3L, "CKR_SESSION_HANDLE_INVALID"),
                    Map.entry(0xE0L, "CKR_TOKEN_NOT_PRESENT"),
                    Map.entry(0x101L, "CKR_USER_NOT_LOGGED_IN"),
                    Map.entry(0x102L, "CKR_USER_PIN_NOT_INITIALIZED"));

    private final long code;

    private CryptokiFailure(String function, long code) {
        super(function + " answers " + NAMES.getOrDefault(code, "0x" + Long.toHexString(code)));
        this.code = code;
    }

    /**
     * @throws CryptokiFailure where the code is not CKR_OK
     */
    static void require(String function, long code) {
        if (code != 0) {
            throw new CryptokiFailure(function, code);
        }
    }

    long code() {
        return code;
    }

    /** Whether the token did not take the PIN. */
    boolean isOfThePin() {
        return OF_THE_PIN.contains(code);
    }
}
