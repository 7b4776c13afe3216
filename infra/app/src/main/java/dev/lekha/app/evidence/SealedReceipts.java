package dev.lekha.app.evidence;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.RequestId;
import dev.lekha.kernel.cose.CoseSign1;
import dev.lekha.kernel.evidence.OriginStatement;
import dev.lekha.kernel.evidence.Receipt;
import dev.lekha.kernel.evidence.Receipts;
import dev.lekha.projection.Views;
import dev.lekha.projection.Views.Comparison;
import dev.lekha.projection.evidence.OriginEvidence.Message;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Receipts under the platform's seal. The signature is deterministic and all that it is over is in
 * the log, so nothing is kept of it: a repeat of a message gets the very receipt of the first time,
 * once the view has it.
 */
final class SealedReceipts implements Receipts {
    private static final String STORED = "evidence.OriginEvidenceStored";
    private static final int MOST = 100;

    private final SealInForce seal;
    private final Views views;

    SealedReceipts(SealInForce seal, Views views) {
        this.seal = seal;
        this.views = views;
    }

    @Override
    public Optional<CoseSign1> submission(
            String tenant,
            NodeId node,
            RequestId request,
            OriginStatement statement,
            Instant receivedAt,
            Answer answer) {
        int place = answer.events().indexOf(STORED);
        if (place < 0 || answer.repeated()) {
            return before(tenant, node, statement);
        }
        var at = receivedAt.truncatedTo(ChronoUnit.MICROS);
        return seal.seal(
                new Receipt.Submission(
                        new Receipt.About(node, request, statement.commitment()),
                        answer.position() - answer.events().size() + place + 1,
                        at,
                        at.plus(PROOF_WITHIN)));
    }

    private Optional<CoseSign1> before(String tenant, NodeId node, OriginStatement statement) {
        var filters =
                List.of(
                        new Views.Filter("node", Comparison.EQUAL, node.value()),
                        new Views.Filter("hash", Comparison.EQUAL, statement.hash()));
        return views
                .of(tenant)
                .page("origin-evidence", new Views.Query(filters, "", false, "", MOST))
                .rows()
                .stream()
                .map(row -> Json.MAPPER.readValue(row.json(), Message.class))
                .findFirst()
                .map(SealedReceipts::receipt)
                .flatMap(seal::seal);
    }

    private static Receipt receipt(Message message) {
        return new Receipt.Submission(
                new Receipt.About(
                        new NodeId(message.node()),
                        new RequestId(message.request()),
                        message.commitment()),
                message.position(),
                message.recordedAt(),
                message.proofBy());
    }
}
