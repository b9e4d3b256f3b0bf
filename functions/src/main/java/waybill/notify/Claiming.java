package waybill.notify;

import java.time.Instant;
import java.util.Optional;

/** What a timer finds when it asks for its attempt. */
sealed interface Claiming {

  record Mine(Claim claim) implements Claiming {}

  /**
   * It is the attempt to make, and its time.
   *
   * @param crashed the attempt before, if it was never closed
   */
  record Free(Optional<Attempt> crashed) implements Claiming {}

  /** It is the attempt to make, and not yet its time. */
  record Early(Instant nextAttemptAt) implements Claiming {}

  /** It is the attempt to make, and the merchant has the event by its own word. */
  record Acknowledged() implements Claiming {}

  /** Made already, or not to be made any more. */
  record Stale() implements Claiming {}
}
