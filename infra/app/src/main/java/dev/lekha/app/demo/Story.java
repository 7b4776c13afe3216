package dev.lekha.app.demo;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** What happens in the town, from the first key to the audit. */
record Story(LoopbackPlatform platform, Town town, Progress progress) {
    Reconciliation tell() throws IOException, InterruptedException, ExecutionException {
        try (var http = HttpClient.newHttpClient()) {
            var operator = new Api(http, platform.http(), platform.operatorKey());
            var application = new Application(application(operator));
            var billing = new Billing(credential(operator, "billing", "BILLING"));
            var auditor = credential(operator, "auditor", "AUDITOR");
            billing.publish(town.prices().commands());
            try (var step =
                    progress.begin("The application takes meters in", town.meters().size())) {
                application.takeIn(town.meters(), step);
            }
            try (var fleet = new Fleet("tcp://127.0.0.1:" + platform.mqttPort(), town.meters())) {
                report(fleet, billing, new Stillness(operator));
                return reconcile(operator, application, billing, auditor, fleet);
            }
        }
    }

    private void report(Fleet fleet, Billing billing, Stillness stillness)
            throws IOException, InterruptedException {
        try (var step = progress.begin("Meters connect", town.meters().size())) {
            fleet.connect(step);
        }
        try (var step = progress.begin("Meters report, early messages", messages(Meter::early))) {
            fleet.send(Meter::early, step);
        }
        try (var step =
                progress.begin("Billing closes " + town.closing(), town.subscriptions().size())) {
            // What is billed where depends on when books are closed, so all that came before is
            // billed first.
            stillness.await();
            billing.close(town.closing(), town.subscriptions(), step);
        }
        try (var step = progress.begin("Meters report, late messages", messages(Meter::late))) {
            fleet.send(Meter::late, step);
        }
    }

    private Reconciliation reconcile(
            Api operator, Application application, Billing billing, Api auditor, Fleet fleet)
            throws IOException, InterruptedException, ExecutionException {
        var routes = new LinkedHashMap<String, Tally>();
        try (var step = progress.begin("The books are compared", 5)) {
            var end = new Stillness(operator).await();
            routes.put("generator", town.truth());
            step.advance();
            routes.put("meters", fleet.tally());
            step.advance();
            routes.put("raw log", Auditor.audit(auditor, end));
            step.advance();
            routes.put("CDR feed", billing.records(end));
            step.advance();
            routes.put("ledger", billing.ledger(end));
            routes.put("views", application.views(end, operator));
            step.advance();
        }
        return new Reconciliation(routes);
    }

    private int messages(Function<Meter, List<Delivery>> which) {
        return town.meters().stream().mapToInt(meter -> which.apply(meter).size()).sum();
    }

    private static Api application(Api operator) throws IOException, InterruptedException {
        var secret = UUID.randomUUID().toString();
        var body =
                Map.of(
                        "applicationEntity",
                        "town-energy",
                        "description",
                        "of the demo",
                        "secret",
                        secret);
        operator.send("registration/RegisterApplicationEntity", body);
        return operator.as("town-energy", secret);
    }

    private static Api credential(Api operator, String name, String role)
            throws IOException, InterruptedException {
        var secret = UUID.randomUUID().toString();
        var body =
                Map.of(
                        "credential",
                        name,
                        "principal",
                        name,
                        "roles",
                        List.of(role),
                        "secret",
                        secret);
        operator.send("registration/IssueCredential", body);
        return operator.as(name, secret);
    }
}
