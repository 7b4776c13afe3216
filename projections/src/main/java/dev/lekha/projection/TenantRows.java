package dev.lekha.projection;

import dev.lekha.kernel.TenantKey;
import dev.lekha.projection.Views.Found;
import dev.lekha.projection.Views.KeyRange;
import dev.lekha.projection.Views.Page;
import dev.lekha.projection.Views.Query;
import dev.lekha.projection.Views.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one tenant sees of the rows of all: its own, under the keys that it knows. Nothing that it
 * asks, a cursor of somebody else included, leads out of its own keys.
 */
record TenantRows(Rows all, String tenant) implements Rows {
    @Override
    public long position(String view) {
        return all.position(view);
    }

    @Override
    public Found find(String view, String key) {
        var found = all.find(view, TenantKey.of(tenant, key));
        return new Found(found.row().map(TenantRows::own), found.position());
    }

    @Override
    public Page page(String view, Query query) {
        var page =
                all.page(
                        view,
                        new Query(
                                query.filters(),
                                query.sort(),
                                query.descending(),
                                query.after(),
                                query.limit(),
                                within()));
        return new Page(
                page.rows().stream().map(TenantRows::own).toList(), page.next(), page.position());
    }

    @Override
    public Map<String, byte[]> findAll(String view, List<String> keys) {
        var stored = keys.stream().map(key -> TenantKey.of(tenant, key)).toList();
        var found = new HashMap<String, byte[]>();
        all.findAll(view, stored).forEach((key, row) -> found.put(TenantKey.read(key).key(), row));
        return found;
    }

    private List<KeyRange> within() {
        var mine = new TenantKey(tenant, "");
        return mine.isDefault()
                ? List.of(
                        new KeyRange("", TenantKey.OTHERS_BEGIN),
                        new KeyRange(TenantKey.OTHERS_END, ""))
                : List.of(new KeyRange(mine.begin(), mine.end()));
    }

    private static Row own(Row row) {
        return new Row(TenantKey.read(row.key()).key(), row.json());
    }
}
