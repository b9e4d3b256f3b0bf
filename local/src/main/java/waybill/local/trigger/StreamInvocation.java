package waybill.local.trigger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import waybill.local.function.Functions;
import waybill.local.function.InvocationException;

/** Hands a chunk to the function and reads its answer. */
record StreamInvocation(String functionId, boolean reportsItemFailures, Functions functions) {

  private static final ObjectMapper JSON = new ObjectMapper();

  Chunk.Result of(Chunk chunk) {
    ObjectNode event = JSON.createObjectNode();
    ArrayNode records = event.putArray("Records");
    Set<String> sequences = new LinkedHashSet<>();
    for (StreamRecord record : chunk.records()) {
      records.add(record.json());
      sequences.add(record.sequence());
    }
    try {
      byte[] answer = functions.invoke(functionId, JSON.writeValueAsBytes(event));
      if (!reportsItemFailures) {
        return new Chunk.Result.Success();
      }
      Optional<Set<String>> failures = BatchAnswer.failures(answer, sequences);
      if (failures.isEmpty()) {
        return new Chunk.Result.FunctionFailed();
      }
      // The lowest is the one that stands first: within a shard they come in order.
      return sequences.stream()
          .filter(failures.get()::contains)
          .findFirst()
          .<Chunk.Result>map(Chunk.Result.ItemFailed::new)
          .orElseGet(Chunk.Result.Success::new);
    } catch (InvocationException e) {
      return new Chunk.Result.FunctionFailed();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
