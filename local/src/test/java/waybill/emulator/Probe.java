package waybill.emulator;

import java.util.function.Function;

/**
 * A question about an engine.
 *
 * @param behaviour what is tried, in one sentence, as it stands in docs/emulators.md
 * @param question gives the answer as a short text without ids and times: two engines that behave
 *     alike give the same
 */
record Probe(String id, String behaviour, Function<Lab, String> question) {

  /** An engine that breaks a probe's assumptions has answered, too. */
  String askedIn(Emulator emulator) {
    try {
      return question.apply(new Lab(emulator, id));
    } catch (RuntimeException e) {
      return "no answer: " + Refusal.of(e);
    }
  }
}
