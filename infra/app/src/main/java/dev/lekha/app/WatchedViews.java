package dev.lekha.app;

import dev.lekha.projection.ViewSchema;
import dev.lekha.projection.Views;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Views that tell which rows have changed, so that who remembers some can forget these. */
final class WatchedViews implements Views {
    /**
     * Told when what it remembers is no longer what is stored, before anybody is told the position.
     */
    interface Watcher {
        void changed(String view, Collection<String> keys);

        void emptied(String view);
    }

    private final Views kept;
    private final boolean changedByOthers;
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    /**
     * @param changedByOthers whether other processes change rows too, of which nobody tells
     */
    WatchedViews(Views kept, boolean changedByOthers) {
        this.kept = kept;
        this.changedByOthers = changedByOthers;
    }

    boolean areChangedByOthers() {
        return changedByOthers;
    }

    void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    @Override
    public void apply(String view, long from, long to, Map<String, Optional<byte[]>> changes) {
        kept.apply(view, from, to, changes);
        watchers.forEach(watcher -> watcher.changed(view, changes.keySet()));
    }

    @Override
    public void clear(String view) {
        kept.clear(view);
        watchers.forEach(watcher -> watcher.emptied(view));
    }

    @Override
    public void declare(ViewSchema schema) {
        kept.declare(schema);
        watchers.forEach(watcher -> watcher.emptied(schema.name()));
    }

    @Override
    public long position(String view) {
        return kept.position(view);
    }

    @Override
    public Found find(String view, String key) {
        return kept.find(view, key);
    }

    @Override
    public Page page(String view, Query query) {
        return kept.page(view, query);
    }

    @Override
    public Map<String, byte[]> findAll(String view, List<String> keys) {
        return kept.findAll(view, keys);
    }

    @Override
    public Digest digest(String view) {
        return kept.digest(view);
    }
}
