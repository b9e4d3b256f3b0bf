package waybill.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;

/** A number in JSON that has to be whole; how it is written says nothing of that. */
final class WholeNumber {

  private static final String NOT_WHOLE = "must be a whole number";

  private WholeNumber() {}

  /** What is wrong with it, if anything is. */
  static Optional<String> complaint(JsonNode node, long min, long max) {
    if (!node.isNumber()) {
      return Optional.of(NOT_WHOLE);
    }
    BigDecimal value = node.decimalValue();
    if (value.compareTo(BigDecimal.valueOf(min)) < 0
        || value.compareTo(BigDecimal.valueOf(max)) > 0) {
      return Optional.of("must be from " + min + " to " + max);
    }
    // After the range check the number is small, whatever its exponent was.
    return value.signum() != 0 && value.stripTrailingZeros().scale() > 0
        ? Optional.of(NOT_WHOLE)
        : Optional.empty();
  }
}
