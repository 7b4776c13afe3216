package dev.lekha.crypto.bundle;

import dev.lekha.crypto.bundle.Verdict.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whether a bundle's files are all there, and the ones that its manifest lists. */
record FileCheck(StoredZip zip, Findings findings) {
    void check() throws IOException {
        needed().stream().filter(part -> !zip.has(part)).forEach(findings::missing);
        var listed = new TreeMap<String, String>();
        if (zip.has(FileManifest.NAME)) {
            listed.putAll(FileManifest.parse(zip.read(FileManifest.NAME)));
        }
        listed.keySet().stream().filter(part -> !zip.has(part)).forEach(findings::missing);
        zip.digests()
                .forEach((part, digest) -> {
                    var wanted = listed.getOrDefault(part, digest);
                    if (!wanted.equals(digest)) {
                        findings.add(Outcome.INVALID, part + " is damaged");
                    }
                    requireKnown(part, listed);
                });
    }

    private List<String> needed() {
        return zip.has(Parts.SELECTION)
                ? List.of(FileManifest.NAME)
                : List.of(FileManifest.NAME, Parts.RANGE_PROOF, Parts.LEAVES);
    }

    private void requireKnown(String part, SortedMap<String, String> listed) {
        boolean manifest = part.equals(FileManifest.NAME);
        if (!manifest && zip.has(FileManifest.NAME) && !listed.containsKey(part)) {
            findings.add(Outcome.INVALID, part + " does not stand in the manifest");
        }
    }
}
