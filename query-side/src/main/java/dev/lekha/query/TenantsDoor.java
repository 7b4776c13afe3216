package dev.lekha.query;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Refused;
import dev.lekha.projection.tenants.Tenants;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Which tenants there are, and how much each has: for the platform's own people. */
@RestController
final class TenantsDoor {
    private static final int USUAL = 100;

    private final ViewDirectory directory;
    private final AllTenants tenants;
    private final Positions positions;
    private final QuerySettings settings;

    TenantsDoor(
            ViewDirectory directory,
            AllTenants tenants,
            Positions positions,
            QuerySettings settings) {
        this.directory = directory;
        this.tenants = tenants;
        this.positions = positions;
        this.settings = settings;
    }

    /** A page, as of any view. */
    @GetMapping("/api/tenants")
    void list(
            @RequestAttribute(ViewDoor.CALLER) Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var view = directory.find(Tenants.NAME, caller);
        if (!caller.spansTenants()) {
            throw new Refused(
                    Refused.Kind.FORBIDDEN,
                    "tenant-forbidden",
                    "All tenants are for the platform's own people; read /api/views/tenants.");
        }
        var question = ViewQuestion.read(view, request.getParameterMap());
        positions.require(view.name(), request.getParameterMap(), settings.positionWait());
        var limit =
                question.limit() == ViewQuestion.NO_LIMIT
                        ? USUAL
                        : Math.toIntExact(question.limit());
        try {
            var page = tenants.page(question.page(question.after(), limit));
            Answers.page(page, request, response);
        } catch (IllegalArgumentException noCursor) {
            throw ViewQuestion.malformed(
                    "cursor-malformed", "after takes a cursor that an earlier page gave.");
        }
    }
}
