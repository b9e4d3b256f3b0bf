package waybill.emulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** All probes, in the order in which docs/emulators.md has them. */
final class Probes {

  static final List<Probe> ALL =
      Stream.of(
              ConditionProbes.all(),
              TransactionProbes.all(),
              StatementProbes.all(),
              ReadProbes.all(),
              IndexProbes.all(),
              ValueProbes.all(),
              StreamProbes.all(),
              SendingProbes.all(),
              ReceivingProbes.all(),
              VisibilityProbes.all(),
              RedriveProbes.all(),
              ProvisioningProbes.all())
          .flatMap(List::stream)
          .toList();

  /** Most probes that take time wait. */
  private static final int SIDE_BY_SIDE = 8;

  private Probes() {}

  static Answers ask(String party, Emulator emulator) {
    ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    try {
      Map<String, CompletableFuture<String>> asked = new LinkedHashMap<>();
      for (Probe probe : ALL) {
        asked.put(
            probe.id(), CompletableFuture.supplyAsync(() -> probe.askedIn(emulator), threads));
      }
      Map<String, String> answers = new LinkedHashMap<>();
      asked.forEach((id, answer) -> answers.put(id, answer.join()));
      return new Answers(party, answers);
    } finally {
      threads.shutdownNow();
    }
  }
}
