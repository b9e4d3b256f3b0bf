package waybill.flow;

import java.util.List;
import waybill.local.Options;

/** How many shards of the outbox a shop has. */
final class Shards {

  /**
   * Fewer than the template's, as a sweep asks for each minute of each, an hour's at first. A test
   * that is about shards says how many it has.
   */
  static final int USUAL = 2;

  /** As the template has it. */
  static final int DEPLOYED = 8;

  private static final List<String> WRITERS =
      List.of(
          "OrderApiFunction",
          "PaymentApiFunction",
          "InventoryConsumerFunction",
          "OrderConsumerFunction",
          "MerchantApiFunction");

  private Shards() {}

  static Options are(int count, Options options) {
    return set(areWritten(count, options), "SweeperFunction", count);
  }

  /** Those that writers put rows into, whatever the sweeper knows of. */
  static Options areWritten(int count, Options options) {
    WRITERS.forEach(function -> set(options, function, count));
    return options;
  }

  private static Options set(Options options, String function, int count) {
    return options.environment(function, "OUTBOX_SHARDS", Integer.toString(count));
  }
}
