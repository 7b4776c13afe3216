package dev.lekha.crypto.witness;

import dev.lekha.crypto.note.SignatureLine;
import java.util.List;

/** What a witness answers, and as what over HTTP. */
public sealed interface WitnessAnswer {
    int status();

    /** The body of the answer. */
    String body();

    default String contentType() {
        return "text/plain; charset=utf-8";
    }

    /** It has seen that the log only grew. */
    record Cosigned(List<SignatureLine> lines) implements WitnessAnswer {
        @Override
        public int status() {
            return 200;
        }

        @Override
        public String body() {
            var body = new StringBuilder();
            lines.forEach(body::append);
            return body.toString();
        }
    }

    /** The asker does not know what the witness has seen last. */
    record Behind(long size) implements WitnessAnswer {
        @Override
        public int status() {
            return 409;
        }

        @Override
        public String body() {
            return size + "\n";
        }

        @Override
        public String contentType() {
            return "text/x.tlog.size";
        }
    }

    /** No, and why. */
    record Declined(Reason reason, String sentence) implements WitnessAnswer {
        @Override
        public int status() {
            return reason.status;
        }

        @Override
        public String body() {
            return sentence + "\n";
        }
    }

    /** Why a witness says no. */
    enum Reason {
        MALFORMED(400),
        NOT_SIGNED(403),
        UNKNOWN_LOG(404),
        INCONSISTENT(422);

        private final int status;

        Reason(int status) {
            this.status = status;
        }
    }
}
