package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Verdict;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Ids;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.groups.GroupEvent.GroupCreated;
import dev.lekha.kernel.groups.GroupEvent.GroupDestroyed;
import dev.lekha.kernel.naming.Scheme;
import dev.lekha.kernel.registration.EntityNameEvent.EntityNameBound;
import dev.lekha.kernel.registration.EntityNameEvent.EntityNameReleased;
import dev.lekha.kernel.registration.Holder;
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.Name;
import dev.lekha.kernel.registration.RegistrationEvent.NameBound;
import dev.lekha.kernel.registration.RegistrationEvent.NameReleased;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who has which names, and whether the holder that is asked for is known.
 *
 * @param holdings of the name, or of the holder where its scheme is shared
 * @param lifecycle of that holder; of a group, whether it is there
 * @param reusable classes of the scheme whose names several may have
 */
record Naming(Set<Holding> holdings, Lifecycle lifecycle, ReusableNames reusable) {
    /**
     * @param key of the name within its scope
     * @param until when it ends by itself, or empty
     */
    record Holding(String key, Holder holder, String until) {}

    static final Naming FREE = new Naming(Set.of(), Lifecycle.UNKNOWN, ReusableNames.NONE);

    /** What holds for a name whoever gets it; a command of bad fields is no command. */
    static void check(Name name, String group, String lifetime) {
        if (!group.isEmpty()) {
            Ids.check("a group", group);
        }
        if (!lifetime.isEmpty()) {
            Lifetime.parse(lifetime);
        } else if (Scheme.of(name) == Scheme.PSEUDONYM) {
            throw new IllegalArgumentException("a pseudonym has a lifetime");
        }
    }

    /** Gives the holder a name, or moves its end, unless another has it. */
    Verdict bind(Holder holder, Name name, String scope, String until) {
        if (!lifecycle.takesPart() && lifecycle != Lifecycle.PROVISIONED) {
            return unknown(holder);
        }
        var shared = Scheme.of(name).shared() || reusable.include(name);
        var own = held(name.within(scope), holder);
        var other = holdings.stream().filter(one -> one.key.equals(name.within(scope))).findAny();
        if (own.isEmpty() && !shared && other.isPresent()) {
            return refuse("name-taken", name + " names " + said(other.get().holder) + ".");
        }
        return own.filter(holding -> holding.until.equals(until)).isPresent()
                ? accept()
                : accept(bound(holder, name, scope, until, shared ? NameBound.SHARED : ""));
    }

    /** Takes a name from the holder. */
    Verdict release(Holder holder, Name name, String scope) {
        return held(name.within(scope), holder).isPresent()
                ? accept(released(holder, name, scope, ""))
                : refuse("name-unknown", name + " does not name " + said(holder) + ".");
    }

    Optional<Holding> held(String key, Holder holder) {
        return holdings.stream()
                .filter(holding -> holding.key.equals(key) && holding.holder.equals(holder))
                .findAny();
    }

    private static DomainEvent bound(
            Holder holder, Name name, String scope, String until, String sharing) {
        return switch (holder.kind()) {
            case NODE -> new NameBound(new NodeId(holder.id()), name, scope, until, sharing);
            case APPLICATION, GROUP -> new EntityNameBound(holder, name, scope, until, sharing);
        };
    }

    static DomainEvent released(Holder holder, Name name, String scope, String reason) {
        return switch (holder.kind()) {
            case NODE -> new NameReleased(new NodeId(holder.id()), name, scope, reason);
            case APPLICATION, GROUP -> new EntityNameReleased(holder, name, scope, reason);
        };
    }

    private static Verdict unknown(Holder holder) {
        return switch (holder.kind()) {
            case NODE -> refuse("node-unknown", holder.id() + " is not a registered node.");
            case APPLICATION ->
                    refuse(
                            "application-unknown",
                            holder.id() + " is not a registered application entity.");
            case GROUP -> refuse("group-unknown", "There is no group " + holder.id() + ".");
        };
    }

    private static String said(Holder holder) {
        return switch (holder.kind()) {
            case NODE -> holder.id();
            case APPLICATION, GROUP -> "the " + holder.kind().text() + " " + holder.id();
        };
    }

    Naming evolve(DomainEvent event) {
        return switch (event) {
            case NameBound e -> given(new Holding(e.key(), Holder.of(e.node()), e.until()));
            case EntityNameBound e -> given(new Holding(e.key(), e.entity(), e.until()));
            case NameReleased e -> with(without(e.key(), Holder.of(e.node())));
            case EntityNameReleased e -> with(without(e.key(), e.entity()));
            case GroupCreated _ -> new Naming(holdings, Lifecycle.REGISTERED, reusable);
            case GroupDestroyed _ -> new Naming(holdings, Lifecycle.RETIRED, reusable);
            default -> new Naming(holdings, lifecycle.evolve(event), reusable.evolve(event));
        };
    }

    private Naming given(Holding holding) {
        var more = without(holding.key, holding.holder);
        more.add(holding);
        return with(more);
    }

    private Naming with(Set<Holding> changed) {
        return new Naming(Set.copyOf(changed), lifecycle, reusable);
    }

    private Set<Holding> without(String key, Holder holder) {
        var others = new HashSet<>(holdings);
        others.removeIf(holding -> holding.key.equals(key) && holding.holder.equals(holder));
        return others;
    }
}
