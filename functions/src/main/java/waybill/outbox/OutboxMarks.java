package waybill.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Table;
import waybill.platform.Timestamp;

/**
 * Writes into PENDING rows what became of their sending: 25 independent writes a call, not a
 * transaction. A row that somebody else marked or moved is left as it is, and never brought back.
 */
final class OutboxMarks {

  /** Limit of BatchExecuteStatement. */
  static final int MARKS_PER_CALL_MAX = 25;

  /** Longer than any queue or dead-letter queue keeps a copy, so that a copy finds its row. */
  private static final Duration SENT_KEPT = Duration.ofDays(21);

  private static final String WHERE_PENDING =
      " WHERE \"bucket\"=? AND messageId=? AND \"status\"='PENDING'";

  private static final Logger LOG = LoggerFactory.getLogger(OutboxMarks.class);

  private final Platform platform;
  private final String markSent;
  private final String markFailed;
  private final List<BatchStatementRequest> sent = new ArrayList<>();
  private final List<BatchStatementRequest> failed = new ArrayList<>();

  OutboxMarks(Platform platform) {
    this.platform = platform;
    String update = "UPDATE \"" + platform.table(Table.OUTBOX) + "\"";
    this.markSent =
        update + " SET \"status\"='SENT' SET sentAt=? SET sentBy=? SET expiresAt=?" + WHERE_PENDING;
    this.markFailed =
        update
            + " SET attempts=? SET strikes=? SET firstErrorAt=? SET lastErrorAt=?"
            + " SET errorClass=? SET lastError=? SET retryAt=?"
            + WHERE_PENDING;
  }

  void sent(OutboxItem item, SentBy by) {
    Instant now = platform.time().now();
    sent.add(
        statement(
            markSent,
            item,
            AttributeValue.fromS(Timestamp.of(now)),
            AttributeValue.fromS(by.name().toLowerCase(Locale.ROOT)),
            Item.number(now.plus(SENT_KEPT).getEpochSecond())));
  }

  /** With a pause before the next try. */
  void failed(OutboxItem item, Failure failure, Tries tries) {
    Instant now = platform.time().now();
    failed.add(
        statement(
            markFailed,
            item,
            Item.number(tries.attempts()),
            Item.number(tries.strikes()),
            AttributeValue.fromS(tries.since()),
            AttributeValue.fromS(Timestamp.of(now)),
            AttributeValue.fromS(failure.errorClass()),
            AttributeValue.fromS(failure.reason()),
            AttributeValue.fromS(
                Timestamp.of(now.plus(Backoff.after(tries.attempts(), platform.random()))))));
  }

  /**
   * Writes all of it.
   *
   * @return how many marks of sent rows failed; those rows stay PENDING and are sent again. A lost
   *     mark of a failure only makes the next try come sooner
   */
  int write() {
    List<BatchStatementRequest> all = new ArrayList<>(sent);
    all.addAll(failed);
    int unmarked = 0;
    for (int from = 0; from < all.size(); from += MARKS_PER_CALL_MAX) {
      List<BatchStatementRequest> call =
          all.subList(from, Math.min(from + MARKS_PER_CALL_MAX, all.size()));
      int sentInCall = Math.max(0, Math.min(sent.size() - from, call.size()));
      unmarked += write(call, sentInCall);
    }
    return unmarked;
  }

  /** Marks of sent rows come first in the call. */
  private int write(List<BatchStatementRequest> call, int sentInCall) {
    try {
      return (int)
          platform
              .dynamo()
              .batchExecuteStatement(request -> request.statements(call))
              .responses()
              .stream()
              .limit(sentInCall)
              .filter(OutboxMarks::isFailedMark)
              .count();
    } catch (SdkException e) {
      LOG.warn("{} messages were not marked: {}", call.size(), e.getMessage());
      return sentInCall;
    }
  }

  private static BatchStatementRequest statement(
      String statement, OutboxItem item, AttributeValue... values) {
    List<AttributeValue> parameters = new ArrayList<>(List.of(values));
    parameters.add(AttributeValue.fromS(item.bucket()));
    parameters.add(AttributeValue.fromS(item.messageId()));
    return BatchStatementRequest.builder().statement(statement).parameters(parameters).build();
  }

  /** A condition that failed is no failure: somebody else marked or moved the row. */
  private static boolean isFailedMark(BatchStatementResponse answer) {
    if (answer.error() == null
        || answer.error().code() == BatchStatementErrorCodeEnum.CONDITIONAL_CHECK_FAILED) {
      return false;
    }
    LOG.warn("a sent message was not marked: {}", answer.error().message());
    return true;
  }
}
