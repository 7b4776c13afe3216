package dev.lekha.crypto.token;

import static dev.lekha.crypto.token.Cryptoki.POINTER;
import static dev.lekha.crypto.token.Cryptoki.ULONG;

import dev.lekha.crypto.token.Cryptoki.Function;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A token in its slot.
 *
 * @param id of the slot
 * @param serial of the token, as its maker gave it
 * @param flags CKF_… of CK_TOKEN_INFO
 */
record Slot(long id, String label, String serial, long flags) {
    /*
     * CK_TOKEN_INFO: label 32 bytes, manufacturer 32, model 16, serial number 16, all blank padded; flags; ten CK_ULONG;
     * two versions of 2 bytes; 16 bytes of time.
     */
    private static final long INFO_BYTES = 208;
    private static final int LABEL_BYTES = 32;
    private static final int SERIAL_AT = 80;
    private static final int SERIAL_BYTES = 16;
    private static final long FLAGS_AT = 96;

    private static final long CKF_USER_PIN_FINAL_TRY = 0x20000;
    private static final long CKF_USER_PIN_LOCKED = 0x40000;
    private static final byte WITH_TOKEN = 1;

    /** All tokens that answer now. */
    static List<Slot> all(Cryptoki library) {
        try (var arena = Arena.ofConfined()) {
            var count = arena.allocate(ULONG);
            // Without a place for them first: then a library looks anew at what is plugged in.
            library.call(Function.C_GetSlotList, WITH_TOKEN, MemorySegment.NULL, count);
            var ids = arena.allocate(ULONG, Math.max(1, count.get(ULONG, 0)));
            library.call(Function.C_GetSlotList, WITH_TOKEN, ids, count);
            var slots = new ArrayList<Slot>();
            for (long i = 0; i < count.get(ULONG, 0); i++) {
                of(library, ids.getAtIndex(ULONG, i), arena).ifPresent(slots::add);
            }
            return slots;
        }
    }

    /** Empty where the token has just gone, or is broken: that is no matter of the others. */
    private static Optional<Slot> of(Cryptoki library, long id, Arena arena) {
        var info = arena.allocate(INFO_BYTES, POINTER.byteAlignment());
        if (library.answer(Function.C_GetTokenInfo, id, info) != 0) {
            return Optional.empty();
        }
        var label = text(info, 0, LABEL_BYTES);
        var serial = text(info, SERIAL_AT, SERIAL_BYTES);
        return Optional.of(new Slot(id, label, serial, info.get(ULONG, FLAGS_AT)));
    }

    private static String text(MemorySegment info, long from, long length) {
        var bytes = info.asSlice(from, length).toArray(ValueLayout.JAVA_BYTE);
        return new String(bytes, StandardCharsets.UTF_8).strip();
    }

    /** As {@code "lekha" in slot 1}. */
    @Override
    public String toString() {
        return "\"%s\" in slot %d".formatted(label, id);
    }

    /** Whether one more wrong PIN, or none at all, locks it. */
    boolean isAtLastTry() {
        return (flags & (CKF_USER_PIN_FINAL_TRY | CKF_USER_PIN_LOCKED)) != 0;
    }
}
