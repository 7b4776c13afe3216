package dev.lekha.app;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What a command of the command line has done.
 *
 * @param code with which it ended
 */
public record Ran(int code, String out, String err) {
    public static Ran lekha(Object... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        int code =
                Lekha.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(words);
        return new Ran(code, out.toString(), err.toString());
    }
}
