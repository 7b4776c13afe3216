package dev.lekha.app.keys;

import dev.lekha.app.FolderCommand;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lekha keys list}: the keys in force and the rotations before them. */
@Command(
        name = "list",
        description = "Lists the keys in force, the declared root, and the rotations so far.",
        mixinStandardHelpOptions = true)
final class ListKeys extends FolderCommand {
    @Mixin private GivenKeys given = new GivenKeys();

    @Override
    public Integer call() throws IOException {
        var origin = RoleKeys.origin(folder());
        var rotations = new RotationFiles(folder().resolve("evidence"));
        out().println(
                        rotations
                                .declaredRoot()
                                .map(root -> "root " + root)
                                .orElse("no root is declared"));
        for (var role : RoleKeys.values()) {
            for (var key : role.in(given.folder(folder()), origin).keys()) {
                out().printf("%s %s%n", role, key);
            }
            rotations
                    .positions(role.toString())
                    .forEach(position ->
                            out().printf("%s was rotated at position %d%n", role, position));
        }
        out().flush();
        return 0;
    }
}
