package dev.lekha.query;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.access.Action;
import dev.lekha.kernel.access.Scope;
import dev.lekha.projection.Rows;
import dev.lekha.projection.Views;
import dev.lekha.projection.Views.Comparison;
import dev.lekha.projection.Views.Filter;
import dev.lekha.projection.access.Grants.Grant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Rows as a restricted application sees them. A row names what it is about by its fields {@code
 * node}, {@code group}, {@code member}, {@code holder}, {@code application} and {@code
 * applicationEntity}; it is seen where all that it names is, and one that names nothing only by a
 * grant of the whole tenant. A page may so be short or empty and still have a next one.
 */
record GrantedRows(Rows all, String application, List<Grant> grants) implements Rows {
    @Override
    public long position(String view) {
        return all.position(view);
    }

    @Override
    public Views.Found find(String view, String key) {
        var found = all.find(view, key);
        var scopes = scopes(view);
        return new Views.Found(
                found.row().filter(row -> sees(scopes, row.json())), found.position());
    }

    @Override
    public Views.Page page(String view, Views.Query query) {
        var page = all.page(view, query);
        var scopes = scopes(view);
        return new Views.Page(
                page.rows().stream().filter(row -> sees(scopes, row.json())).toList(),
                page.next(),
                page.position());
    }

    @Override
    public Map<String, byte[]> findAll(String view, List<String> keys) {
        var found = new HashMap<>(all.findAll(view, keys));
        var scopes = scopes(view);
        found.values().removeIf(row -> !sees(scopes, row));
        return found;
    }

    private List<Scope> scopes(String view) {
        var action = Action.view(view);
        return grants.stream()
                .filter(grant -> grant.actions().stream().anyMatch(each -> each.covers(action)))
                .map(grant -> new Scope(grant.scope()))
                .toList();
    }

    /** As of a row of {@code notifications}: an event names what it is about by its tags. */
    boolean sees(Log.Stored event) {
        return sees(scopes("notifications"), () -> about(event.tags()));
    }

    private boolean sees(List<Scope> scopes, byte[] row) {
        return sees(scopes, () -> about(Json.MAPPER.readTree(row)));
    }

    private boolean sees(List<Scope> scopes, Supplier<List<String>> subject) {
        if (scopes.contains(Scope.TENANT)) {
            return true;
        }
        var about = subject.get();
        return !about.isEmpty() && about.stream().allMatch(entity -> sees(scopes, entity));
    }

    private static List<String> about(Set<String> tags) {
        var about = new ArrayList<String>();
        for (var tag : tags) {
            var at = tag.indexOf('=') + 1;
            switch (tag.substring(0, Math.max(0, at - 1))) {
                case Tags.NODE -> about.add("node:" + tag.substring(at));
                case Tags.GROUP -> about.add("group:" + tag.substring(at));
                case Tags.APPLICATION_ENTITY -> about.add("application:" + tag.substring(at));
                default -> {
                    // It names no entity.
                }
            }
        }
        return about;
    }

    private static List<String> about(JsonNode row) {
        var about = new ArrayList<String>();
        row.path("node")
                .stringValueOpt()
                .filter(node -> !node.isEmpty())
                .ifPresent(node -> about.add("node:" + node));
        row.path("group").stringValueOpt().ifPresent(group -> about.add("group:" + group));
        row.path("member").stringValueOpt().ifPresent(about::add);
        row.path("holder").stringValueOpt().ifPresent(about::add);
        for (var field : new String[] {"application", "applicationEntity"}) {
            row.path(field).stringValueOpt().ifPresent(one -> about.add("application:" + one));
        }
        return about;
    }

    private boolean sees(List<Scope> scopes, String entity) {
        return entity.equals("application:" + application)
                || scopes.stream().anyMatch(scope -> scope.names(entity))
                || owns(entity)
                || scopes.stream()
                        .filter(Scope::isGroup)
                        .anyMatch(scope -> holds(scope.value().substring(6), entity));
    }

    private boolean owns(String entity) {
        return all.find("owners", entity)
                .row()
                .map(row -> Json.MAPPER.readTree(row.json()).path("owner").stringValue(""))
                .filter(application::equals)
                .isPresent();
    }

    private boolean holds(String group, String entity) {
        var now = new Filter("pairNow", Comparison.EQUAL, group + "~" + entity);
        return !all.page("memberships", new Views.Query(List.of(now), "", false, "", 1))
                .rows()
                .isEmpty();
    }
}
