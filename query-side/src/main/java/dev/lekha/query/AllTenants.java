package dev.lekha.query;

import dev.lekha.projection.Views;

/** The rows of the view {@code tenants} of every tenant; for who is above tenants alone. */
@FunctionalInterface
public interface AllTenants {
    Views.Page page(Views.Query query);
}
