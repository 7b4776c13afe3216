package dev.lekha.crypto.bundle;

import dev.lekha.crypto.tiles.EntryBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Changes a bundle as damage or an attacker would; who attacks makes the manifest fit. */
final class Mutations {
    private static final String TOKEN = "timestamps/140/own.tsr";

    private final Random random;
    private final Path original;
    private final Unpacked good;
    private final List<Unpacked> others;

    Mutations(long seed, Path original, List<Path> others) throws IOException {
        this.random = new Random(seed);
        this.original = original;
        this.good = Unpacked.of(original);
        this.others = new ArrayList<>();
        for (var other : others) {
            this.others.add(Unpacked.of(other));
        }
    }

    /** Writes a changed one and says what was done. */
    String write(Path file) throws IOException {
        if (random.nextInt(5) == 0) {
            return damage(file);
        }
        var changed = good.copy();
        var what = change(changed);
        if (random.nextInt(5) > 0) {
            changed.withNewManifest();
        }
        changed.pack(file);
        return what;
    }

    /** With one bit of the token turned and everything else made to fit. */
    void writeTurnedToken(Path file) throws IOException {
        var changed = good.copy();
        changed.files().computeIfPresent(TOKEN, (_, token) -> flipped(token));
        changed.withNewManifest().pack(file);
    }

    private String damage(Path file) throws IOException {
        var bytes = Files.readAllBytes(original);
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(3)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes = Arrays.copyOf(bytes, at);
            default -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(40));
        }
        Files.write(file, bytes);
        return "damage at " + at;
    }

    private String change(Unpacked bundle) {
        var names = new ArrayList<>(bundle.files().keySet());
        names.remove(FileManifest.NAME);
        var name = names.get(random.nextInt(names.size()));
        var bytes = bundle.files().get(name);
        switch (random.nextInt(7)) {
            case 0 -> bundle.files().put(name, flipped(bytes));
            case 1 -> bundle.files().remove(name);
            case 2 -> {
                var second = names.get(random.nextInt(names.size()));
                bundle.files().put(name, bundle.files().get(second));
                bundle.files().put(second, bytes);
                return "swap of %s and %s".formatted(name, second);
            }
            case 3 -> {
                var other = others.get(random.nextInt(others.size())).files();
                bundle.files().put(name, other.getOrDefault(name, bytes));
                return "splice of " + name;
            }
            case 4 -> bundle.files().put(Parts.LEAVES, leaves(bundle.files().get(Parts.LEAVES)));
            case 5 -> {
                var token = bundle.files().get(TOKEN);
                bundle.files().put(TOKEN, Der.rearranged(token, random));
                return "another structure of " + TOKEN;
            }
            default -> bundle.files().put(name, lines(bytes));
        }
        return "change of " + name;
    }

    private byte[] flipped(byte[] bytes) {
        var changed = bytes.clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    private byte[] leaves(byte[] bytes) {
        var records = new ArrayList<>(EntryBundle.records(bytes, 40));
        rearrange(records);
        return EntryBundle.of(records);
    }

    private byte[] lines(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        var lines = new ArrayList<>(List.of(text.split("(?<=\n)")));
        rearrange(lines);
        return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    }

    private <T> void rearrange(List<T> items) {
        int one = random.nextInt(items.size());
        int other = random.nextInt(items.size());
        switch (random.nextInt(4)) {
            case 0 -> Collections.swap(items, one, other);
            case 1 -> items.remove(one);
            case 2 -> items.add(other, items.get(one));
            default -> items.set(one, items.get(other));
        }
    }
}
