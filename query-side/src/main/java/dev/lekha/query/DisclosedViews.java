package dev.lekha.query;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.PersonalComponents;
import dev.lekha.kernel.PersonalText;
import dev.lekha.kernel.privacy.Disclosing;
import dev.lekha.kernel.privacy.Disclosing.Disclosed;
import dev.lekha.projection.Rows;
import dev.lekha.projection.ViewSchema;
import dev.lekha.projection.Views;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rows of one view as its reader gets them: what is personal is text where the purpose allows
 * it, else {@code {"withheld":"purpose"}}, {@code {"erased":true}} or {@code {"unreadable":"…"}}.
 * Nothing is kept of what was opened.
 */
record DisclosedViews(Rows rows, List<String> personal, Disclosing disclosing, String purpose) {
    /**
     * @param rows as their reader sees them
     * @param tenant whose reader it is
     */
    static DisclosedViews of(
            Rows rows, String tenant, ViewSchema schema, Disclosing disclosing, String purpose) {
        return new DisclosedViews(
                rows,
                PersonalComponents.names(schema.row()),
                disclosing.disclosingTo(tenant),
                purpose);
    }

    Views.Page page(String view, Views.Query query) {
        var page = rows.page(view, query);
        return personal.isEmpty()
                ? page
                : new Views.Page(
                        page.rows().stream().map(this::opened).toList(),
                        page.next(),
                        page.position());
    }

    Views.Found find(String view, String key) {
        var found = rows.find(view, key);
        return personal.isEmpty()
                ? found
                : new Views.Found(found.row().map(this::opened), found.position());
    }

    private Views.Row opened(Views.Row row) {
        var json = (ObjectNode) Json.MAPPER.readTree(row.json());
        for (var name : personal) {
            json.set(name, opened(json.path(name)));
        }
        return new Views.Row(row.key(), Json.MAPPER.writeValueAsBytes(json));
    }

    private JsonNode opened(JsonNode sealed) {
        var object = Json.MAPPER.createObjectNode();
        var text = Json.MAPPER.treeToValue(sealed, PersonalText.Sealed.class);
        return switch (disclosing.open(text, purpose)) {
            case Disclosed.Text(var open) -> object.stringNode(open);
            case Disclosed.Erased() -> object.put("erased", true);
            case Disclosed.Withheld() -> object.put("withheld", "purpose");
            case Disclosed.Unreadable(var reason) -> object.put("unreadable", reason);
        };
    }
}
