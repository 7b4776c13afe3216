package dev.lekha.query;

import dev.lekha.projection.ViewSchema;
import dev.lekha.projection.Views;
import java.io.IOException;

/** The pages that answer a question, one in memory at a time. */
record Pages(DisclosedViews views, ViewSchema view, ViewQuestion question) {
    private static final int USUAL = 100;
    private static final int ROWS_IN_MEMORY = 500;

    /** Does something with a page while it is in memory. */
    interface Each {
        void page(Views.Page page) throws IOException;
    }

    /** One page, for those who follow the cursors themselves. */
    Views.Page only() {
        return next(
                question.after(),
                question.limit() == ViewQuestion.NO_LIMIT ? USUAL : question.limit());
    }

    /** The first of all pages. */
    Views.Page first() {
        return next(question.after(), rows(0));
    }

    /**
     * From the first page to the last, or as far as the limit. Rows are written between reads, so a
     * slow reader holds no lock of the store.
     */
    void forEach(Views.Page first, Each each) throws IOException {
        var page = first;
        each.page(page);
        long seen = page.rows().size();
        while (!page.next().isEmpty() && rows(seen) > 0) {
            page = next(page.next(), rows(seen));
            each.page(page);
            seen += page.rows().size();
        }
    }

    private int rows(long seen) {
        return question.limit() == ViewQuestion.NO_LIMIT
                ? ROWS_IN_MEMORY
                : (int) Math.min(ROWS_IN_MEMORY, question.limit() - seen);
    }

    private Views.Page next(String cursor, int rows) {
        try {
            return views.page(view.name(), question.page(cursor, rows));
        } catch (IllegalArgumentException noCursor) {
            throw ViewQuestion.malformed(
                    "cursor-malformed", "after takes a cursor that an earlier page gave.");
        }
    }
}
