package dev.lekha.store.embedded;

import java.util.ArrayList;
import java.util.List;

/** What is asked of rows, as a condition of SQL; values are bound, never written into it. */
record ViewCondition(String sql, List<Object> values) {
    /** All of them. */
    static ViewCondition all(List<ViewCondition> conditions) {
        return conditions.isEmpty()
                ? new ViewCondition("TRUE", List.of())
                : joined(conditions, " AND ");
    }

    static ViewCondition all(List<ViewCondition> conditions, ViewCondition last) {
        var all = new ArrayList<>(conditions);
        all.add(last);
        return all(all);
    }

    /** At least one of them. */
    static ViewCondition any(List<ViewCondition> conditions) {
        return joined(conditions, " OR ");
    }

    private static ViewCondition joined(List<ViewCondition> conditions, String word) {
        var values = new ArrayList<Object>();
        conditions.forEach(condition -> values.addAll(condition.values));
        var sql = String.join(word, conditions.stream().map(ViewCondition::sql).toList());
        return new ViewCondition("(" + sql + ")", values);
    }
}
