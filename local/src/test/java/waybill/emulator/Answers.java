package waybill.emulator;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What one party answers, by the probes' ids. */
record Answers(String party, Map<String, String> byId) {

  /** Where the other one answers something else; of probes that this one says nothing of, none. */
  List<String> differencesFrom(Answers other) {
    return byId.keySet().stream().flatMap(id -> difference(id, other)).toList();
  }

  void printDifferencesFrom(Answers other) {
    differencesFrom(other).forEach(difference -> System.out.println("differs: " + difference));
  }

  private Stream<String> difference(String id, Answers other) {
    String own = byId.get(id);
    String others = other.byId.get(id);
    return own.equals(others)
        ? Stream.empty()
        : Stream.of(String.format("%s: %s <%s>, %s <%s>", id, party, own, other.party, others));
  }
}
