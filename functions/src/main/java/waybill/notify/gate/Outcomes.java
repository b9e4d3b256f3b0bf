package waybill.notify.gate;

import java.util.List;

/**
 * How calls of one endpoint ended.
 *
 * @param failed the deliveries whose calls failed, one entry for each call
 * @param earlier successes from before, that nobody was told of yet: they count among the calls of
 *     the last minutes, and say nothing of the server as it is now
 */
public record Outcomes(int successes, List<Long> failed, int earlier) {

  public static final Outcomes NONE = new Outcomes(0, List.of(), 0);

  public static Outcomes of(int successes, List<Long> failed) {
    return new Outcomes(successes, List.copyOf(failed), 0);
  }

  public Outcomes withEarlier(int more) {
    return new Outcomes(successes, failed, earlier + more);
  }

  public boolean hasFailures() {
    return !failed.isEmpty();
  }

  boolean isNone() {
    return successes == 0 && failed.isEmpty() && earlier == 0;
  }
}
