package waybill.local.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** A function's answer to a batch, read as Lambda reads it. */
final class BatchAnswer {

  private static final ObjectMapper JSON = new ObjectMapper();

  private BatchAnswer() {}

  /**
   * The ids of the failed items; empty means that all is done. No value means that the whole batch
   * failed: the answer is no JSON, or names an item that is blank or not of this batch.
   */
  static Optional<Set<String>> failures(byte[] answer, Set<String> batch) {
    try {
      Set<String> failed = new LinkedHashSet<>();
      for (JsonNode failure : JSON.readTree(answer).path("batchItemFailures")) {
        String id = failure.path("itemIdentifier").asText("");
        if (!batch.contains(id)) {
          return Optional.empty();
        }
        failed.add(id);
      }
      return Optional.of(failed);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
