package dev.lekha.query;

import dev.lekha.projection.ViewSchema;
import dev.lekha.projection.Views;
import java.io.IOException;

/** The pages that answer a question, one in memory at a time. */
record Pages(Views views, ViewSchema view, ViewQuestion question) {
    private static final int ROWS_IN_MEMORY = 500;

    /** Does something with a page while it is in memory. */
    interface Each {
        void page(Views.Page page) throws IOException;
    }

    Views.Page next(String cursor, int rows) {
        try {
            return views.page(view.name(), question.page(cursor, rows));
        } catch (IllegalArgumentException noCursor) {
            throw ViewQuestion.malformed(
                    "cursor-malformed", "after takes a cursor that an earlier page gave.");
        }
    }

    Views.Page first() {
        return next(question.after(), ROWS_IN_MEMORY);
    }

    /**
     * From a first page to the last. Rows are written between reads, so a slow reader holds no lock
     * of the store.
     */
    void forEach(Views.Page first, Each each) throws IOException {
        var page = first;
        each.page(page);
        while (!page.next().isEmpty()) {
            page = next(page.next(), ROWS_IN_MEMORY);
            each.page(page);
        }
    }
}
