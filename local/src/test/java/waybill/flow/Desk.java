package waybill.flow;

import waybill.local.desk.StackAccess;

/** A shop's stack as its operators reach it, on the test's clock. */
final class Desk {

  private Desk() {}

  static StackAccess of(Shop shop) {
    return StackAccess.of(
        shop.platform.template().stackName(),
        shop.time,
        shop.platform.dynamo(),
        shop.platform.sqs());
  }
}
