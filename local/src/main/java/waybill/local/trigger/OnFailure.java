package waybill.local.trigger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Tells the on-failure queue of records that were given up: where they are, not what they say. */
final class OnFailure {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SqsClient sqs;
  private final Optional<String> queueUrl;

  OnFailure(SqsClient sqs, Optional<String> queueUrl) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
  }

  void send(String condition, String streamArn, String shardId, List<StreamRecord> records) {
    if (queueUrl.isEmpty() || records.isEmpty()) {
      return;
    }
    StreamRecord first = records.get(0);
    StreamRecord last = records.get(records.size() - 1);
    ObjectNode message = JSON.createObjectNode();
    message.putObject("requestContext").put("condition", condition);
    message.put("version", "1.0");
    message.put("timestamp", Instant.now().toString());
    ObjectNode batch = message.putObject("DDBStreamBatchInfo");
    batch.put("shardId", shardId);
    batch.put("startSequenceNumber", first.sequence());
    batch.put("endSequenceNumber", last.sequence());
    batch.put("approximateArrivalOfFirstRecord", first.writtenAt().toString());
    batch.put("approximateArrivalOfLastRecord", last.writtenAt().toString());
    batch.put("batchSize", records.size());
    batch.put("streamArn", streamArn);
    sqs.sendMessage(request -> request.queueUrl(queueUrl.get()).messageBody(message.toString()));
  }
}
