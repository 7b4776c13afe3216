package dev.lekha.edge.http;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Ids;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.TenantKey;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Who comes in. It asks {@link Callers} for every request and remembers nothing, so that a revoked
 * or expired credential ends with the request before. Doors find the caller in the request
 * attribute {@link #CALLER}.
 */
final class Entrance extends OncePerRequestFilter {
    /**
     * Of a {@link Caller}; query-side doors, which do not know this module, ask for it by this
     * name.
     */
    static final String CALLER = "dev.lekha.kernel.Caller";

    /**
     * Of a {@link BooleanSupplier}: whether what was presented still opens doors, for answers that
     * take longer than a credential may last.
     */
    static final String STANDING = "dev.lekha.kernel.Standing";

    /** Names the tenant in which a caller above tenants acts. */
    static final String TENANT = "Lekha-Tenant";

    private static final Set<String> PROBES =
            Set.of("/actuator/health/liveness", "/actuator/health/readiness");
    private final Callers callers;
    private final Admission admission;
    private final ProblemWriter problems;

    /** A caller as Spring Security carries one. */
    static final class Authenticated extends AbstractAuthenticationToken {
        private static final long serialVersionUID = 1;
        private final transient Caller caller;

        Authenticated(Caller caller) {
            super(List.of());
            this.caller = caller;
            setAuthenticated(true);
        }

        @Override
        public Object getCredentials() {
            return "";
        }

        @Override
        public Caller getPrincipal() {
            return caller;
        }

        @Override
        public String getName() {
            return caller.actor();
        }
    }

    Entrance(Callers callers, Admission admission, ProblemWriter problems) {
        this.callers = callers;
        this.admission = admission;
        this.problems = problems;
    }

    /** A platform under full load is alive, and must be able to say so. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return PROBES.contains(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain rest)
            throws ServletException, IOException {
        try {
            var address = "from " + request.getRemoteAddr();
            var header = Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION));
            var caller = header.flatMap(presented -> authenticate(presented, address));
            try (var _ = admission.enter(caller.map(Entrance::name).orElse(address))) {
                if (header.isPresent() && caller.isEmpty()) {
                    throw new Refused(
                            Refused.Kind.UNAUTHENTICATED,
                            "credentials-refused",
                            "The credentials are unknown, wrong, revoked or expired.");
                }
                if (caller.isPresent()) {
                    BooleanSupplier standing = () -> callers.stillStands(header.orElseThrow());
                    request.setAttribute(STANDING, standing);
                    admit(inTenant(caller.get(), request), request);
                }
                rest.doFilter(request, response);
            }
        } catch (Refused refused) {
            if (response.isCommitted()) {
                throw refused;
            }
            problems.write(refused, request, response);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private static String name(Caller caller) {
        return TenantKey.of(caller.tenant(), caller.actor());
    }

    /** The platform's own people name the tenant they mean; others have no choice. */
    private static Caller inTenant(Caller caller, HttpServletRequest request) {
        var tenant = Optional.ofNullable(request.getHeader(TENANT)).orElse("");
        if (tenant.isEmpty()) {
            return caller;
        }
        try {
            return caller.in(Ids.check("a tenant", tenant));
        } catch (IllegalArgumentException unfit) {
            throw new Refused(Refused.Kind.MALFORMED, "tenant-malformed", unfit.getMessage() + ".");
        }
    }

    /** Looking a caller up may take a while; nobody may keep everybody busy with it. */
    private Optional<Caller> authenticate(String header, String address) {
        try (var _ = admission.hold(address)) {
            return callers.of(header);
        }
    }

    private static void admit(Caller caller, HttpServletRequest request) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new Authenticated(caller));
        SecurityContextHolder.setContext(context);
        request.setAttribute(CALLER, caller);
    }
}
