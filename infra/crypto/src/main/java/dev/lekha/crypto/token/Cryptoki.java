package dev.lekha.crypto.token;

import dev.lekha.crypto.key.KeyUnusable;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A library of PKCS#11 2.40 or later, with those of its functions that signing takes. A process has
 * it once and until it ends. For any number of threads.
 */
final class Cryptoki {
    /** Each by its place in CK_FUNCTION_LIST, as pkcs11f.h has them. */
    enum Function {
        C_Initialize(0),
        C_GetSlotList(4),
        C_GetTokenInfo(6),
        C_OpenSession(12),
        C_CloseSession(13),
        C_Login(18),
        C_GetAttributeValue(24),
        C_FindObjectsInit(26),
        C_FindObjects(27),
        C_FindObjectsFinal(28),
        C_SignInit(42),
        C_Sign(43);

        private final int place;

        Function(int place) {
            this.place = place;
        }
    }

    static final ValueLayout.OfLong ULONG = ValueLayout.JAVA_LONG;
    static final AddressLayout POINTER = ValueLayout.ADDRESS;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Map<Path, Cryptoki> LOADED = new ConcurrentHashMap<>();

    /** CK_VERSION, filled up to where a pointer may stand. */
    private static final long BEFORE_FUNCTIONS = 8;

    /** CK_C_INITIALIZE_ARGS: four functions for locks, flags, a pointer. */
    private static final long INITIALIZE_ARGS = 48;

    private static final long INITIALIZE_FLAGS = 32;
    private static final long CKF_OS_LOCKING_OK = 2;

    private final MemorySegment functions;
    private final Map<Function, MethodHandle> handles = new ConcurrentHashMap<>();

    private Cryptoki(MemorySegment functions) {
        this.functions = functions;
    }

    /**
     * @throws KeyUnusable where there is no such library, or it does not start
     */
    static Cryptoki of(Path library) {
        return LOADED.computeIfAbsent(library.toAbsolutePath().normalize(), Cryptoki::load);
    }

    private static Cryptoki load(Path library) {
        if (LINKER.canonicalLayouts().get("long") instanceof MemoryLayout size
                && size.byteSize() != ULONG.byteSize()) {
            throw new KeyUnusable("Tokens need a 64-bit system other than Windows.");
        }
        if (!Files.isRegularFile(library)) {
            throw new KeyUnusable("the library " + library + " is not there.");
        }
        try {
            var symbols = SymbolLookup.libraryLookup(library, Arena.global());
            var loaded = new Cryptoki(functions(symbols.findOrThrow("C_GetFunctionList")));
            loaded.initialize();
            return loaded;
        } catch (IllegalArgumentException | NoSuchElementException other) {
            throw new KeyUnusable("the library " + library + " is none of PKCS#11.", other);
        } catch (CryptokiFailure failed) {
            throw new KeyUnusable(
                    "the library %s does not start: %s.".formatted(library, failed.getMessage()),
                    failed);
        }
    }

    private static MemorySegment functions(MemorySegment getFunctionList) {
        var descriptor = FunctionDescriptor.of(ULONG, POINTER);
        try (var arena = Arena.ofConfined()) {
            var list = arena.allocate(POINTER);
            var handle = LINKER.downcallHandle(getFunctionList, descriptor);
            CryptokiFailure.require("C_GetFunctionList", invoke(handle, list));
            int most = Function.C_Sign.place + 1;
            return list.get(POINTER, 0).reinterpret(BEFORE_FUNCTIONS + most * POINTER.byteSize());
        }
    }

    private void initialize() {
        try (var arena = Arena.ofConfined()) {
            var arguments = arena.allocate(INITIALIZE_ARGS, POINTER.byteAlignment());
            arguments.set(ULONG, INITIALIZE_FLAGS, CKF_OS_LOCKING_OK);
            call(Function.C_Initialize, arguments);
        } catch (CryptokiFailure failed) {
            if (failed.code() != CryptokiFailure.ALREADY_INITIALIZED) {
                throw failed;
            }
        }
    }

    /**
     * @param arguments each a Long for CK_ULONG, a Byte for CK_BBOOL or a MemorySegment for a
     *     pointer
     * @throws CryptokiFailure where the function answers with another code than CKR_OK
     */
    void call(Function function, Object... arguments) {
        CryptokiFailure.require(function.name(), answer(function, arguments));
    }

    /** The code that the function answers with, CKR_…. */
    long answer(Function function, Object... arguments) {
        return invoke(
                handles.computeIfAbsent(function, _ -> handle(function, arguments)), arguments);
    }

    private MethodHandle handle(Function function, Object... arguments) {
        var layouts = Arrays.stream(arguments).map(Cryptoki::layout).toArray(MemoryLayout[]::new);
        var at = functions.get(POINTER, BEFORE_FUNCTIONS + function.place * POINTER.byteSize());
        return LINKER.downcallHandle(at, FunctionDescriptor.of(ULONG, layouts));
    }

    private static MemoryLayout layout(Object argument) {
        return switch (argument) {
            case Long _ -> ULONG;
            case Byte _ -> ValueLayout.JAVA_BYTE;
            case MemorySegment _ -> POINTER;
            default -> throw new IllegalArgumentException("an argument of " + argument.getClass());
        };
    }

    private static long invoke(MethodHandle handle, Object... arguments) {
        try {
            return (long) handle.invokeWithArguments(arguments);
        } catch (RuntimeException | Error failed) {
            throw failed;
        } catch (Throwable checked) {
            throw new IllegalStateException("a C function throws nothing", checked);
        }
    }
}
