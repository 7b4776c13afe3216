package dev.lekha.crypto.token;

import static dev.lekha.crypto.token.Cryptoki.POINTER;
import static dev.lekha.crypto.token.Cryptoki.ULONG;

import dev.lekha.crypto.token.Cryptoki.Function;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A session with a token. One thread at a time; each call throws {@link CryptokiFailure}. */
record Session(Cryptoki library, long handle) {
    private static final long CKF_SERIAL_SESSION = 4;
    private static final long CKU_USER = 1;
    private static final long AT_ONCE = 16;

    /** CK_MECHANISM, as CK_ATTRIBUTE: a type, a pointer to a value, the bytes of the value. */
    private static final long TRIPLE = 24;

    private static final long VALUE_AT = 8;
    private static final long LENGTH_AT = 16;

    /** More than the signature of any curve. */
    private static final long SIGNATURE_BYTES = 512;

    /** An attribute that an object has to have. */
    record Wanted(long type, byte[] value) {
        static Wanted of(long type, long value) {
            try (var arena = Arena.ofConfined()) {
                return new Wanted(
                        type, arena.allocateFrom(ULONG, value).toArray(ValueLayout.JAVA_BYTE));
            }
        }
    }

    /** Reads only, as signing does. */
    static Session open(Cryptoki library, long slot) {
        try (var arena = Arena.ofConfined()) {
            var handle = arena.allocate(ULONG);
            var nothing = MemorySegment.NULL;
            library.call(
                    Function.C_OpenSession, slot, CKF_SERIAL_SESSION, nothing, nothing, handle);
            return new Session(library, handle.get(ULONG, 0));
        }
    }

    void login(byte[] pin) {
        try (var arena = Arena.ofConfined()) {
            var said = arena.allocateFrom(ValueLayout.JAVA_BYTE, pin);
            library.call(Function.C_Login, handle, CKU_USER, said, (long) pin.length);
            said.fill((byte) 0);
        }
    }

    List<Long> find(List<Wanted> wanted) {
        try (var arena = Arena.ofConfined()) {
            var template = arena.allocate(TRIPLE * wanted.size(), POINTER.byteAlignment());
            for (int i = 0; i < wanted.size(); i++) {
                var value = arena.allocateFrom(ValueLayout.JAVA_BYTE, wanted.get(i).value());
                put(template.asSlice(i * TRIPLE, TRIPLE), wanted.get(i).type(), value);
            }
            library.call(Function.C_FindObjectsInit, handle, template, (long) wanted.size());
            try {
                return found(arena);
            } finally {
                library.call(Function.C_FindObjectsFinal, handle);
            }
        }
    }

    private List<Long> found(Arena arena) {
        var all = new ArrayList<Long>();
        var some = arena.allocate(ULONG, AT_ONCE);
        var count = arena.allocate(ULONG);
        do {
            library.call(Function.C_FindObjects, handle, some, AT_ONCE, count);
            for (long i = 0; i < count.get(ULONG, 0); i++) {
                all.add(some.getAtIndex(ULONG, i));
            }
        } while (count.get(ULONG, 0) > 0);
        return all;
    }

    /** Empty where objects of that kind have none. */
    Optional<byte[]> attribute(long object, long type) {
        try (var arena = Arena.ofConfined()) {
            var asked = arena.allocate(TRIPLE, POINTER.byteAlignment());
            put(asked, type, MemorySegment.NULL);
            library.call(Function.C_GetAttributeValue, handle, object, asked, 1L);
            var value = arena.allocate(Math.max(1, asked.get(ULONG, LENGTH_AT)));
            put(asked, type, value);
            library.call(Function.C_GetAttributeValue, handle, object, asked, 1L);
            long length = asked.get(ULONG, LENGTH_AT);
            return Optional.of(value.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
        } catch (CryptokiFailure failed) {
            if (failed.code() == CryptokiFailure.ATTRIBUTE_TYPE_INVALID) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    byte[] sign(long mechanism, long key, byte[] data) {
        try (var arena = Arena.ofConfined()) {
            var how = arena.allocate(TRIPLE, POINTER.byteAlignment());
            put(how, mechanism, MemorySegment.NULL);
            library.call(Function.C_SignInit, handle, how, key);
            var in = arena.allocateFrom(ValueLayout.JAVA_BYTE, data);
            var out = arena.allocate(SIGNATURE_BYTES);
            var length = arena.allocateFrom(ULONG, SIGNATURE_BYTES);
            library.call(Function.C_Sign, handle, in, (long) data.length, out, length);
            return out.asSlice(0, length.get(ULONG, 0)).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    private static void put(MemorySegment triple, long type, MemorySegment value) {
        triple.set(ULONG, 0, type);
        triple.set(POINTER, VALUE_AT, value);
        triple.set(ULONG, LENGTH_AT, value.byteSize());
    }

    void close() {
        // Whatever it answers: a session that cannot be closed has gone with its token.
        library.answer(Function.C_CloseSession, handle);
    }
}
